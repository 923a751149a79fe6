"""Who is due is reckoned by the database, and comes out as the rules of health say."""

import datetime as dt
import random

import pytest

from accounts.models import Customer
from crm import clock as crm_clock
from crm.home.queries.health import bonds_of
from crm.home.queries.in_touch import in_touch
from crm.home.queries.rhythm import rhythms_of
from secrets_manual.models import Conversation, Turn
from tests.home.test_health import talked
from tests.people import Company, make_contact, make_customer


@pytest.mark.parametrize("seed", range(3))
def test_the_database_reckons_the_day_as_the_rules_do(
    company: Company, clock: object, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same talks each time
    for number in range(20):
        contact = make_contact(
            f"Contact {number}", make_customer(f"Customer {number}", steward=company.dana)
        )
        for _talk in range(dice.randrange(12)):
            talked(
                contact, company.dana, dice.randrange(900),
                kind=dice.choice(["call", "visit", "letter", "chat"]),
                started_by=dice.choice(["us", "them", ""]),
            )  # fmt: skip
    for talk in Conversation.objects.filter(kind="letter")[::2]:
        Turn.objects.create(conversation=talk, question="So?", words="Yes", at=talk.at)
    judged = {
        pk: bond.verdict.due_on
        for pk, bond in bonds_of(company.dana, Customer.objects.all()).items()
    }
    late = crm_clock.today() + dt.timedelta(days=10_000)
    found = rhythms_of(Customer.objects.filter(pk__in=judged), today=late, shown=100)
    assert found.lists["due"] == {pk: day for pk, day in judged.items() if day}
    assert set(found.lists["unknown"]) == {pk for pk, day in judged.items() if not day}
    assert found.n == len(judged)


def test_all_are_looked_at_and_the_longest_due_are_shown(company: Company, clock: object) -> None:
    today = crm_clock.today()
    for number in range(30):
        customer = make_customer(f"Customer {number:02}", steward=company.dana)
        rows = Customer.objects.filter(pk=customer.pk)
        rows.update(next_touch_on=today - dt.timedelta(days=number), next_touch_why="Their wish")
    page = in_touch(company.dana, circle="mine", team="", today=today)
    assert [row.customer.name for row in page.due[:2]] == ["Customer 29", "Customer 28"]
    assert (len(page.due), page.more, page.unknown_n, page.n) == (25, 5, 1, 31)
