"""Somebody new is led to the first secret, and left alone after it."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Person
from tests.people import Company, make_customer, make_person
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]


def test_a_new_rep_is_told_what_comes_first_until_a_secret_is_there(
    company: Company, signed_in: SignIn
) -> None:
    nia = make_person("Nia Cole", "rep")
    page = signed_in(nia).get("/").content.decode()
    assert "Your first secret" in page
    assert "Your lead can entrust you" in page
    make_customer("Seewald", steward=nia)
    page = signed_in(nia).get("/").content.decode()
    assert "Your lead can entrust you" not in page
    assert "New contact" in page
    dana = signed_in(company.dana)
    assert "Write it down" in dana.get("/").content.decode()
    tell(company, "I decide on paper.")
    assert "Your first secret" not in dana.get("/").content.decode()


def test_only_reps_are_led(company: Company, signed_in: SignIn) -> None:
    for person in (company.kim, company.olga, company.ada, company.fin):
        assert "Your first secret" not in signed_in(person).get("/").content.decode()
