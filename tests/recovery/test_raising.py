"""A mishap proves graver: the clocks follow from its beginning, and none ever moves later."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.journal.queries import entries_about
from crm.notices.models import Notice
from crm.recovery import actions, rules
from crm.recovery.models import Cycle, Policy, Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_telling_of_plans import plan
from tests.recovery.tickets import answered, hours, open_one, rung, states

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SIREN = rules.Rung(key="siren", clock="recover", at_pct=25, tells=("director",))
HALFWAY = rules.Rung(key="halfway", clock="recover", at_pct=50, tells=("director",))
BREACH = rules.Rung(key="respond_breach", clock="respond", at_pct=100, tells=("service_lead",))
GRAVE = rules.Policy(respond_s=3600, recover_s=8 * 3600, rungs=(SIREN, HALFWAY, BREACH))


@pytest.fixture
def grave(clock: Clock) -> Policy:
    """A graver policy than the one that holds where none is published: one hour, eight hours."""
    made = Policy.objects.create(
        severity=3, effective_from=clock.at, made_at=clock.at,
        ladder=rules.policy_as_mapping(GRAVE),
    )  # fmt: skip
    clock.move(minutes=1)
    return made


def now_of(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("present").get(pk=ticket.pk)


def hours_in(ticket: Ticket) -> dict[str, float]:
    """Give the clocks and waiting rungs of a ticket in hours after its beginning."""
    cycle = ticket.cycle
    waiting = cycle.rungs.filter(state="waiting").values_list("key", "due_at")
    found = {"respond_by": cycle.respond_by, "recover_by": cycle.recover_by, **dict(waiting)}
    return {name: (at - cycle.started_at) / dt.timedelta(hours=1) for name, at in found.items()}


@pytest.mark.usefixtures("grave")
def test_a_ticket_is_raised_with_a_reason_and_its_clocks_and_ladder_follow(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company, owner=company.kim)
    clock.move(hours=2)
    page, sara = reverse("ticket_act", args=[ticket.pk, "raise"]), signed_in(company.sara)
    assert "It is graver" in sara.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert sara.post(page, {"severity": 1, "reason": "No"}).status_code == 422
    assert sara.post(page, {"severity": 3, "reason": "They stand still."}).status_code == 302
    raised = now_of(ticket)
    assert hours_in(raised) == {
        "respond_by": 1, "recover_by": 8, "siren": 2, "halfway": 4, "respond_breach": 1,
        "unassigned": 0.25, "nudge": 0.5, "respond_soon": 0.75, "at_risk": 6, "last_call": 7.2,
        "breach": 8,
    }  # fmt: skip
    assert rung(raised, "halfway").tells == ["director"]
    assert [one.clock for one in raised.cycle.breaches.all()] == ["respond"]
    entry = entries_about("ticket", ticket.pk).get(kind="recovery.severity_raised")
    assert (entry.facts["before"], entry.facts["severity"]) == (2, 3)
    told = Notice.objects.get(event="raised", channel="in_app")
    assert (told.person, told.subject) == (
        company.kim, f"Look at OOPS {ticket.pk}, Norte Foods: it is graver than we thought",
    )  # fmt: skip
    assert "They stand still." in told.body
    assert "It is graver" not in sara.get(reverse("ticket", args=[ticket.pk])).content.decode()
    clock.move(hours=1)
    actions.climb_ladders()
    assert {states(raised)[key] for key in ("siren", "respond_breach")} == {"climbed"}
    with pytest.raises(RuleBrokenError, match="as grave as that"):
        actions.raise_severity(person=company.sara, ticket=ticket, severity=3, reason="Still")


@pytest.mark.usefixtures("grave")
def test_what_was_done_in_time_stays_in_time_and_a_time_they_chose_stays_theirs(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    clock.move(hours=2)
    actions.respond(person=company.kim, ticket=ticket, how="phone", words="We look.")
    later = clock.at + hours(50)
    actions.appoint(
        person=company.kim, ticket=ticket, until=later, words="Wednesday.", contact=company.ana
    )
    actions.raise_severity(person=company.kim, ticket=ticket, severity=3, reason="It burns.")
    raised = now_of(ticket)
    assert (raised.cycle.recover_by, hours_in(raised)["respond_by"]) == (later, 4)
    assert hours_in(raised)["siren"] == 13
    assert not raised.cycle.breaches.exists()
    assert states(raised)["respond_breach"] == "spared"


@pytest.mark.usefixtures("grave")
def test_a_graver_second_report_makes_the_first_one_grave_until_they_are_parted(
    company: Company, clock: Clock
) -> None:
    main = open_one(company)
    clock.move(minutes=30)
    again = answered(company, severity=3)
    made = plan(company, again, clock)
    columns = [field.attname for field in Cycle._meta.fields]
    before = [list(Cycle.objects.order_by("pk").values(*columns)), hours_in(now_of(main))]
    actions.merge_tickets(person=company.kim, ticket=main, other=again)
    one = now_of(main)
    assert (one.severity, hours_in(one)["recover_by"], hours_in(one)["siren"]) == (3, 8, 2)
    assert one.cycle.recover_by < now_of(again).cycle.recover_by
    assert not one.cycle.breaches.exists()  # the answer to the second came within its hour
    made.refresh_from_db()
    assert made.cycle == one.cycle
    assert {row.about_id for row in Notice.objects.filter(event="surprise_planned")} == {
        str(main.pk)
    }
    actions.part_tickets(person=company.kim, ticket=again)
    made.refresh_from_db()
    assert (made.cycle_id, now_of(main).severity) == (again.present_id, 2)
    assert [list(Cycle.objects.order_by("pk").values(*columns)), hours_in(now_of(main))] == before


def test_two_planned_surprises_are_no_one_and_the_sentence_says_what_to_do(
    company: Company, clock: Clock
) -> None:
    main, again = open_one(company), open_one(company)
    for ticket in (main, again):
        plan(company, ticket, clock)
    with pytest.raises(RuleBrokenError, match="Drop the planned one first") as refused:
        actions.merge_tickets(person=company.kim, ticket=main, other=again)
    assert refused.value.code == "recovery.merge_planned"
    actions.drop_plan(person=company.kim, ticket=again, reason="One is enough.")
    actions.merge_tickets(person=company.kim, ticket=main, other=again)
    assert now_of(again).state == "merged"
