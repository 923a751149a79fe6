"""Times of older systems: a day that had 23 hours, and days without any hour."""

import csv
import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.formats import read_rows
from accounts.imports import run_import
from accounts.models import Person
from crm import clock as crm_clock
from crm.recovery import actions
from crm.recovery.imports import TICKETS
from crm.recovery.models import Breach, Ticket
from crm.recovery.queries import Period, cases_of, figures_of
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import hours

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
SPRING = dt.datetime(2025, 3, 9, 2)  # noqa: DTZ001 - as the clocks on the wall showed it


def local(cell: str) -> dt.datetime:
    return dt.datetime.strptime(cell, "%m/%d/%Y %H:%M")  # noqa: DTZ007


def some(path: Path, into: Path, wanted: Callable[[dict[str, str]], bool]) -> Path:
    """Copy the wanted rows of a file, cells unchanged."""
    with path.open(encoding="utf-8", newline="") as file, into.open("w", newline="") as copy:
        rows = csv.DictReader(file)
        lines = csv.DictWriter(copy, rows.fieldnames or ())
        lines.writeheader()
        lines.writerows(row for row in rows if wanted(row))
    return into


def over_the_change(row: dict[str, str]) -> bool:
    opened, closed = row["Created Date"], row["Closed Date"]
    return bool(closed) and local(opened) < SPRING <= local(closed)


def test_the_night_without_its_third_hour_gives_nobody_an_hour(
    company: Company, clock: Clock, shared: Path, tmp_path: Path
) -> None:
    source = shared / "data" / "nyc311_animals" / "311_Animals_short.csv"
    file = some(
        source,
        tmp_path / "cases.csv",
        lambda row: over_the_change(row) or row["Unique Key"] == "63610987",
    )
    columns = {"customer": "Agency Name", "words": "Descriptor"}
    counts = run_import(TICKETS, read_rows(file), mapping=columns, zone=NEW_YORK).counts()
    assert (counts["created"], counts["refused"]) == (80, [])
    with file.open() as rows:
        walls = {row["Unique Key"]: row for row in csv.DictReader(rows)}
    cases = Ticket.objects.exclude(reference="63610987").select_related("present")
    for case in cases:
        row = walls[case.reference]
        on_the_wall = local(row["Closed Date"]) - local(row["Created Date"])
        assert case.cycle.recovered_at == case.cycle.started_at + on_the_wall - hours(1)
    exactly = Ticket.objects.get(reference="63610987").cycle
    assert exactly.recovered_at == exactly.recover_by == exactly.started_at + hours(24)
    assert not exactly.breaches.exists()
    late = Ticket.objects.filter(present__recovered_at__gt=F("present__started_at") + hours(24))
    assert Breach.objects.filter(clock="recover").count() == late.count() > 0


@pytest.fixture
def complaints(shared: Path, tmp_path: Path, clock: Clock, company: Company) -> Path:
    count = iter(range(10_000))
    source = shared / "data" / "cfpb_complaints" / "complaints.csv"
    return some(source, tmp_path / "complaints.csv", lambda _row: next(count) < 60)


def test_a_day_without_an_hour_stays_a_day_and_no_clock_is_judged(
    complaints: Path, company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    columns = {"words": "Issue", "responded_at": "Date sent to company"}
    counts = run_import(TICKETS, read_rows(complaints), mapping=columns).counts()
    assert (counts["created"], counts["refused"]) == (60, [])
    [(remark, rows)] = dict(counts["remarks"]).items()  # type: ignore[call-overload]
    assert "no 24 hours can be reckoned" in remark
    assert rows == 60
    assert run_import(TICKETS, read_rows(complaints), mapping=columns).counts()["unchanged"] == 60
    actions.climb_ladders()
    assert not Breach.objects.exists()
    assert {one.cycle.days_only for one in Ticket.objects.select_related("present")} == {True}
    asked = Period(200, crm_clock.now(), imported=True)
    whole = figures_of(company.olga, cases_of(company.olga, asked), asked)
    counted = {(one.n, one.recover.n, one.day) for one in whole if one.by == "all"}
    assert counted == {(60, 0, 0)}
    first = Ticket.objects.order_by("id").first()
    assert first is not None
    page = signed_in(company.kim).get(reverse("ticket", args=[first.pk])).content.decode()
    assert "no clock: only the day is known" in page
    export = TICKETS.export(None)  # type: ignore[misc]
    known = {row[0]: row[export.header.index("responded_at")] for row in export.rows}
    assert {len(str(day)) for day in known.values()} == {len("2020-03-18")}


def test_somebody_who_closes_such_a_case_breaches_nothing(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(
        "reference,customer,words,reported_at,recovered_at\n"
        "a,Norte Foods,Broken,2026-11-20,\n"
        "b,Norte Foods,Broken,2026-11-20 09:00,2026-11-21\n"
    )
    run_import(TICKETS, read_rows(file))
    open_one, mixed = Ticket.objects.order_by("id")
    assert mixed.cycle.days_only
    assert mixed.cycle.started_at == dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    actions.respond(person=company.kim, ticket=open_one, how="phone", words="Sorry.")
    actions.fix(person=company.kim, ticket=open_one, words="Mended.")
    actions.recover(person=company.kim, ticket=open_one, no_surprise_reason="None wanted")
    assert not Breach.objects.exists()


def test_only_a_file_tells_days_without_hours(company: Company, clock: Clock) -> None:
    ticket = actions.open_ticket(
        person=company.kim, customer=company.norte, words="Broken", severity=1, channel="phone"
    )
    with pytest.raises(IntegrityError, match="cycle_days_only"), transaction.atomic():
        connection.cursor().execute(
            "UPDATE recovery_cycle SET days_only = true WHERE ticket_id = %s", [ticket.pk]
        )


def test_every_page_says_the_day_where_no_hour_is_known(
    company: Company, clock: Clock, tmp_path: Path, signed_in: Callable[[Person], Client]
) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("customer,words,reported_at\nNorte Foods,It drips,2026-11-20\n")
    told = StringIO()
    call_command("import", "tickets", str(file), stdout=told)
    assert "no 24 hours can be reckoned. (1)" in told.getvalue()
    call_command("import", "tickets", str(file), stdout=told)  # the same row is the same ticket
    ticket, norte, dana = Ticket.objects.get(), company.norte.pk, signed_in(company.dana)
    names = ("customer", "brief", "empty_chair")
    own = reverse("ticket", args=[ticket.pk])
    addresses = ("/", own, *(reverse(name, args=[norte]) for name in names))
    for address in addresses:
        page = dana.get(address).content.decode()
        assert "It drips" in page, address
        assert "20 Nov 2026" in page, address
        for made_up in (", 00:00", ", 01:00", "data-deadline", "past its time", "breached"):
            assert made_up not in page, (address, made_up)
    actions.lose(person=company.kim, ticket=ticket, reason="They left.")
    actions.reopen(person=company.kim, ticket=ticket, reason="They are back.")
    page = dana.get(own).content.decode()
    assert "no clock: only the day is known" not in page
    assert 'reported <time datetime="2026-11-20">' in page
    assert ", 01:00" not in page
    other = actions.open_ticket(
        person=company.kim, customer=company.norte, words="Again", severity=1, channel="phone"
    )
    actions.link_tickets(person=company.kim, ticket=other, other=ticket.pk, kind="cause")
    for address in (reverse("ticket", args=[other.pk]), "/recovery/?layout=table"):
        page = signed_in(company.kim).get(address).content.decode()
        assert '<time datetime="2026-11-20">20 Nov 2026</time>' in page, address
