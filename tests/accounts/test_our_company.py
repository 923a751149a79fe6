"""Who we are: changed by the director or an admin; the currency stays once it is counted in."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions.versions import kind_sentence
from accounts.models import Company as Row
from accounts.models import Customer, Person
from accounts.queries import company_facts
from crm import clock
from crm import company as our
from crm.journal.models import Entry
from tests.people import Company

SignIn = Callable[[Person], Client]
URL = "/settings/company/"
GIVEN = {
    "name": "Norrland Devices",
    "zone": "Europe/Stockholm",
    "language": "de",
    "currency": "sek",
    "version": "",
}


@pytest.fixture(autouse=True)
def _asks_the_row(company: Company) -> Iterator[None]:
    our.ask(company_facts)
    yield
    our.ask(None)


def test_the_director_changes_who_we_are_and_it_holds_at_once(
    company: Company, signed_in: SignIn
) -> None:
    olga = signed_in(company.olga)
    assert "Halden Medical" in olga.get(URL).content.decode()
    answer = olga.post(URL, GIVEN)
    assert answer.status_code == HTTPStatus.FOUND
    assert (our.name(), our.currency(), our.language()) == ("Norrland Devices", "SEK", "de")
    assert str(clock.company_zone()) == "Europe/Stockholm"
    entry = Entry.objects.get(kind="accounts.company_changed")
    assert entry.facts["before"] == {"zone": "Europe/Berlin", "currency": "EUR", "language": "en"}


def test_the_currency_stays_once_an_amount_is_written_down(
    company: Company, signed_in: SignIn
) -> None:
    Customer.objects.filter(pk=company.norte.pk).update(annual_revenue_minor=100)
    ada = signed_in(company.ada)
    assert "amounts are written down in it" in ada.get(URL).content.decode()
    assert ada.post(URL, GIVEN).status_code == HTTPStatus.FOUND
    assert (our.name(), our.currency()) == ("Norrland Devices", "EUR")


def test_who_saves_last_sees_what_the_other_saved(company: Company, signed_in: SignIn) -> None:
    ada = signed_in(company.ada)
    ada.post(URL, GIVEN)
    seen = str(Row.objects.get().version)
    signed_in(company.olga).post(URL, GIVEN | {"name": "Norr AB", "version": seen})
    late = ada.post(URL, GIVEN | {"name": "Norrland", "version": seen})
    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Norr AB" in late.content.decode()
    assert our.name() == "Norr AB"


@pytest.mark.parametrize(
    "statement",
    ["update accounts_company set currency = 'USD'", "delete from accounts_company"],
)
def test_the_database_keeps_the_currency_whoever_asks(company: Company, statement: str) -> None:
    Row.objects.create(name="H", zone="UTC", currency="EUR", created_at=clock.now())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)  # nothing is counted yet
        transaction.set_rollback(True)
    Customer.objects.filter(pk=company.norte.pk).update(annual_revenue_minor=100)
    with (
        pytest.raises(IntegrityError, match="counted in this currency") as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert kind_sentence(caught.value).startswith("Money is written down")
    Row.objects.update(name="Halden", zone="Europe/Oslo")


def test_pages_speak_the_language_a_person_chose(company: Company, signed_in: SignIn) -> None:
    dana = signed_in(company.dana)
    page = dana.get(reverse("settings_me"), headers={"accept-language": "fr"})
    assert page.headers["Content-Language"] == "fr"
    Person.objects.filter(pk=company.dana.pk).update(language="de")
    page = dana.get(reverse("settings_me"), headers={"accept-language": "fr"})
    assert page.headers["Content-Language"] == "de"
    assert '<html lang="de"' in page.content.decode()
