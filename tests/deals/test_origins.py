"""A deal remembers the secret it began with, and shows it to who may read it there."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Person
from crm.deals.actions import open_deal
from crm.deals.models import Deal
from crm.errors import NotVisibleError, RuleBrokenError
from secrets_manual.actions import supersede_secret, withdraw_secret
from tests.conftest import Clock
from tests.people import Company, make_customer
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]
WORDS = "We run out of sets in December"


def test_a_deal_begun_from_a_secret_shows_it_to_those_who_may_read_it(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, WORDS, kind="inventory_problem")
    client = signed_in(company.dana)
    assert "/deals/new/?secret=" in client.get(f"/secrets/{secret.pk}/").content.decode()
    form = client.get(f"/deals/new/?secret={secret.pk}").content.decode()
    assert WORDS in form
    sent = {"customer": company.norte.pk, "name": "Spare sets", "secret": secret.pk}
    url = client.post("/deals/new/", sent).url
    deal = Deal.objects.get()
    assert (deal.origin_kind, deal.origin_id, deal.contact) == ("secret", secret.pk, company.ana)
    assert WORDS in client.get(url).content.decode()
    assert WORDS in signed_in(company.lea).get(url).content.decode()
    finance = signed_in(company.fin).get(url)
    assert finance.status_code == HTTPStatus.OK
    assert WORDS not in finance.content.decode()


def test_what_holds_now_is_shown_and_what_was_forgotten_is_not(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    old, new = (
        tell(company, WORDS, layer="need"),
        tell(company, "Short of sets in May", layer="need"),
    )
    deal = open_deal(person=company.dana, customer=company.norte, name="Sets", origin=old)
    assert deal.origin_kind == "need"
    supersede_secret(person=company.dana, secret=old, by=new)
    client = signed_in(company.dana)
    page = client.get(f"/deals/{deal.pk}/").content.decode()
    assert "Short of sets in May" in page
    assert WORDS not in page
    withdraw_secret(person=company.dana, secret=new)
    assert "It began with" not in client.get(f"/deals/{deal.pk}/").content.decode()


def test_a_deal_begins_with_no_draft_and_with_nothing_of_others(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    draft = tell(company, "A second site", glad="probably")
    foreign = tell(
        company, "Likes green", person=company.rui, customer=company.vega, contact=company.luis
    )
    for secret in (draft, foreign):
        with pytest.raises(NotVisibleError):
            open_deal(person=company.dana, customer=company.norte, name="x", origin=secret)
        assert signed_in(company.dana).get(f"/deals/new/?secret={secret.pk}").status_code == 404
    mine = tell(company, WORDS)
    other = make_customer("Orsa", steward=company.dana)
    with pytest.raises(RuleBrokenError):
        open_deal(person=company.dana, customer=other, name="x", origin=mine)


def test_the_database_refuses_half_an_origin(company: Company, clock: Clock) -> None:
    open_deal(person=company.dana, customer=company.norte, name="x", origin=tell(company, WORDS))
    for broken in ("origin_kind = ''", "origin_id = null", "origin_kind = 'rumour'"):
        with (
            pytest.raises(IntegrityError) as refused,
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update deals_deal set {broken}")  # noqa: S608 - ours
        name = refused.value.__cause__.diag.constraint_name
        assert name == "deal_origin_names_kind_and_key"
