"""Every route that opens a page has a page function, which test_pages.py holds to its rules."""

import importlib
import pkgutil
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import Person
from tests.house import pages
from tests.house.access import ROLES, Place
from tests.house.test_access_matrix import MODULES, route_names, rows_of

Posted = tuple[str, dict[str, str]]
Page = Callable[[dict[str, Place]], tuple[Person, str] | tuple[Person, str, str | Posted]]
FUNCTIONS: list[tuple[str, Page]] = [
    (f"{module.name}.{page.__name__}", page)
    for module in pkgutil.iter_modules(pages.__path__)
    for page in importlib.import_module(f"tests.house.pages.{module.name}").PAGES
]
PAGES = [pytest.param(page, id=name) for name, page in FUNCTIONS]
#: Routes that answer a GET and show no page of ours, by what their names begin with.
NO_PAGES = {
    "healthz": "a probe answers one word",
    "readyz": "a probe answers JSON",
    "metrics": "Prometheus reads it",
    "api": "programs read it; the API has its own tests of queries",
    "account_": "allauth's page, of a form and no rows",
    "mfa_": "allauth's page, of a form and no rows",
    "card": "the link only leads on to card_at",
    "card_save": "keeps what is typed into the card, and shows nothing",
    "mail_file": "gives back a file that came by mail, as a download",
    "ticket_people": "answers JSON with names to choose from while one types",
}
#: Those whose names must be the whole of it.
WHOLE = {"healthz", "readyz", "metrics", "card", "card_save", "mail_file", "ticket_people"}


def route_of(page: Page) -> str:
    """Name the route a page function stands for: the longest that its name begins with."""
    found = [
        name
        for name in set(route_names(get_resolver().url_patterns))
        if page.__name__ == name or page.__name__.startswith(f"{name}_")
    ]
    return max(found, key=len, default="")


def is_no_page(name: str) -> bool:
    return any(
        name == start or (start not in WHOLE and name.startswith(start)) for start in NO_PAGES
    )


def test_every_page_is_held_to_it() -> None:
    """A route whose table row says GET has a page function here, or a reason not to."""
    opened = {
        row.name
        for module in MODULES
        for row in rows_of(module)
        if row.method == "get" and not row.api
    }
    held = {route_of(page) for _name, page in FUNCTIONS}
    missing = sorted(name for name in opened - held if not is_no_page(name))
    assert not missing, f"{len(missing)} pages are not measured: {missing}"
    assert not {name for name in held if is_no_page(name)}, "measured, and exempt as well"


def test_a_route_that_nobody_measures_opens_no_page(
    places: dict[str, Place], signed_in: Callable[[Person], Client]
) -> None:
    """So that a page cannot hide from the test above by leaving its GET out of the table."""
    place, held = places["own"], {route_of(page) for _name, page in FUNCTIONS}
    wrong = []
    for row in (row for module in MODULES for row in rows_of(module)):
        if row.api or row.name in held or is_no_page(row.name):
            continue
        # What opens by a link alone opens to no role: there anybody is refused the method too.
        opened = (role for role in ROLES if row.expected(role, "own") in {200, 302, 422})
        role = next(opened, "rep")
        client = signed_in(getattr(place.company, ROLES[role]))
        status = client.get(reverse(row.name, kwargs=row.kwargs(place))).status_code
        wrong += [f"{row.name} answers a GET with {status}"] * (status != 405)
    assert not wrong, "\n".join(wrong)
