"""Figures of recovery: what is open counts, nothing hidden shows, and each number has its cases."""

import csv
import datetime as dt
import random
import re
from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.formats import read_rows
from accounts.imports import run_import
from accounts.models import Person
from crm import clock as crm_clock
from crm.recovery import actions
from crm.recovery.imports import TICKETS
from crm.recovery.queries import Figure, Period, cases_behind, cases_of, figures_for, figures_of
from crm.recovery.rules.matched import Changes, matched
from secrets_manual.actions import record_secret
from tests.conftest import Clock
from tests.house.pages.imports import shown_again
from tests.people import Company, make_contact, make_customer
from tests.recovery.tickets import fixed, hours, open_one, recovered

pytestmark = pytest.mark.django_db
NUMBERS = (
    "all", "open", "lost", "day", "within", "late_to_respond", "late_to_recover", "repeats",
    "again",
)  # fmt: skip
SignIn = Callable[[Person], Client]


def period(months: int = 6) -> Period:
    return Period(months, crm_clock.now(), imported=True)


def read(person: Person) -> dict[tuple[str, int], Figure]:
    asked = period()
    found = figures_of(person, cases_of(person, asked), asked)
    return {(one.by, one.key): one for one in found}


def point(spans: list[tuple[float, bool]], share: float) -> float | None:
    """Give the first time at which no more than a share still waits, counted one by one."""
    waiting = 1.0
    for at in sorted({seconds for seconds, done in spans if done}):
        watched = sum(seconds >= at for seconds, _done in spans)
        ended = sum(seconds == at and done for seconds, done in spans)
        waiting *= 1 - ended / watched
        if waiting <= share + 1e-9:
            return at
    return None


