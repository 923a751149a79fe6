"""What people, clocks and edits do to a ladder: nobody is left untold, and nobody told twice."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count

from accounts.models import Customer, Person, Stewardship, Team
from crm.notices import rules as of_notices
from crm.notices.models import Finding, Notice
from crm.recovery import actions, rules
from crm.recovery.actions import climb_ladders as climb
from crm.recovery.models import Policy, Rung, Ticket
from tests.conftest import Clock
from tests.people import Company, make_customer, make_person
from tests.recovery.tickets import open_one, rung, states

A_MOMENT = dt.timedelta(microseconds=1)


def told(**which: object) -> set[str]:
    found = Notice.objects.filter(channel="in_app", **which)
    return set(found.values_list("person__name", flat=True))


def twice() -> list[str]:
    """Name what anybody was told twice over one way."""
    each = Notice.objects.values("person", "about_id", "event", "once_key", "channel")
    return [row["once_key"] for row in each.annotate(n=Count("pk")) if row["n"] > 1]


def of(person: Person, **changes: object) -> None:
    Person.objects.filter(pk=person.pk).update(**changes)


@pytest.mark.django_db
def test_a_zone_that_no_longer_exists_keeps_nobody_from_being_told(
    company: Company, clock: Clock
) -> None:
    of(company.kim, zone="Europe/Atlantis", quiet_from="22:00", quiet_until="06:00")
    ticket = open_one(company, owner=Person.objects.get(pk=company.kim.pk))
    clock.move(hours=30)
    assert (climb().parked, states(ticket)["breach"]) == (0, "climbed")
    assert {"Kim Osei", "Dana Vogt", "Sara Lind", "Olga Brandt"} == told()


@pytest.mark.django_db
def test_of_several_rungs_at_once_somebody_hears_over_the_ways_of_all_of_them(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, owner=company.kim)
    ticket.rungs.exclude(key="nudge").update(channels=["in_app"])
    clock.move(hours=30)
    climb()
    mailed = Notice.objects.get(channel="email")
    assert (mailed.person, mailed.event) == (company.kim, "breach")


@pytest.mark.django_db
def test_who_left_or_cannot_sign_in_stands_for_nobody(company: Company, clock: Clock) -> None:
    """Their rung is shown to who is in charge, and a ticket of somebody who left is unowned."""
    agent = make_person("Agnes Far", "rep", email=None)
    far = make_customer("Far Clinic", steward=agent)
    left = open_one(company, owner=company.kim)
    alone = open_one(company, customer=far, owner=company.sara)
    alone.rungs.exclude(key="halfway").delete()
    alone.rungs.update(tells=["steward"])
    of(company.kim, is_active=False)
    clock.move(minutes=15, microseconds=1)
    climb()
    assert states(left)["unassigned"] == "climbed"
    assert told(about_id=str(left.pk)) == {"Sara Lind"}
    clock.move(hours=12)
    climb()
    assert rung(alone, "halfway").error == "nobody to tell"
    assert told(about_id=str(alone.pk)) == {"Agnes Far", "Sara Lind"}


@pytest.mark.django_db
def test_with_everybody_away_and_posts_not_filled_each_rung_still_reaches_somebody(
    company: Company, clock: Clock
) -> None:
    Person.objects.update(away_from=clock.at, deputy=None)
    of(company.olga, is_active=False)
    Stewardship.objects.all().delete()
    Team.objects.filter(pk=company.sales.pk).update(lead=None)
    ticket = open_one(company)
    clock.move(hours=30)
    climb()
    assert set(states(ticket).values()) == {"climbed"}
    assert told() == {"Sara Lind"}
    of(company.sara, deputy=company.ada)
    rung(ticket, "breach").delete()
    clock.move(hours=1)
    lost = Rung.objects.filter(ticket=ticket, key="last_call")
    lost.update(climbed_at=clock.at)
    climb()
    actions.audit_ladders()
    found = Finding.objects.exclude(what="notices_stuck").get(gone_at=None)
    assert found.what == "told_nobody"
    assert told(about_kind="finding") == {"Ada Wirth"}


@pytest.mark.django_db
def test_a_ladder_in_the_middle_minds_no_edit_of_policy_customer_or_ticket(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, owner=company.kim)
    other = open_one(company, owner=company.kim, words="The same again.")
    clock.move(hours=5)
    climb()
    before = dict(ticket.rungs.values_list("key", "due_at"))
    single = rules.Rung(key="breach", clock="recover", at_pct=1, tells=("director",))
    policy = rules.Policy(respond_s=60, recover_s=120, rungs=(single,))
    actions.set_policy(person=None, severity=2, policy=policy)
    Customer.objects.update(zone="Pacific/Kiritimati")
    assert climb().climbed == 0
    Policy.objects.all().delete()
    actions.merge_tickets(person=company.kim, ticket=ticket, other=other)
    clock.move(hours=8)
    climb()
    assert (states(ticket)["halfway"], states(other)["halfway"]) == ("climbed", "stale")
    actions.part_tickets(person=company.kim, ticket=Ticket.objects.get(pk=other.pk))
    climb()
    assert states(other) == states(ticket)
    assert dict(ticket.rungs.values_list("key", "due_at")) == before
    actions.respond(person=company.kim, ticket=ticket, how="phone", words="Sorry.")
    actions.lose(person=company.kim, ticket=ticket, reason="They left.")
    again = actions.reopen(person=company.kim, ticket=ticket, reason="They are back.")
    clock.move(hours=30)
    climb()
    assert again.present.number == 2
    assert set(states(again).values()) == {"climbed", "spared"}
    assert set(ticket.rungs.filter(cycle__number=1).values_list("state", flat=True)) == {
        "climbed", "spared", "stale",
    }  # fmt: skip
    first, second = (Notice.objects.filter(once_key__startswith=f"recovery:{ticket.pk}:{n}:")
                     for n in (1, 2))  # fmt: skip
    assert first.exists()
    assert set(second.filter(channel="in_app").values_list("person__name", flat=True)) == {
        "Kim Osei", "Dana Vogt", "Sara Lind", "Olga Brandt",
    }  # fmt: skip
    assert twice() == []


def test_over_a_change_of_clocks_nothing_is_held_longer_than_its_quiet_hours() -> None:
    quiet = [(dt.time(22), dt.time(2, 30)), (dt.time(1, 30), dt.time(2, 15)),
             (dt.time(2, 30), dt.time(2)), (dt.time(0), dt.time(23, 59))]  # fmt: skip
    longest = dt.timedelta(hours=25)
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"):
        for month in (3, 4, 10, 11):
            begins_at = dt.datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
            for step in range(30 * 16):
                now = begins_at + step * dt.timedelta(minutes=90)
                for begins, ends in quiet:
                    until = of_notices.quiet_until(now, begins=begins, ends=ends, zone=zone)
                    assert until - now <= longest, (zone, now, begins, ends)
                    assert now - until <= dt.timedelta(hours=1), (zone, now, begins, ends)
                assert now < of_notices.next_hour(now, hour=2, zone=zone) <= now + longest
