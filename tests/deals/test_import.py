"""A real pipeline of 8,800 deals comes in whole, is added up right, and changes nothing twice."""

import csv
from collections import defaultdict
from io import StringIO
from json import loads
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Customer, Person, Team
from crm.deals.models import Deal, DealCredit, Product, Stage
from crm.deals.queries import won_value_by_owner
from tests.people import make_customer, make_person


def bring(kind: str, path: Path, **options: object) -> dict[str, object]:
    out = StringIO()
    call_command("import", kind, str(path), json=True, stdout=out, **options)
    return dict(loads(out.getvalue()))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def maven(shared: Path, db: None) -> Path:
    folder = shared / "data" / "maven_crm"
    bring("people", folder / "sales_teams.csv")
    bring("customers", folder / "accounts.csv", map=["revenue_in_millions=revenue"])
    bring("products", folder / "products.csv")
    return folder


def test_the_whole_pipeline_comes_in_adds_up_and_changes_nothing_twice(maven: Path) -> None:
    report = bring("deals", maven / "sales_pipeline.csv")
    assert (report["read"], report["created"], report["refused"]) == (8800, 8800, [])
    assert (Customer.objects.count(), Product.objects.count(), Deal.objects.count()) == (
        85,
        7,
        8800,
    )
    remarks = dict(report["remarks"])  # type: ignore[call-overload]
    assert remarks == {
        "“GTXPro” was taken for the product “GTX Pro”.": 1480,
        "An open deal without a customer was kept.": 1425,
    }
    won = Deal.objects.filter(stage=Stage.WON)
    assert sum(won.values_list("amount_minor", flat=True)) == 10_005_534_00  # type: ignore[arg-type]
    assert DealCredit.objects.count() == 8800
    assert_managers_won_what_the_file_says(maven)
    with connection.cursor() as cursor:  # as the server does by itself once rows are committed
        cursor.execute("analyze")
    again = bring("deals", maven / "sales_pipeline.csv")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 8800)


def assert_managers_won_what_the_file_says(maven: Path) -> None:
    manager_of = {row["sales_agent"]: row["manager"] for row in rows_of(maven / "sales_teams.csv")}
    expected: dict[str, int] = defaultdict(int)
    for row in rows_of(maven / "sales_pipeline.csv"):
        if row["deal_stage"] == "Won":
            expected[manager_of[row["sales_agent"]]] += int(row["close_value"]) * 100
    by_owner = won_value_by_owner()
    found: dict[str, int] = defaultdict(int)
    for person in Person.objects.select_related("team__manager"):
        if person.pk in by_owner and person.team and person.team.manager:
            found[person.team.manager.name] += by_owner[person.pk]
    assert dict(found) == dict(expected)
    assert Team.objects.count() == 6


def test_a_dry_run_writes_nothing_and_says_the_same(maven: Path) -> None:
    report = bring("deals", maven / "sales_pipeline.csv", dry_run=True)
    assert (report["created"], Deal.objects.count()) == (8800, 0)


def test_bad_rows_are_named_and_good_ones_kept(db: None, tmp_path: Path) -> None:
    make_person("Dana Vogt", "rep", email=None)
    make_customer("Norte Foods")
    path = tmp_path / "deals.csv"
    path.write_text(
        "reference,owner,customer,stage,close date,amount\n"
        "A1,Dana Vogt,Norte Foods,won,2026-03-01,100.00\n"
        "A2,Nobody,Norte Foods,won,2026-03-01,100.00\n"
        "A3,Dana Vogt,Norte Foods,won,,100.00\n"
        "A4,Dana Vogt,Norte Foods,dreaming,,\n"
        "A5,Dana Vogt,Elsewhere,won,2026-03-01,1\n"
        "A6,Dana Vogt,Norte Foods,won,2026-03-01,-1\n"
    )
    report = bring("deals", path)
    assert report["created"] == 1
    refused = report["refused"]
    assert [(row["line"], row["column"]) for row in refused] == [  # type: ignore[attr-defined]
        (3, "owner"),
        (4, "close date"),
        (5, "stage"),
        (6, "customer"),
        (7, "amount"),
    ]


def test_all_or_nothing_keeps_nothing_when_a_row_is_bad(db: None, tmp_path: Path) -> None:
    make_person("Dana Vogt", "rep", email=None)
    path = tmp_path / "deals.csv"
    path.write_text("reference,owner\nA1,Dana Vogt\nA2,Nobody\n")
    with pytest.raises(CommandError):
        bring("deals", path, all_or_nothing=True)
    assert not Deal.objects.exists()
