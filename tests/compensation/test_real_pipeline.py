"""A real pipeline of 8,800 deals: everybody's quota score is what the file itself adds up to."""

import csv
import datetime as dt
from collections import defaultdict
from fractions import Fraction
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from accounts.models import Person
from compensation.actions import calculate_period, open_period
from compensation.models import Statement
from compensation.rules import evaluate, from_json
from tests.compensation.paid import paid, published
from tests.conftest import Clock
from tests.people import Company

FIRST, LAST = dt.date(2017, 7, 1), dt.date(2017, 9, 30)
QUOTA = 100_000_00


def won_in_the_file(path: Path) -> dict[str, int]:
    """Add up by hand, in minor units: who won what in the third quarter of 2017."""
    sums: dict[str, int] = defaultdict(int)
    with path.open(newline="", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            if row["deal_stage"] == "Won" and str(FIRST) <= row["close_date"] <= str(LAST):
                sums[row["sales_agent"]] += int(row["close_value"]) * 100
    return dict(sums)


def test_quota_attainment_is_what_the_file_says(
    company: Company, clock: Clock, shared: Path
) -> None:
    folder = shared / "data" / "maven_crm"
    for kind, file in (
        ("people", "sales_teams.csv"),
        ("customers", "accounts.csv"),
        ("products", "products.csv"),
        ("deals", "sales_pipeline.csv"),
    ):
        call_command("import", kind, str(folder / file), json=True, stdout=StringIO())
    expected = won_in_the_file(folder / "sales_pipeline.csv")
    plan = published(company)
    for person in Person.objects.filter(name__in=expected):
        paid(person, plan, quota_minor=QUOTA, from_on=dt.date(2017, 1, 1))
    period = open_period(person=company.fin, name="Q3 2017", first_on=FIRST, last_on=LAST)
    found = calculate_period(person=company.fin, period=period)
    assert found.people == len(expected) == 30
    scores = {
        row.person.name: Fraction(row.parts[0]["score"])
        for row in Statement.objects.select_related("person")
    }
    assert scores == {name: Fraction(won, QUOTA) for name, won in expected.items()}
    for row in Statement.objects.all():
        assert evaluate(from_json(row.tree)) == row.released_minor
