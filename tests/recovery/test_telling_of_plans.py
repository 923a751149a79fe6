"""Who is to hand over a surprise hears of it as they wish to, and hears when it is off."""

import datetime as dt

import pytest

from crm.notices import actions as notices
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import SurprisePlan, Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import fixed, hours

pytestmark = pytest.mark.django_db


def plan(company: Company, ticket: Ticket, clock: Clock, **details: object) -> SurprisePlan:
    told = {"words": "A start-line photo", "due_at": clock.at + hours(20), "giver": company.dana}
    return actions.plan_surprise(person=company.kim, ticket=ticket, **(told | details))


def told(*events: str) -> list[tuple[str, str, str]]:
    """Give what stands in the outbox: who, over which way, about what."""
    rows = Notice.objects.filter(event__in=events or ["surprise_planned", "surprise_off"])
    return sorted(
        (row.person.name.split()[0], row.channel, row.event) for row in rows if row.person
    )


def test_the_plan_is_told_to_who_hands_it_over_and_taken_back_while_it_waits(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company)
    notices.choose_ways(person=company.dana, ways={"ticket": "digest"})
    plan(company, ticket, clock, giver=None)
    assert told() == []  # whoever plans it for themselves knows it
    plan(company, ticket, clock)
    planned = "surprise_planned"
    assert told() == [("Dana", "digest", planned), ("Dana", "in_app", planned)]
    letter = Notice.objects.get(event=planned, channel="in_app")
    subject = f"Hand over a surprise: Norte Foods, Tue 24 Nov, 06:12 CET, OOPS {ticket.pk}"
    assert letter.subject == subject
    assert "A start-line photo" in letter.body
    plan(company, ticket, clock, cost_minor=1)
    assert Notice.objects.get(event=planned, channel="in_app").pk == letter.pk  # no news to her
    plan(company, ticket, clock, giver=company.lea)
    assert told() == [("Lea", "email", planned), ("Lea", "in_app", planned)]
    actions.drop_plan(person=company.kim, ticket=ticket, reason="She is away.")
    assert told() == []


def test_whoever_the_plan_had_reached_is_told_that_it_is_off_once(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company)
    plan(company, ticket, clock)
    Notice.objects.filter(channel="email", event="surprise_planned").update(
        state="sent", sent_at=clock.at
    )
    plan(company, ticket, clock, giver=company.lea)
    assert ("Dana", "in_app", "surprise_off") in told()
    assert ("Dana", "in_app", "surprise_planned") not in told()
    notices.mark_read(person=company.lea)
    actions.give_surprise(person=company.kim, ticket=ticket)
    off = [one for one in told("surprise_off") if one[1] == "in_app"]
    assert off == [("Dana", "in_app", "surprise_off"), ("Lea", "in_app", "surprise_off")]


def test_who_is_away_on_that_day_is_stood_in_for_and_a_closed_ticket_ends_the_plan(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company)
    company.dana.deputy, company.dana.away_from = company.lea, clock.at + hours(10)
    company.dana.away_until = clock.at + dt.timedelta(days=5)
    company.dana.save()
    plan(company, ticket, clock)
    assert {name for name, _way, _event in told()} == {"Lea"}
    actions.recover(person=company.kim, ticket=ticket, no_surprise_reason="She wants quiet.")
    assert told() == []
