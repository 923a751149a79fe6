"""A missed deadline is found by the sweep, also where no rung of the policy speaks of it."""

import threading
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery import actions, rules
from crm.recovery.models import Breach, Cycle
from tests.conftest import Clock
from tests.people import Company, halden
from tests.recovery.tickets import answered, hours, open_one, recovered

pytestmark = pytest.mark.django_db


def policy_without_its_last_rungs(company: Company) -> None:
    early = rules.Rung(key="early", clock="respond", at_pct=10, tells=("owner",))
    policy = rules.Policy(respond_s=4 * 3600, recover_s=24 * 3600, rungs=(early,))
    actions.set_policy(person=None, severity=2, policy=policy)


def breaches(cycle: Cycle) -> dict[str, object]:
    return dict(cycle.breaches.values_list("clock", "breached_at"))


def test_both_breaches_are_found_without_a_rung_at_the_deadline(
    company: Company, clock: Clock
) -> None:
    policy_without_its_last_rungs(company)
    ticket = open_one(company, owner=company.kim)
    clock.move(hours=1)
    actions.climb_ladders()
    Notice.objects.all().delete()
    clock.set(ticket.cycle.respond_by)
    actions.climb_ladders()
    assert breaches(ticket.cycle) == {}
    clock.move(microseconds=1)
    actions.climb_ladders()
    assert breaches(ticket.cycle) == {"respond": ticket.cycle.respond_by}
    clock.move(hours=30)
    actions.climb_ladders()
    assert breaches(ticket.cycle) == {
        "respond": ticket.cycle.respond_by,
        "recover": ticket.cycle.recover_by,
    }
    missed = Entry.objects.filter(kind="recovery.deadline_missed").order_by("pk")
    assert [entry.facts["breached"] for entry in missed] == [["respond"], ["recover"]]
    assert not Notice.objects.exists()


