"""What is known of customers stands beside the secrets component, and buys nothing (G10)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from compensation.actions import calculate_period, open_period
from compensation.models import Statement
from secrets_manual.actions import judge_use, record_use, take_back_line
from tests.compensation.paid import Q4, carded, danas_quarter, paid, published, won
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def evidence(client: Client, statement: Statement) -> list[str]:
    """Read the five figures that stand beside the secrets."""
    text = client.get(reverse("statement", args=[statement.pk])).content.decode()
    part = text[text.index("Beside the secrets") :]
    return re.findall(r"<dd>([^<]*)</dd>", part[: part.index("</dl>")])


def test_the_figures_count_people_and_writing_more_changes_none(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    statement = danas_quarter(company).statement
    before = Statement.objects.values().get(pk=statement.pk)
    dana = signed_in(company.dana)
    assert evidence(dana, statement) == ["1", "0 of 1", "0 of 1", "0 of 1", "0 of 1"]
    first = tell(company, "Decides on paper")
    use = record_use(person=company.dana, secret=first, how="Printed it")
    judge_use(person=company.dana, use=use, reception="welcome")
    known = ["1", "1 of 1", "1 of 1", "1 of 1", "1 of 1"]
    assert evidence(dana, statement) == known
    for number in range(12):
        tell(company, f"Likes tea number {number}")
    for reader in (company.dana, company.max, company.fin, company.olga):
        assert evidence(signed_in(reader), statement) == known
    take_back_line(contact=company.ana, secret_id=first.pk)
    assert Statement.objects.values().get(pk=statement.pk) == before


def test_a_quarter_with_many_secrets_is_paid_like_one_with_none(
    company: Company, clock: Clock
) -> None:
    plan = published(company)
    for person in (company.dana, company.rui):
        paid(person, plan)
        won(person, 120_000_000, Q4[0])
        carded(person, 6)
    for number in range(25):
        tell(company, f"Likes tea number {number}")
    period = open_period(person=company.fin, name="Q4", first_on=Q4[0], last_on=Q4[1])
    calculate_period(person=company.fin, period=period)
    of_dana, of_rui = (
        Statement.objects.get(period=period, person=person)
        for person in (company.dana, company.rui)
    )
    assert of_dana.calculated_minor == of_rui.calculated_minor > 0
    assert of_dana.parts == of_rui.parts
