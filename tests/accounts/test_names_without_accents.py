"""A name is found at every door by whoever leaves its accents out, or types them in other letters.

One table of doors: who looks, where, and what must come for which words.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts.actions import change_customer
from accounts.models import Customer, CustomField, Person
from crm.home.actions.meeting import log_decision
from secrets_manual.actions import record_gift
from tests import people
from tests.api.callers import Caller
from tests.people import Company
from tests.recovery import tickets

SignIn = Callable[[Person], Client]
SHOP, CONTACT = "Café Noël", "Renée Müller"

#: Who looks, at which address, for which words typed plainly, and what must stand on the page.
DOORS = (
    ("dana", "/customers/?who=mine&q=cafe+noel", SHOP),
    ("dana", "/customers/?who=mine&custom_motto=creme", SHOP),
    ("dana", "/manuals/?q=cafe+noel", SHOP),
    ("dana", "/customers/{shop}/contacts/?q=renee", CONTACT),
    ("dana", "/customers/{shop}/contacts/?q=conceicao", CONTACT),
    ("dana", "/search/?q=cafe+noel", SHOP),
    ("kim", "/recovery/?q=noel", SHOP),
    ("kim", "/recovery/?view=table&customer=cafe", SHOP),
    ("kim", "/recovery/?q=brulee", SHOP),
    ("kim", "/recovery/{ticket}/people/?q=sor", r"\u00c5sa S\u00f8rby"),
    ("dana", "/gifts/?q=muller", "Pralinés"),
    ("dana", "/gifts/?q=pralines", "Pralinés"),
    ("olga", "/empty-chair/decisions/?q=deja+noel", "déjà vu"),
    ("ada", "/settings/people/?q=asa", "Åsa Sørby"),
    ("dana", "/api/v1/customers/?q=cafe", SHOP),
    ("dana", "/api/v1/contacts/?q=muller", CONTACT),
)


def test_every_door_finds_a_name_without_its_accents(company: Company, signed_in: SignIn) -> None:
    CustomField.objects.create(about="customer", key="motto", name="Motto", type="text")
    shop = people.make_customer(SHOP, steward=company.dana)
    motto = {"motto": "Crème de la crème"}
    change_customer(person=company.dana, customer=shop, version=None, custom=motto)
    contact = people.make_contact(CONTACT, shop, title="Chefe, Conceição")
    people.make_person("Åsa Sørby", "service", team=company.service, email="x1@halden.example")
    ticket = tickets.open_one(company, customer=shop, words="The brûlée arrived cold.")
    record_gift(person=company.dana, customer=shop, contact=contact, what="Pralinés",
                value_minor=500)  # fmt: skip
    log_decision(person=company.olga, customer=shop, decided="No déjà vu.", effect="Less noise.")
    for who, where, wanted in DOORS:
        asker, path = getattr(company, who), where.format(shop=shop.pk, ticket=ticket.pk)
        look = seen_by(asker, signed_in(asker))
        assert wanted in look(path), where
        assert wanted not in look(f"{path.rpartition('=')[0]}=zzqx"), where


def seen_by(person: Person, client: Client) -> Callable[[str], str]:
    def look(path: str) -> str:
        if path.startswith("/api/v1/"):
            return str(Caller(person).get(path.removeprefix("/api/v1/")).json())
        return client.get(path).content.decode()

    return look


@pytest.mark.parametrize(
    ("typed", "found"),
    [("cafe", 2), ("Café", 2), ("NOËL", 1), ("100%", 1), ("a_b", 1), ("%", 1), ("ß", 0)],
)
@pytest.mark.django_db
def test_signs_of_a_search_stand_for_themselves(typed: str, found: int) -> None:
    for name in (SHOP, "Cafe Norte", "100% a_b", "100 aXb"):
        people.make_customer(name)
    assert Customer.objects.filter(name__holds=typed).count() == found


@pytest.mark.django_db
def test_both_halves_of_the_question_have_their_index() -> None:
    with connection.cursor() as sql:
        sql.execute("set local enable_seqscan = off; set local enable_indexscan = off")
        words, given = Customer.everything.filter(name__holds="noel").query.sql_with_params()
        sql.execute(f"explain {words}", given)
        plan = "\n".join(line for (line,) in sql.fetchall())
    assert "customer_name_trigrams" in plan
    assert "customer_folded_names" in plan