def test_a_breach_that_a_rung_found_is_not_written_down_twice(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    clock.move(hours=30)
    actions.climb_ladders()
    actions.climb_ladders()
    assert len(breaches(ticket.cycle)) == 2
    assert not Entry.objects.filter(kind="recovery.deadline_missed").exists()


def test_a_step_in_time_and_a_closed_ticket_leave_nothing_to_find(
    company: Company, clock: Clock
) -> None:
    policy_without_its_last_rungs(company)
    in_time = answered(company)
    recovered(company, customer=company.vega)
    lost = open_one(company, customer=company.vega)
    actions.lose(person=company.kim, ticket=lost, reason="They left.")
    clock.move(hours=5)
    actions.climb_ladders()
    assert not Breach.objects.exists()
    clock.move(hours=25)
    actions.climb_ladders()
    assert list(Breach.objects.values_list("cycle", "clock")) == [(in_time.present_id, "recover")]


def test_a_later_time_the_customer_asked_for_is_the_one_that_is_judged(
    company: Company, clock: Clock
) -> None:
    policy_without_its_last_rungs(company)
    ticket = answered(company)
    actions.appoint(
        person=company.kim,
        ticket=ticket,
        until=clock.at + hours(48),
        words="Thursday, please.",
        contact=company.ana,
    )
    clock.move(hours=30)
    actions.climb_ladders()
    assert not Breach.objects.exists()
    clock.move(hours=19)
    actions.climb_ladders()
    assert Breach.objects.count() == 1


def test_a_later_time_missed_after_the_first_tells_anew_whom_the_deadline_told(
    company: Company, clock: Clock
) -> None:
    """Its levels have climbed, and climb once: nobody else would hear that the word was broken."""
    ticket = answered(company, owner=company.kim)
    clock.move(hours=25)
    actions.climb_ladders()
    first = Notice.objects.filter(event="breach", channel="in_app")
    told = set(first.values_list("person__name", flat=True))
    assert told == {"Olga Brandt", "Sara Lind", "Kim Osei", "Dana Vogt"}
    until = clock.at + hours(48)
    actions.appoint(
        person=company.max, ticket=ticket, until=until, words="Friday.", contact=company.ana
    )
    later = Notice.objects.filter(event="later_time_missed", channel="in_app")
    clock.set(until)
    actions.climb_ladders()
    assert not later.exists()
    clock.move(microseconds=1)
    actions.climb_ladders()
    actions.climb_ladders()
    assert sorted(later.values_list("person__name", flat=True)) == sorted(told)
    assert "has passed, too" in later[0].subject
    assert breaches(ticket.cycle) == {"recover": until - hours(49)}
    assert Entry.objects.filter(kind="recovery.deadline_missed").count() == 1


def test_a_level_to_respond_found_with_it_does_not_hush_up_the_later_time(
    company: Company, clock: Clock
) -> None:
    late = rules.Rung(key="late", clock="respond", at_pct=500, tells=("owner",))
    ladder = (*rules.DEFAULT_LADDER, late)
    policy = rules.Policy(respond_s=4 * 3600, recover_s=3600 * 5, rungs=ladder)
    actions.set_policy(person=None, severity=2, policy=policy)
    ticket = open_one(company, owner=company.kim)
    clock.move(hours=6)
    actions.climb_ladders()
    until = ticket.cycle.started_at + hours(20)
    actions.appoint(
        person=company.kim, ticket=ticket, until=until, words="Tonight.", contact=company.ana
    )
    clock.set(until + hours(1))
    actions.climb_ladders()
    assert Notice.objects.filter(event="later_time_missed", person=company.olga).exists()


def test_an_import_that_is_still_open_is_judged_by_its_recovery_alone(
    company: Company, clock: Clock
) -> None:
    ticket = actions.import_ticket(
        person=company.olga,
        customer=company.norte,
        words="Old trouble.",
        severity=2,
        channel="email",
        reported_at=clock.at - hours(1),
    )
    clock.move(hours=30)
    actions.climb_ladders()
    assert breaches(ticket.cycle) == {"recover": ticket.cycle.recover_by}
    assert not Notice.objects.exists()


def test_a_parked_ladder_does_not_hide_a_missed_deadline(company: Company, clock: Clock) -> None:
    poison = open_one(company)
    poison.rungs.update(tells=["persons"], persons=["no number"])
    clock.move(hours=5)
    assert actions.climb_ladders().parked > 0
    assert breaches(poison.cycle) == {"respond": poison.cycle.respond_by}


def test_an_idle_sweep_looks_once_for_rungs_and_once_for_deadlines(
    company: Company, clock: Clock
) -> None:
    open_one(company)
    clock.move(hours=30)
    actions.climb_ladders()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        actions.climb_ladders()
    reads = [query["sql"] for query in asked if "skip locked" in query["sql"]]
    assert len(reads) == 2
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {reads[1]}")
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "cycle_to_judge" in plan


def test_a_ticket_hidden_from_somebody_stays_so_when_its_deadline_is_missed(
    company: Company, clock: Clock
) -> None:
    policy_without_its_last_rungs(company)
    open_one(company, origin="card", channel="card", hidden_from=company.dana)
    clock.move(hours=1)
    actions.climb_ladders()
    clock.move(hours=4)
    actions.climb_ladders()
    assert Entry.objects.get(kind="recovery.deadline_missed").audience == "managers"


@pytest.mark.django_db(transaction=True)
def test_several_sweepers_at_once_record_each_breach_once(clock: Clock) -> None:
    company = halden()
    policy_without_its_last_rungs(company)
    for _number in range(20):
        open_one(company)
    clock.move(hours=30)
    begin = threading.Barrier(3)

    def sweep() -> None:
        try:
            begin.wait(timeout=20)
            actions.climb_ladders(limit=6)
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    actions.climb_ladders()
    assert Breach.objects.count() == 40
    entries = Entry.objects.filter(kind="recovery.deadline_missed")
    named = sorted(
        (entry.subject_id, clock) for entry in entries for clock in entry.facts["breached"]
    )
    assert all(one != other for one, other in pairwise(named))
