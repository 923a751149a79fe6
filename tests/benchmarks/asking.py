"""Who asks, by which client, and what of it reached the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test import Client

from accounts.models import Person
from tests.benchmarks.making import stand_on

Statement = tuple[str, Any]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_clients: dict[tuple[str, str], Client] = {}


def on(ground: str) -> None:
    """Let everything from now on happen in the database of this size."""
    if connection.settings_dict["NAME"] != ground or connection.connection is None:
        stand_on(ground)


def somebody(role: str) -> Person:
    """Give the first person of a role; the first rep looks after the first customers."""
    return Person.objects.filter(role_grants__role=role).earliest("pk")


def client_of(role: str) -> Client:
    """Give a browser in which the first person of a role is signed in to the present ground."""
    key = (connection.settings_dict["NAME"], role)
    if key not in _clients:
        _clients[key] = Client()
        _clients[key].force_login(somebody(role), backend=BACKEND)
    return _clients[key]


def getting(role: str, url: str) -> Callable[[], object]:
    """Give the act of opening a page, which must open."""
    client = client_of(role)

    def get() -> object:
        answer = client.get(url)
        if answer.status_code != 200:
            raise AssertionError(f"{url} answered {answer.status_code}")
        return answer

    return get


def statements_of(act: Callable[[], object]) -> list[Statement]:
    """Give what an act says to the database."""
    said: list[Statement] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        act()
    return said


def raw(said: list[Statement]) -> Callable[[], object]:
    """Give the act of saying the same in plain psycopg2, and reading every row of the answers."""

    def say() -> None:
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            for sql, params in said:
                cursor.execute(sql, params)
                if cursor.description is not None:
                    cursor.fetchall()

    return say


@contextmanager
def taken_back() -> Iterator[None]:
    """Let what is written within be gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
