"""A ticket born of a card does not exist for the person it rates: not on any page or list."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Ticket
from tests import people
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.house.access import Place, Row
from tests.house.test_access_matrix import MODULES, rows_of
from tests.recovery.tickets import hours, open_one

pytestmark = pytest.mark.django_db
WORD = "xylograph"
# A page of results repeats what was searched for; what the ticket says goes on after it.
SAID = re.compile(rf"{WORD}\W+(report|cost|right|remark|answer|later|for now|fixed|surprise)")
LISTS = (
    "customers", "contacts", "conversations", "secrets", "promises", "tickets", "deals", "rounds",
    "cards", "plans", "periods", "statements", "notices", "journal",
)  # fmt: skip
SignIn = Callable[[Person], Client]


def hidden_ticket(company: people.Company, clock: Clock) -> Ticket:
    """Everything that may happen to a ticket happens to one that Dana must not know of."""
    ticket = open_one(
        company,
        origin="card",
        channel="card",
        hidden_from=company.dana,
        severity=3,
        words=f"{WORD} report",
        cost_words=f"{WORD} cost",
        make_right_words=f"{WORD} right",
        owner=company.kim,
    )
    clock.move(hours=13)
    actions.climb_ladders()
    who = {"person": company.kim, "ticket": ticket}
    actions.comment(**who, words=f"{WORD} remark")
    actions.respond(**who, how="phone", words=f"{WORD} answer")
    actions.appoint(
        **who, until=clock.at + hours(30), contact_name="Ana Ruiz", words=f"{WORD} later"
    )
    actions.work_around(**who, words=f"{WORD} for now", promised_at=clock.at + hours(20))
    actions.fix(**who, words=f"{WORD} fixed")
    actions.surprise(**who, words=f"{WORD} surprise", cost_minor=500)
    clock.move(hours=60)
    actions.climb_ladders()
    ticket.refresh_from_db()
    return ticket


def page(client: Client, url: str) -> str:
    """Give a page without what differs each time it is drawn."""
    cache.clear()
    answer = client.get(url, follow=True)
    text = (answer.getvalue() if answer.streaming else answer.content).decode(errors="replace")
    text = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", text)
    return re.sub(r'(nonce|csrf-token|data-now|content|datetime)="[^"]*"', "", text)


def addresses(place: Place) -> list[str]:
    rows: list[Row] = [row for module in MODULES for row in rows_of(module)]
    found = []
    for row in rows:
        if row.method == "get" and not row.api and row.expected("rep", "own") == 200:
            query = "&".join(f"{key}={value}" for key, value in row.query(place).items())
            found.append(f"{reverse(row.name, kwargs=row.kwargs(place))}?{query}")
    return found


def test_no_page_of_the_rated_person_tells_of_it(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    place = Place("own", company, company.norte, company.ana, company.dana)
    pages = addresses(place)
    assert len(pages) > 25
    ticket = hidden_ticket(company, clock)
    dana, told = signed_in(company.dana), []
    searched = [
        f"{reverse(name)}?q={words}"
        for name in ("search", "palette", "board", "customers", "manuals", "deals")
        for words in (WORD, ticket.pk, f"%23{ticket.pk}", "Norte")
    ]
    showing = [
        f"{reverse('customer', args=[company.norte.pk])}?show={show}" for show in ("oops", "")
    ]
    for url in [*pages, *searched, *showing, f"{reverse('board')}?view=grave"]:
        text = page(dana, url)
        if SAID.search(re.sub(r"<[^>]*>", "", text)):
            told.append(f"{url} has its words")
        if reverse("ticket", args=[ticket.pk]) in text:
            told.append(f"{url} has its address")
    assert not told, "\n".join(told)


def test_the_customers_page_and_the_board_do_not_count_it(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    open_one(company, words="One she may know")
    dana = signed_in(company.dana)
    clock.move(hours=73)
    urls = [
        reverse("board"),
        reverse("today"),
        reverse("customer", args=[company.norte.pk]),
        reverse("customers"),
        reverse("manual", args=[company.norte.pk]),
        reverse("contact", args=[company.ana.pk]),
        reverse("notices"),
        reverse("insights"),
        reverse("bell_count"),
    ]
    actions.climb_ladders()
    before = {url: page(dana, url) for url in urls}
    notices = Notice.objects.filter(person=company.dana).count()
    clock.move(hours=-73)
    hidden_ticket(company, clock)
    assert {url: page(dana, url) for url in urls} == before
    assert Notice.objects.filter(person=company.dana).count() == notices


def test_no_list_of_the_api_has_it_and_its_address_is_not_found(
    company: people.Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = hidden_ticket(company, clock)
    dana, kim = Caller(company.dana), Caller(company.kim)
    assert WORD in kim.get("tickets/").content.decode()
    for name in LISTS:
        answer = dana.get(f"{name}/")
        text = answer.content.decode()
        assert answer.status_code in {200, 403}, name
        assert WORD not in text, name
        assert f'"ticket","subject_id":"{ticket.pk}"' not in text.replace(" ", ""), name
    listed = dana.get("tickets/").json()
    assert str(ticket.pk) not in str(listed)
    assert dana.get(f"tickets/{ticket.pk}/").status_code == 404
    page_of_it = reverse("ticket", args=[ticket.pk])
    assert signed_in(company.dana).get(page_of_it).status_code == 404
    for act in ("comment", "respond", "owner", "nothing-such"):
        url = reverse("ticket_act", args=[ticket.pk, act])
        assert signed_in(company.dana).post(url, {"words": "I?"}).status_code == 404
