"""Clocks at their edges: two sentences of the design a row, and what a ticket makes of them."""

import datetime as dt

import pytest

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.notices import rules as notice_rules
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Breach
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import open_one

BERLIN, SYDNEY, CHATHAM = "Europe/Berlin", "Australia/Sydney", "Pacific/Chatham"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "begins", "ends", "zone", "until"),
    [
        ("2026-06-01T21:59Z", "22:00", "06:00", "UTC", "2026-06-01T21:59Z"),
        ("2026-06-01T22:00Z", "22:00", "06:00", "UTC", "2026-06-02T06:00Z"),
        ("2026-06-02T06:00Z", "22:00", "06:00", "UTC", "2026-06-02T06:00Z"),
        # The night in which an hour is taken, and the one in which it is given.
        ("2026-03-29T00:30Z", "22:00", "07:00", BERLIN, "2026-03-29T05:00Z"),
        ("2026-10-25T00:30Z", "22:00", "07:00", BERLIN, "2026-10-25T06:00Z"),
        # Half past two comes twice: by the second time it is quiet until the second half past two.
        ("2026-10-25T00:15Z", "22:00", "02:30", BERLIN, "2026-10-25T00:30Z"),
        ("2026-10-25T01:15Z", "22:00", "02:30", BERLIN, "2026-10-25T01:30Z"),
        # Half past two never comes.
        ("2026-03-29T00:50Z", "22:00", "02:30", BERLIN, "2026-03-29T01:30Z"),
        ("2026-04-04T15:45Z", "22:00", "02:50", SYDNEY, "2026-04-04T15:50Z"),
        ("2026-04-04T16:15Z", "22:00", "02:50", SYDNEY, "2026-04-04T16:50Z"),
        ("2026-01-01T10:00Z", "23:00", "07:00", CHATHAM, "2026-01-01T17:15Z"),
        ("2028-02-28T23:00Z", "22:00", "06:00", "UTC", "2028-02-29T06:00Z"),
    ],
)  # fmt: skip
def test_quiet_hours_end_when_their_own_clocks_say_so(
    now: str, begins: str, ends: str, zone: str, until: str
) -> None:
    quiet = {"begins": dt.time.fromisoformat(begins), "ends": dt.time.fromisoformat(ends)}
    assert notice_rules.quiet_until(at(now), **quiet, zone=zone) == at(until)


@pytest.mark.django_db
def test_a_breach_calls_for_a_lesson_also_when_its_cycle_ended_without_one(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, severity=1)
    clock.move(hours=25)
    actions.lose(person=company.kim, ticket=ticket, reason="They left.")
    actions.reopen(person=company.kim, ticket=ticket, reason="They came back.")
    someone = {"person": company.kim, "ticket": ticket}
    actions.respond(**someone, how="phone", words="Welcome back.")
    actions.fix(**someone, words="New gaskets.")
    closing = {**someone, "no_surprise_reason": "They want none."}
    with pytest.raises(RuleBrokenError) as refused:
        actions.recover(**closing)
    assert refused.value.code == "recovery.lesson_needed"
    lesson = {"lesson_change": "Ask sooner.", "lesson_owner": company.kim}
    actions.recover(**closing, **lesson, lesson_by_on=dt.date(2030, 1, 1))
    assert Breach.objects.filter(cycle__ticket=ticket).count() == 2


@pytest.mark.django_db
def test_a_second_mishap_that_was_told_before_the_first_is_a_repeat_too(
    company: Company, clock: Clock
) -> None:
    first = open_one(company)
    second = open_one(company, reported_at=clock.at - dt.timedelta(days=20))
    assert second.repeat_of == first
    assert Notice.objects.filter(person=company.sara, once_key__endswith=":repeat").exists()
    older = open_one(company, reported_at=clock.at - dt.timedelta(days=31))
    assert older.repeat_of == second
    assert open_one(company).repeat_of == first


@pytest.mark.django_db
def test_a_zone_that_no_table_knows_silences_nobody(company: Company, clock: Clock) -> None:
    quiet = {"quiet_from": "00:00", "quiet_until": "23:59", "zone": "Mars/Olympus_Mons"}
    Person.objects.filter(pk=company.kim.pk).update(**quiet)
    open_one(company, owner=company.kim)
    clock.move(hours=25)
    swept = actions.climb_ladders()
    assert swept.parked == 0
    assert Notice.objects.filter(person=company.kim, once_key__endswith=":breach").exists()
