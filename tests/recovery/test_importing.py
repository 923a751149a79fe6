"""Tickets of an older system come with their own times, and nobody is told of them."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from accounts.formats import read_rows
from accounts.imports import run_import
from crm.notices.models import Notice
from crm.recovery.actions import climb_ladders
from crm.recovery.imports import TICKETS
from crm.recovery.models import Breach, Rung, Ticket
from tests.conftest import Clock
from tests.people import Company

pytestmark = pytest.mark.django_db
BOSTON = ZoneInfo("America/New_York")


def boston(shared: Path) -> Path:
    return shared / "data" / "boston311_sla" / "boston311-100.csv"


def imported(path: Path, **mapping: str) -> dict[str, object]:
    mapping = {"customer": "department", **mapping}
    return run_import(TICKETS, read_rows(path), mapping=mapping, zone=BOSTON).counts()


def test_a_hundred_cases_of_a_city_come_in_once_and_tell_nobody(shared: Path, clock: Clock) -> None:
    counts = imported(boston(shared))
    assert (counts["read"], counts["created"], counts["refused"]) == (100, 100, [])
    assert imported(boston(shared))["unchanged"] == 100
    assert climb_ladders().climbed == 0
    assert set(Rung.objects.values_list("state", flat=True)) == {"stale"}
    assert not Notice.objects.exists()


def test_27_of_them_were_closed_after_more_than_a_day_and_15_are_open(
    shared: Path, clock: Clock
) -> None:
    clock.set(dt.datetime(2022, 6, 1, tzinfo=dt.UTC))
    imported(boston(shared))
    late = Ticket.objects.filter(
        present__recovered_at__gt=F("present__started_at") + dt.timedelta(hours=24)
    )
    assert late.count() == 27
    closed = Breach.objects.filter(cycle__state="recovered")
    assert Counter(closed.values_list("clock", flat=True)) == {"recover": 27}
    still_open = Ticket.objects.filter(present__state="open")
    assert still_open.count() == 15
    assert Breach.objects.filter(cycle__ticket__in=still_open).count() == 15


def test_by_the_citys_own_deadlines_we_agree_with_its_own_verdict(
    shared: Path, clock: Clock
) -> None:
    clock.set(dt.datetime(2022, 6, 1, tzinfo=dt.UTC))
    imported(boston(shared), recover_by="target_dt")
    with boston(shared).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["target_dt"].strip()]
    late = set(Breach.objects.values_list("cycle__ticket__reference", flat=True))
    assert len(rows) == 89
    for row in rows:
        assert (row["case_enquiry_id"] in late) == (row["ontime"] == "OVERDUE"), row


def test_a_row_that_cannot_be_is_refused_by_line_and_the_others_are_kept(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text(
        "reference,customer,words,reported_at,recovered_at,owner\n"
        "a,Norte Foods,Broken,2026-11-20 09:00,2026-11-20 10:00,Kim Osei\n"
        "b,Norte Foods,Broken,2026-11-20 09:00,2026-11-20 08:00,\n"
        "c,Norte Foods,Broken,2027-01-01 09:00,,\n"
        "d,Norte Foods,Broken,2026-11-20 09:00,,Nobody\n"
        "e,Norte Foods,,2026-11-20 09:00,,\n"
    )
    report = run_import(TICKETS, read_rows(file), person=company.kim)
    refused = report.counts()["refused"]
    assert [(row["line"], row["column"]) for row in refused] == [
        (3, "recovered_at"),
        (4, "reported_at"),
        (5, "owner"),
        (6, "words"),
    ]
    assert Ticket.objects.get().owner == company.kim


def test_a_case_closed_since_the_last_import_is_closed_here_too(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "tickets.csv"
    head, row = "reference,customer,words,reported_at,recovered_at\n", "a,Norte Foods,Broken,"
    for closed, state in (("", "open"), ("2026-11-22 10:00", "recovered")):
        file.write_text(head + row + f"2026-11-20 09:00,{closed}\n")
        report = run_import(TICKETS, read_rows(file))
        assert Ticket.objects.get().state == state
    assert report.counts()["updated"] == 1
