"""An empty installation: a code on the terminal, one page, and then the page is gone."""

import io
import re
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.actions import make_setup_code
from accounts.models import Company, Person, SetupCode
from accounts.queries import company_facts
from crm import clock, company
from tests.people import make_person

URL = "/setup/"


@pytest.fixture
def _asks_the_row() -> Iterator[None]:
    company.ask(company_facts)
    yield
    company.ask(None)


def _sent(code: str, **more: str) -> dict[str, str]:
    return {
        "code": code,
        "company_name": "Norrland Devices",
        "zone": "Europe/Stockholm",
        "currency": "sek",
        "name": "Olga Brandt",
        "email": "olga@norrland.example",
        "password": "four words on paper",
    } | more


@pytest.mark.django_db
@pytest.mark.usefixtures("_asks_the_row")
def test_the_first_director_comes_in_by_the_code_and_the_page_is_gone() -> None:
    paper = io.StringIO()
    call_command("setup_code", base="http://here", stdout=paper)
    found = re.fullmatch(r"setup http://here/setup/ asks for the code (\S+)\n", paper.getvalue())
    assert found
    client = Client()
    assert client.get(URL).status_code == HTTPStatus.OK
    assert "Nobody is here yet" in Client().get("/accounts/login/").content.decode()
    answer = client.post(URL, _sent(found[1].lower()))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/next/")
    director = Person.objects.get()
    assert director.roles == {"director", "admin"}
    assert director.password.startswith("argon2")
    for page in ("/setup/next/", "/"):
        assert "Bring your customers" in client.get(page).content.decode()
    assert "Nobody is here yet" not in Client().get("/accounts/login/").content.decode()
    assert (company.name(), company.currency()) == ("Norrland Devices", "SEK")
    assert str(clock.company_zone()) == "Europe/Stockholm"
    assert Client().get(URL).status_code == HTTPStatus.NOT_FOUND
    assert client.post(URL, _sent(found[1])).status_code == HTTPStatus.NOT_FOUND
    call_command("setup_code", stdout=(silent := io.StringIO()))
    assert silent.getvalue() == ""
    assert not SetupCode.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "AAAA-BBBB-CCCC"}, "This is not the code"),
        ({"password": "elevenchars"}, "at least 12 characters"),
        ({"password": "olga@norrland.example"}, "too similar"),
        ({"currency": "XYZ"}, "no currency we know"),
        ({"zone": "Mars/Base"}, "Select a valid choice"),
        ({"company_name": " "}, "This field is required"),
    ],
)
def test_what_does_not_fit_is_said_and_makes_nobody(changed: dict[str, str], sentence: str) -> None:
    answer = Client().post(URL, _sent(make_setup_code()) | changed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert not Person.objects.exists()
    assert not Company.objects.exists()


@pytest.mark.django_db
def test_ten_wrong_codes_end_the_right_one() -> None:
    code = make_setup_code()
    for _try in range(10):
        Client().post(URL, _sent("AAAA-BBBB-CCCC"))
    answer = Client().post(URL, _sent(code))
    assert "Too many tries" in answer.content.decode()
    assert not Person.objects.exists()
    assert Client().post(URL, _sent(make_setup_code())).status_code == HTTPStatus.FOUND


@pytest.mark.django_db
def test_there_is_one_company_whatever_writes_the_row() -> None:
    row = "insert into accounts_company (id, name, zone, currency, created_at, version) values "
    for values in (
        "(2, 'N', 'UTC', 'EUR', now(), 1)",
        "(1, ' ', 'UTC', 'EUR', now(), 1)",
        "(1, 'N', 'UTC', 'eur', now(), 1)",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(row + values)


@pytest.mark.django_db(transaction=True)
def test_of_two_first_directors_at_once_one_comes_in() -> None:
    code = make_setup_code()
    statuses: list[int] = []

    def come(name: str) -> None:
        sent = _sent(code, name=name, email=f"{name}@norrland.example")
        statuses.append(Client().post(URL, sent).status_code)
        connection.close()

    both = [threading.Thread(target=come, args=(name,)) for name in ("olga", "ingrid")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert min(statuses) == HTTPStatus.FOUND
    assert Person.objects.count() == 1
    cache.clear()


@pytest.mark.django_db
def test_a_director_who_was_brought_otherwise_closes_the_page_too(
    signed_in: Callable[[Person], Client],
) -> None:
    olga = make_person("Olga Brandt", "director")
    assert Client().get(URL).status_code == HTTPStatus.NOT_FOUND
    assert make_setup_code() == ""
    assert signed_in(olga).get("/setup/next/").status_code == HTTPStatus.OK
