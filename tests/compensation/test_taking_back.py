"""What customers take back costs nobody pay: neither what was settled, nor what is still open."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Consent
from compensation.actions import calculate_period, close_period
from compensation.models import LedgerEntry, Period, Statement
from secrets_manual.actions import record_use
from secrets_manual.models import Secret
from tests.compensation.paid import danas_quarter
from tests.conftest import Clock
from tests.people import Company
from tests.report_cards.stories import rate
from tests.secrets_manual.told import tell
from tests.secrets_manual.visits import visit

pytestmark = pytest.mark.django_db


def told_and_rated(company: Company, clock: Clock) -> list[Secret]:
    """Ana tells three things, one is put to use, and she rates Dana."""
    secrets = [tell(company, text) for text in ("Reads on paper", "Rows", "Tea, no milk")]
    record_use(person=company.dana, secret=secrets[0], how="Sent it printed.", reception="welcome")
    rate(company.ana, company.dana, promises=5, secrets_value=5, other_solutions="pointed")
    return secrets


def everything_taken_back(company: Company, secrets: list[Secret]) -> None:
    """Ana deletes a line, wishes no mail of any kind, and asks to be forgotten."""
    client = visit(company.ana)
    client.post(reverse("me_take_back", args=[secrets[0].pk]))
    refusals = {f"may_{purpose}": "no" for purpose in ("card", "loyalty", "news", "surprise")}
    client.post(reverse("me_wishes"), refusals | {"channels": [], "mails_a_month": "0"})
    client.post(reverse("me_object"), {"sure": "1"})
    assert not Secret.objects.exists()
    assert Consent.objects.filter(contact=company.ana, answer="refused").count() == 5


def figures(period: Period) -> list[tuple[object, ...]]:
    """What each statement says in numbers, and what stands in the ledger."""
    rows = Statement.objects.filter(period=period).order_by("person")
    ledger = LedgerEntry.objects.order_by("pk").values_list()
    return [(row.parts, row.tree, row.released_minor, row.person_id) for row in rows] + list(ledger)


def test_a_calculation_that_is_still_open_comes_out_the_same(
    company: Company, clock: Clock
) -> None:
    secrets = told_and_rated(company, clock)
    quarter = danas_quarter(company, approved=False)
    before, digest = figures(quarter.period), Period.objects.get(pk=quarter.period.pk).digest
    everything_taken_back(company, secrets)
    again = calculate_period(person=company.fin, period=quarter.period)
    assert again.digest == digest
    assert figures(quarter.period) == before
    parts = {
        part["code"]: part["part"] for part in Statement.objects.get(person=company.dana).parts
    }
    assert parts["secrets"] > 0


def test_a_closed_period_stays_as_it_was_paid(company: Company, clock: Clock) -> None:
    secrets = told_and_rated(company, clock)
    quarter = danas_quarter(company)
    clock.set(dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC))
    close_period(person=company.olga, period=quarter.period)
    before = figures(quarter.period)
    everything_taken_back(company, secrets)
    assert figures(quarter.period) == before
    assert Period.objects.get(pk=quarter.period.pk).state == "closed"