def test_what_is_open_counts_with_the_time_it_has_waited(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    file, dice = tmp_path / "tickets.csv", random.Random(4)  # noqa: S311 - rows of a test
    spans: list[tuple[float, bool]] = []
    with file.open("w", newline="") as rows:
        lines = csv.writer(rows)
        lines.writerow(
            ("reference", "customer", "words", "reported_at", "severity", "recovered_at")
        )
        for number in range(40):
            at = clock.at - hours(dice.randint(1, 60))
            took = hours(dice.randint(1, 40))
            done = at + took <= clock.at
            spans.append(((took if done else clock.at - at).total_seconds(), done))
            lines.writerow(
                (number, "Norte Foods", "Broken", at, 1 + number % 3, at + took if done else "")
            )
    assert run_import(TICKETS, read_rows(file)).counts()["refused"] == []
    for number in range(4):
        lost = open_one(company, words=f"Lost {number}", severity=1)
        actions.lose(person=company.kim, ticket=lost, reason="They had enough.")
        spans.append((inf, False))
    whole = read(company.olga)["all", 0]
    assert 4 < whole.recover.undone == sum(not done for _seconds, done in spans)
    assert (whole.n, whole.recover.n, whole.respond.n) == (44, 44, 4)
    assert whole.recover.points == tuple(point(spans, share) for share in (0.5, 0.25, 0.1))
    assert None not in whole.recover.points[:2]


def test_a_number_leads_to_just_its_cases(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    cause = actions.add_cause(person=None, name="Packed wrongly")
    early = open_one(company, owner=company.kim, reported_at=clock.at - hours(30))
    actions.set_cause(person=company.kim, ticket=early, cause=cause)
    ticket = fixed(company, owner=company.kim)
    lesson = {"lesson_owner": company.kim, "lesson_by_on": crm_clock.today()}
    actions.recover(
        person=company.kim,
        ticket=ticket,
        no_surprise_reason="None wanted",
        lesson_change="Pack by list",
        **lesson,
    )
    actions.reopen(person=company.kim, ticket=ticket, reason="It leaks.")
    actions.climb_ladders()
    asked, groups = period(), 0
    for (by, key), figure in read(company.max).items():
        groups += 1
        for of in NUMBERS:
            number = figure.n if of == "all" else getattr(figure, of)
            rows = cases_behind(company.max, asked, by=by, key=key, of=of, cursor=None).rows
            assert len(rows) == number, (by, key, of)
    whole = read(company.max)["all", 0]
    assert (whole.n, whole.day, whole.late_to_recover) == (3, 1, 1)
    assert (whole.repeats, whole.again) == (1, 1)
    assert groups == 1 + 1 + 2 + 1 + 1 + 1
    page = signed_in(company.max).get(reverse("figures")).content.decode()
    links = set(re.findall(r'href="(/recovery/figures/cases/[^"]*)"', page))
    assert len(links) > 10
    shown = [signed_in(company.max).get(link.replace("&amp;", "&")) for link in sorted(links)[:1]]
    assert all("OOPS" in answer.content.decode() for answer in shown)


def test_persons_are_shown_to_their_manager_alone_and_by_name(
    company: Company, clock: Clock
) -> None:
    for owner in (company.kim, company.dana, company.dana):
        open_one(company, owner=owner)
    shown = figures_for(company.max, period()).groups
    people = next(group for group in shown if group.by == "person")
    assert [one.name for one in people.figures] == ["Dana Vogt", "Kim Osei"]
    for other in (company.olga, company.lea, company.sara, company.kim):
        assert not any(by == "person" for by, _key in read(other))
        assert not cases_behind(
            other, period(), by="person", key=company.dana.pk, of="all", cursor=None
        ).rows


def test_a_ticket_hidden_from_somebody_counts_in_nothing_they_see(
    company: Company, clock: Clock
) -> None:
    recovered(company)
    clock.move(days=8)
    actions.ask_loyalty()
    before = figures_for(company.lea, period())
    open_one(company, origin="card", channel="card", hidden_from=company.lea, owner=company.kim)
    open_one(company)
    clock.move(hours=30)
    actions.climb_ladders()
    after = figures_for(company.lea, period())
    assert before.whole is not None
    assert after.whole is not None
    assert (after.whole.n, after.whole.repeats) == (before.whole.n + 1, 1)
    assert len(after.breaches) == len(before.breaches) + 2
    olga = figures_for(company.olga, period()).whole
    assert olga is not None
    assert (olga.n, olga.repeats) == (3, 2)


def answer(customer: object, contact: object, score: int, ago_h: float, **more: object) -> None:
    actions.record_loyalty(
        person=None, customer=customer, contact=contact, score=score,
        moment=more.pop("moment", "card"), answered_at=crm_clock.now() - hours(ago_h), **more,
    )  # fmt: skip


def test_loyalty_is_set_beside_that_of_customers_without_a_mishap_who_began_alike(
    company: Company, clock: Clock
) -> None:
    clock.move(days=100)
    for number in range(11):
        calm = make_customer(f"Calm {number}", steward=company.dana)
        contact = make_contact(f"Quiet {number}", calm)
        answer(calm, contact, 5, 2000)
        answer(calm, contact, 5 + number % 2, 10)
        home = make_customer(f"Home {number}", steward=company.dana)
        harmed = make_contact(f"Harmed {number}", home)
        answer(home, harmed, 5, 2000)
        ticket = fixed(
            company, customer=home, contact=harmed, reported_at=crm_clock.now() - hours(3)
        )
        actions.recover(person=company.kim, ticket=ticket, no_surprise_reason="None wanted")
        if number:
            answer(home, harmed, 8, -0.5, moment="after7", ticket=ticket)
    clock.move(hours=1)
    found = figures_for(company.olga, period())
    assert found.loyalty == {
        "n": 11, "more": 10, "same": 0, "less": 0,
        "no_baseline": 0, "no_answer": 0, "not_asked": 1,
    }  # fmt: skip
    assert (found.paradox.n, found.paradox.others) == (10, 11)
    assert found.paradox.difference == pytest.approx(3 - 5 / 11)
    assert figures_for(company.sara, period()).paradox == found.paradox
    assert found.received == []


def test_a_kind_of_secret_shows_from_five_surprises_on(company: Company, clock: Clock) -> None:
    for number in range(6):
        secret = record_secret(
            person=company.dana, customer=company.norte, contact=company.ana,
            text=f"coaches a youth rowing team, boat {number}", kind="recreation",
            provenance="told_us", glad="yes", uses=["service", "surprise"],
        )  # fmt: skip
        ticket = fixed(company)
        actions.surprise(
            person=company.kim, ticket=ticket, words="A start-line photo.",
            secret_id=secret.pk if number else None, reception="welcome" if number else "unknown",
        )  # fmt: skip
    kind, others = figures_for(company.olga, period()).received
    assert (kind.n, kind.welcome, others.label, others.n, others.unknown) == (5, 5, "", 1, 1)


def test_the_difference_is_weighed_by_where_the_harmed_began() -> None:
    harmed = {0: Changes(8, 16, 40), 2: Changes(4, 0, 4)}
    calm = {0: Changes(10, 10, 20), 1: Changes(50, 500, 9000), 2: Changes(5, -5, 10)}
    found = matched(harmed, calm)
    assert (found.n, found.others) == (12, 15)
    assert found.difference == pytest.approx(8 / 12 * (2 - 1) + 4 / 12 * (0 + 1))
    assert found.low is not None
    assert found.low < 1 < (found.high or 0)
    assert matched({0: Changes(9, 9, 9)}, calm).difference is None


def test_the_file_holds_a_line_for_every_group_and_runs_nothing(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    odd = make_customer("=1+1", steward=company.dana)
    for _one in range(2):
        open_one(company, customer=odd)
    person, url, (door, shown) = shown_again(company.max, reverse("figures_csv"))
    client = signed_in(person)
    assert client.get(url).status_code == 302
    client.post(door, shown)
    rows = list(csv.reader(client.get(url).content.decode("utf-8-sig").splitlines()))
    assert {len(row) for row in rows} == {21}
    assert [row[0] for row in rows if row[2] == "2"].count("all") == 1
    assert "'=1+1" in {row[1] for row in rows}


def test_the_months_of_a_period_are_whole_months_of_the_company(clock: Clock) -> None:
    for months in (3, 12, 24):
        begins = Period(months, clock.at).begins_at
        assert (begins.day, begins.hour) == (1, 0)
        assert begins.tzinfo == crm_clock.company_zone()
        now = clock.at.astimezone(crm_clock.company_zone())
        assert (now.year - begins.year) * 12 + now.month - begins.month == months - 1
    january = Period(3, dt.datetime(2027, 1, 31, 23, 30, tzinfo=dt.UTC)).begins_at
    assert (january.year, january.month) == (2026, 12)


def test_a_ticket_that_was_merged_counts_once(company: Company, clock: Clock) -> None:
    first, second = open_one(company), open_one(company, words="It leaks, they say.")
    actions.merge_tickets(person=company.kim, ticket=first, other=second)
    whole = read(company.olga)["all", 0]
    assert (whole.n, whole.open) == (1, 1)


def test_six_cases_reckoned_by_hand_are_the_same_on_the_page_and_in_the_file(
    company: Company, clock: Clock, tmp_path: Path, signed_in: SignIn
) -> None:
    """Put right after 2, 6, 10 and 12 hours; one waits since 4, one customer left.

    After 2 h 5/6 wait; after 6 h 5/6 × 3/4; after 10 h × 2/3 = 5/12, less than a half; after 12 h
    × 1/2 = 5/24, less than a quarter. Nine of ten are not done.
    """
    file = tmp_path / "tickets.csv"
    rows = [(clock.at - hours(20), clock.at - hours(20 - took)) for took in (2, 6, 10, 12)]
    told = [f"{at.isoformat()},{done.isoformat()}" for at, done in rows]
    told.append(f"{(clock.at - hours(4)).isoformat()},")
    lines = [f"Home {number},Broken,{line}" for number, line in enumerate(told)]
    file.write_text("\n".join(["customer,words,reported_at,recovered_at", *lines]))
    assert run_import(TICKETS, read_rows(file)).counts()["refused"] == []
    lost = open_one(company, severity=1)
    actions.lose(person=company.kim, ticket=lost, reason="They had enough.")
    asked = "?months=3&imported=yes"
    person, url, (door, shown) = shown_again(company.olga, reverse("figures_csv"))
    client = signed_in(person)
    client.post(door, shown)
    found = list(csv.DictReader(client.get(url + asked).content.decode("utf-8-sig").splitlines()))
    whole = next(row for row in found if row["group"] == "all")
    assert [value for name, value in whole.items() if name.startswith("recovery_")] == [
        "6", "2", "36000", "43200", ""
    ]  # fmt: skip
    assert (whole["cases"], whole["open"], whole["lost"]) == ("6", "1", "1")
    page = client.get(reverse("figures") + asked).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert re.search(r"10 h .{0,60}12 h .{0,60}not yet", text), text[:3000]
    actions.reopen(person=company.kim, ticket=lost, reason="They are back.")
    whole_now = read(company.olga)["all", 0]
    assert (whole_now.n, whole_now.open, whole_now.lost, whole_now.again) == (7, 2, 1, 1)
    assert whole_now.recover.points == (36000, 43200, None)
