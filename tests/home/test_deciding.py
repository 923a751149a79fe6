"""How a customer decides: their steps in their order and words, and what else they consider."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Alternative, DecisionStep, Person
from crm import clock as crm_clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.home.actions import deciding
from secrets_manual.actions import object_to_remembering
from tests.people import Company

SignedIn = Callable[[Person], Client]


def step(company: Company, words: str, **details: object) -> DecisionStep:
    return deciding.add_step(person=company.dana, customer=company.norte, words=words, **details)


def in_order(company: Company) -> list[str]:
    rows = DecisionStep.objects.filter(customer=company.norte).order_by("place", "id")
    return [row.words for row in rows]


def test_steps_are_added_moved_done_and_taken_away_by_buttons(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    url = reverse("step_add", args=[company.norte.pk])
    for words, by in (("The board hears it", "March 2027"), ("Two offers", ""), ("A visit", "x y")):
        client.post(url, {"words": words, "owner": company.ana.pk, "by": by})
    assert in_order(company) == ["The board hears it", "Two offers"]
    first, second = DecisionStep.objects.order_by("place")
    assert (first.by_on, first.by_precision) == (dt.date(2027, 3, 1), "month")
    act = reverse("step_act", args=[second.pk])
    client.post(act, {"act": "up"})
    client.post(act, {"act": "up"})
    assert in_order(company) == ["Two offers", "The board hears it"]
    client.post(act, {"act": "done"})
    body = client.get(reverse("people_map", args=[company.norte.pk])).content.decode()
    assert "23 Nov 2026" in body
    assert "March 2027" in body
    client.post(act, {"act": "open"})
    assert DecisionStep.objects.get(pk=second.pk).done_on is None
    client.post(act, {"act": "remove"})
    assert in_order(company) == ["The board hears it"]


def test_the_second_editor_is_told(company: Company, signed_in: SignedIn) -> None:
    row = step(company, "The board hears it")
    client, url = signed_in(company.dana), reverse("step_edit", args=[row.pk])
    assert client.post(url, {"words": "The board says yes", "version": 1}).status_code == 302
    answer = client.post(url, {"words": "The board nods", "version": 1})
    assert answer.status_code == 422
    assert "The board says yes" in answer.content.decode()


def test_what_they_consider_is_kept_in_their_words_doing_nothing_too(
    company: Company, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    sent = {"kind": "nothing", "words": "We could wait a year.", "contact": company.ana.pk,
            "heard_on": "2026-11-20"}  # fmt: skip
    client.post(reverse("alternative_add", args=[company.norte.pk]), sent)
    body = client.get(reverse("people_map", args=[company.norte.pk])).content.decode()
    assert "Doing nothing" in body
    assert "We could wait a year." in body
    row = Alternative.objects.get()
    client.post(reverse("alternative_remove", args=[row.pk]))
    assert not Alternative.objects.exists()


def test_the_gate_reads_steps_and_alternatives(company: Company, signed_in: SignedIn) -> None:
    client = signed_in(company.dana)
    words = "Her cancer treatment comes first."
    for name, more in (("step_add", {}), ("alternative_add", {"kind": "other", "heard_on": "2026-11-20"})):  # fmt: skip  # noqa: E501
        answer = client.post(reverse(name, args=[company.norte.pk]), {"words": words, **more})
        assert answer.status_code == 422
    assert not DecisionStep.objects.exists()
    assert not Alternative.objects.exists()


def test_who_objects_is_named_in_no_step_any_more(company: Company) -> None:
    row = step(company, "A visit", owner=company.ana)
    said = deciding.add_alternative(
        person=company.dana, customer=company.norte, kind="other", words="The ones from the fair.",
        heard_on=crm_clock.today(), contact=company.ana,
    )  # fmt: skip
    object_to_remembering(contact=company.ana)
    row.refresh_from_db()
    said.refresh_from_db()
    assert (row.owner, said.contact) == (None, None)
    with pytest.raises(RuleBrokenError, match="remember nothing"):
        step(company, "Two offers", owner=company.ana)
    with pytest.raises(RuleBrokenError, match="remember nothing"):
        step(company, "Ana Ruiz looks at it")


def test_others_may_not_write_and_strangers_own_nothing_there(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        deciding.add_step(person=company.lea, customer=company.norte, words="x")
    with pytest.raises(RuleBrokenError, match="not at this customer"):
        step(company, "A visit", owner=company.luis)


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("decision_step_has_words", "accounts_decisionstep", "words = ' '"),
        ("decision_step_date_and_how_exact", "accounts_decisionstep", "by_precision = 'week'"),
        ("decision_step_date_and_how_exact", "accounts_decisionstep", "by_on = '2026-01-01'"),
        ("decision_step_has_a_place", "accounts_decisionstep", "place = 0"),
        ("alternative_kind_known", "accounts_alternative", "kind = 'fate'"),
        ("alternative_has_words", "accounts_alternative", "words = ''"),
    ],
)
def test_the_table_refuses_what_is_no_step(
    company: Company, constraint: str, table: str, change: str
) -> None:
    step(company, "The board hears it")
    deciding.add_alternative(
        person=company.dana, customer=company.norte, kind="own", words="We build it.",
        heard_on=crm_clock.today(),
    )  # fmt: skip
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"update {table} set {change}")  # noqa: S608 - words of this test
