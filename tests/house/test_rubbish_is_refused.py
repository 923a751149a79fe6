"""Whatever is sent to a page, by whomever: a sentence and a 4xx, never a crash."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import make_setup_code
from accounts.models import Person
from tests import people
from tests.house.access import ROLES, Place, Row
from tests.house.rubbish import RAW, bodies
from tests.house.test_access_matrix import MODULES, rows_of

FORMS = (
    "accounts",
    "awards",
    "compensation",
    "deals",
    "gifts",
    "home",
    "imports",
    "joining",
    "letters",
    "manuals",
    "notices",
    "oops",
    "own_page",
    "recovery",
    "recovery_settings",
    "report_cards",
    "secrets_manual",
    "today",
)
CLOSED = {403, 404, 405}
FORM = "application/x-www-form-urlencoded"
PAGES = [module for module in MODULES if any(not row.api for row in rows_of(module))]


@pytest.fixture
def clients(company: people.Company, signed_in: Callable[[Person], Client]) -> dict[str, Client]:
    found = {role: signed_in(getattr(company, name)) for role, name in ROLES.items()}
    for client in found.values():
        client.raise_request_exception = False
    return found


def answered(client: Client, method: str, url: str, **sent: object) -> int:
    """Send one request, take back what it did, and give its status."""
    with transaction.atomic():
        response = getattr(client, method)(url, **sent)
        transaction.set_rollback(True)
    return int(response.status_code)


def allowed(row: Row) -> Iterator[str]:
    """Name a role the row lets in at Dana's own object, and one it does not."""
    good = [role for role in ROLES if row.expected(role, "own") not in {401, 403, 404}]
    bad = [role for role in ROLES if role not in good]
    yield from (*good[:1], *bad[:1])


@pytest.mark.parametrize("module", FORMS)
def test_no_rubbish_sent_to_a_page_breaks_it(
    module: str, places: dict[str, Place], clients: dict[str, Client]
) -> None:
    wrong = []
    for row in rows_of(module):
        if row.api:
            continue
        place = places["own"]
        url, valid = reverse(row.name, kwargs=row.kwargs(place)), row.body(place)
        for role in allowed(row):
            for title, body in bodies(valid):
                cache.clear()
                status = answered(clients[role], "post", url, data=body)
                wrong += [f"{row.name}: {role} sends {title}: {status}"] * (status >= 500)
                if status in CLOSED:  # the door is shut, whatever is brought to it
                    break
            for raw in RAW:
                status = answered(clients[role], "post", url, data=raw, content_type=FORM)
                wrong += [f"{row.name}: {role} sends {raw[:20]!r}: {status}"] * (status >= 500)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_no_rubbish_sent_to_the_first_page_breaks_it() -> None:
    valid: dict[str, object] = {
        "code": make_setup_code(),
        "company_name": "Norrland",
        "zone": "Europe/Stockholm",
        "currency": "SEK",
        "name": "Olga Brandt",
        "email": "olga@norrland.example",
        "password": "four words on paper",
    }
    client = Client(raise_request_exception=False)
    url = reverse("setup")
    statuses = {title: answered(client, "post", url, data=body) for title, body in bodies(valid)}
    for raw in RAW:
        statuses[repr(raw[:20])] = answered(client, "post", url, data=raw, content_type=FORM)
    assert {title: status for title, status in statuses.items() if status >= 500} == {}
    assert answered(client, "post", url, data=valid) == 302


@pytest.mark.parametrize("number", [0, 999_999_999_999, 2**63, 10**30])
def test_a_number_that_nothing_has_is_not_found(
    number: int, places: dict[str, Place], clients: dict[str, Client]
) -> None:
    wrong = []
    for row in (row for module in PAGES for row in rows_of(module)):
        kwargs = row.kwargs(places["own"])
        if row.api or not any(isinstance(value, int) for value in kwargs.values()):
            continue
        strange = {k: number if isinstance(v, int) else v for k, v in kwargs.items()}
        url = reverse(row.name, kwargs=strange)
        for role in allowed(row):
            for method in ("get", "post"):
                status = answered(clients[role], method, url)
                if status not in {302, 403, 404, 405} or status == 302:
                    wrong.append(f"{method} {row.name} {number}: {role} gets {status}")
    assert not wrong, "\n".join(wrong)
