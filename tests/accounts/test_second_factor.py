"""People of much power need more than a password, everywhere but in the demonstration."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import Settings

from accounts.models import Person
from tests.people import Company

SignIn = Callable[[Person], Client]
PAGE = "/accounts/second-factor/"


@pytest.mark.parametrize("who", ["petra", "fin", "olga", "ada"])
def test_nothing_opens_before_the_second_factor_and_everything_after(
    who: str, company: Company, signed_in: SignIn, settings: Settings
) -> None:
    settings.SECOND_FACTOR_NEEDED = True
    person = getattr(company, who)
    client = signed_in(person)
    for url in ("/", "/settings/", "/customers/", "/settings/people/", "/no-such-page/"):
        answer = client.get(url)
        assert (answer.status_code, answer.headers.get("Location")) == (HTTPStatus.FOUND, PAGE)
    assert client.post("/settings/me/", {"zone": "UTC"}).headers["Location"] == PAGE
    assert "second lock" in client.get(PAGE).content.decode()
    assert client.get("/accounts/2fa/totp/activate/").status_code in {200, 302}
    assert client.get("/accounts/logout/").status_code == HTTPStatus.OK
    TOTP.activate(person, generate_totp_secret())
    assert client.get("/settings/").status_code == HTTPStatus.OK
    assert client.get(PAGE).headers["Location"] == "/"


def test_others_and_the_demonstration_need_none(
    company: Company, signed_in: SignIn, settings: Settings
) -> None:
    assert signed_in(company.olga).get("/settings/").status_code == HTTPStatus.OK
    settings.SECOND_FACTOR_NEEDED = True
    for person in (company.dana, company.kim, company.lea, company.max, company.mira):
        assert signed_in(person).get("/settings/").status_code == HTTPStatus.OK
