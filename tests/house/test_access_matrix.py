"""Every route × every role × own, team's and others' objects answers as its row says."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.actions import issue_token
from accounts.models import Person
from tests import people
from tests.house import access
from tests.house.access import RANKS, ROLES, Place, Row

# Nothing of ours may lie in a cache, in the browser or on the way, but these: they hold no names.
MAY_BE_KEPT = {"offline", "worker"}
MODULES = sorted(module.name for module in pkgutil.iter_modules(access.__path__))


def rows_of(module: str) -> list[Row]:
    return list(importlib.import_module(f"tests.house.access.{module}").ROWS)


def route_names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Name every route there is; one without a name goes by its pattern."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from route_names(pattern.url_patterns, space)
        else:
            yield f"{prefix}{pattern.name or str(pattern.pattern)}"


class Callers:
    """Sends one request as a role, with a session or a token, and takes back what it did."""

    def __init__(self, company: people.Company, signed_in: Callable[[Person], Client]) -> None:
        person = {role: getattr(company, name) for role, name in ROLES.items()}
        self.clients = {"": Client()} | {role: signed_in(person[role]) for role in ROLES}
        self.program = Client()  # one for all: to begin one reads every file that is served
        self.tokens = {role: issue_token(person=person[role], scope="write") for role in ROLES}

    def status(self, row: Row, role: str, url: str, body: dict[str, object]) -> int:
        client = self.program if row.api else self.clients[role]
        headers = {}
        if row.api and role:
            headers = {"Authorization": f"Token {self.tokens[role]}"}
        content: dict[str, object] = {"headers": headers}
        if row.method != "get":
            content["data"] = body
            if row.api:
                content["content_type"] = "application/json"
        with transaction.atomic():
            answer = getattr(client, row.method)(url, **content)
            transaction.set_rollback(True)
        if row.name not in MAY_BE_KEPT:
            assert "no-store" in answer.headers["Cache-Control"], row.name
        return int(answer.status_code)


def asked_for(row: Row, places: dict[str, Place]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Give each rank with its address and body; one request where all three are the same."""
    sent: list[tuple[str, dict[str, object], list[int]]] = []
    for rank in RANKS:
        place = places[rank]
        url = reverse(row.name, kwargs=row.kwargs(place))
        query, body = row.query(place), row.body(place)
        if query:
            url += "?" + "&".join(f"{name}={value}" for name, value in query.items())
        answers = [row.expected(role, rank) for role in ("", *ROLES)]
        if (url, body, answers) not in sent:
            sent.append((url, body, answers))
            yield rank, url, body


@pytest.mark.parametrize("module", MODULES)
def test_every_role_is_answered_as_the_table_says(
    module: str,
    company: people.Company,
    places: dict[str, Place],
    signed_in: Callable[[Person], Client],
) -> None:
    callers = Callers(company, signed_in)
    wrong = []
    for row in rows_of(module):
        for rank, url, body in asked_for(row, places):
            cache.clear()
            for role in ("", *ROLES):
                status = callers.status(row, role, url, body)
                expected = row.expected(role, rank)
                if status != expected:
                    who = role or "a stranger"
                    wrong.append(
                        f"{row.method} {row.name}, {rank}: {who} gets {status}, not {expected}"
                    )
    assert not wrong, "\n".join(wrong)


def test_every_route_has_a_row() -> None:
    there = set(route_names(get_resolver().url_patterns))
    told = {row.name for module in MODULES for row in rows_of(module)}
    missing = sorted(there - told)
    assert not missing, f"{len(missing)} routes have no row: {missing}"
    gone = sorted(told - there)
    assert not gone, f"rows of routes that are gone: {gone}"


def test_the_table_speaks_of_roles_that_exist() -> None:
    named = {
        role
        for module in MODULES
        for row in rows_of(module)
        for roles in row.answers
        for role in roles.split()
    }
    assert named <= {*ROLES, "else"}
    assert all("else" in row.answers for module in MODULES for row in rows_of(module))
