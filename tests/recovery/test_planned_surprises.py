"""A surprise is planned, given and received; no clock stops for the plan."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Person
from crm.errors import RuleBrokenError
from crm.journal.queries import entries_about
from crm.recovery import actions
from crm.recovery.models import Cycle, SurprisePlan, Ticket
from secrets_manual.actions import record_use, set_gift_policy, take_back_line
from secrets_manual.models import Gift, Secret, Use
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_constraints import refused, set_columns
from tests.recovery.test_ideas import know
from tests.recovery.tickets import answered, fixed, hours, open_one

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


def plan(company: Company, ticket: Ticket, clock: Clock, **details: object) -> SurprisePlan:
    told = {"words": "A start-line photo", "due_at": clock.at + hours(20)} | details
    return actions.plan_surprise(person=company.kim, ticket=ticket, **told)


def code_of(act: object, **details: object) -> str:
    with pytest.raises(RuleBrokenError) as error:
        act(**details)
    return error.value.code


def test_a_plan_is_no_step_and_becomes_one_when_it_is_given(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    ticket = answered(company)
    before = Cycle.objects.values().get(ticket=ticket)
    page, kim = reverse("ticket", args=[ticket.pk]), signed_in(company.kim)
    form = {"words": "A photo", "due_at": "2026-11-24T10:00", "giver": company.dana.pk}
    assert kim.post(f"{page}plan/", form).status_code == 302
    later = form | {"words": "A framed photo", "secret": secret.pk, "cost": "5"}
    assert kim.post(f"{page}plan/", later).status_code == 302
    assert Cycle.objects.values().get(ticket=ticket) == before
    planned = SurprisePlan.objects.get()
    assert (planned.words, planned.giver, planned.cost_minor) == (
        "A framed photo", company.dana, 5_00,
    )  # fmt: skip
    assert "A framed photo" in kim.get(f"{page}plan/").content.decode()
    seen = kim.get(page).content.decode()
    assert "planned for Tue 24 Nov" in seen
    assert "Dana Vogt hands it over" in seen
    today = signed_in(company.dana).get("/").content.decode()
    assert "You hand a surprise to Ana Ruiz, Tue 24 Nov" in today
    assert code_of(actions.give_surprise, person=company.kim, ticket=ticket) == "recovery.fix_first"
    actions.fix(person=company.kim, ticket=ticket, words="Four gaskets, fitted by Luis.")
    assert "Now: the planned surprise" in kim.get(page).content.decode()
    assert kim.post(f"{page}give/", {}).status_code == 302
    cycle = Cycle.objects.get(ticket=ticket)
    planned.refresh_from_db()
    assert planned.given_at == cycle.surprised_at
    assert (cycle.surprise_words, cycle.secret_id) == ("A framed photo", secret.pk)
    assert (Gift.objects.get().value_minor, Use.objects.get().reception) == (5_00, "unknown")
    assert code_of(plan, company=company, ticket=ticket, clock=clock) == (
        "recovery.already_surprised"
    )


def test_every_gate_is_asked_when_it_is_planned_and_again_when_it_is_given(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    ticket, ana = fixed(company), Contact.objects.filter(pk=company.ana.pk)
    plan(company, ticket, clock, secret_id=secret.pk, cost_minor=5_00)
    limit = {"per_gift_minor": 1_00, "per_year_minor": 1_00, "source": "Handbook"}
    page, kim = reverse("ticket", args=[ticket.pk]), signed_in(company.kim)

    def both_refuse(code: str, said: str, **details: object) -> None:
        fresh = Ticket.objects.get(pk=ticket.pk)
        assert code_of(actions.give_surprise, person=company.kim, ticket=fresh) == code
        told = {"company": company, "ticket": fresh, "clock": clock} | details
        assert code_of(plan, **told) == code
        seen = kim.get(page).content.decode()
        assert said in seen
        assert "As planned it cannot be given." in seen
        assert "Now: the planned surprise" not in seen

    ana.update(no_surprises=True)
    both_refuse("recovery.no_surprises_wanted", "asked us not to surprise them.")
    ana.update(no_surprises=False, is_public_official=True)
    both_refuse("recovery.over_budget", "public official", cost_minor=1)
    ana.update(is_public_official=False)
    set_gift_policy(person=company.olga, **limit)
    both_refuse("recovery.over_budget", "costs more than a gesture may", cost_minor=1_01)
    Secret.objects.filter(pk=secret.pk).update(do_not_mention=True)
    both_refuse("recovery.not_for_surprises", "may not be used", secret_id=secret.pk)
    Secret.objects.filter(pk=secret.pk).update(do_not_mention=False)
    use = {"secret": secret, "how": "A card", "reception": "unwelcome"}
    record_use(person=company.dana, **use)
    both_refuse("recovery.not_for_surprises", "may not be used", secret_id=secret.pk)
    at_once = {"person": company.kim, "ticket": ticket, "words": "A card", "secret_id": secret.pk}
    assert code_of(actions.surprise, **at_once) == "recovery.not_for_surprises"
    assert Cycle.objects.get(ticket=ticket).surprised_at is None
    assert "A start-line photo" in kim.get(page).content.decode()
    assert take_back_line(contact=company.ana, secret_id=secret.pk)
    seen = kim.get(page).content.decode()
    assert ("was taken back" in seen, "A start-line photo" in seen) == (True, False)


def test_a_plan_is_for_a_time_to_come_and_for_who_sees_the_ticket_and_ends_with_a_reason(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company)
    told = {"company": company, "ticket": ticket, "clock": clock}
    assert code_of(plan, **told, due_at=clock.at) == "recovery.plan_in_past"
    assert code_of(plan, **told, giver=company.rui) == "recovery.giver_cannot_see"
    plan(company, ticket, clock)
    actions.drop_plan(person=company.kim, ticket=ticket, reason="She is away.")
    drop = {"person": company.kim, "ticket": ticket, "reason": "Again"}
    assert code_of(actions.drop_plan, **drop) == "recovery.nothing_planned"
    plan(company, ticket, clock)
    actions.recover(person=company.kim, ticket=ticket, no_surprise_reason="She wants quiet.")
    reasons = SurprisePlan.objects.order_by("pk").values_list("drop_reason", flat=True)
    assert list(reasons) == ["She is away.", "She wants quiet."]
    kinds = [entry.kind for entry in entries_about("ticket", ticket.pk)]
    assert kinds.count("recovery.surprise_planned") == 2
    assert "recovery.surprise_plan_dropped" in kinds


def test_what_startled_them_is_used_no_more_and_it_may_be_said_after_the_ticket_closed(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    ticket = fixed(company)
    react = {"person": company.kim, "ticket": ticket, "reception": "welcome"}
    assert code_of(actions.react, **react) == "recovery.nothing_given"
    actions.surprise(person=company.kim, ticket=ticket, words="A photo", secret_id=secret.pk)
    page, kim = reverse("ticket", args=[ticket.pk]), signed_in(company.kim)
    assert kim.post(f"{page}react/", {"reception": "welcome"}).status_code == 302
    assert Use.objects.get().reception == "welcome"
    actions.recover(person=company.kim, ticket=ticket)
    said = {"reception": "startled", "words": "How do you know that?"}
    assert kim.post(f"{page}react/", said).status_code == 302
    cycle, kept = Cycle.objects.get(ticket=ticket), Secret.objects.get(pk=secret.pk)
    assert (cycle.reception, cycle.reaction_words) == ("unwelcome", "How do you know that?")
    use = Use.objects.get()
    assert (use.reception, use.judged_by) == ("unwelcome", company.kim)
    assert kept.do_not_mention
    assert "surprise" not in kept.uses
    assert "How do you know that?" in kim.get(page).content.decode()


def test_a_plan_that_cannot_be_is_refused_by_the_table(company: Company, clock: Clock) -> None:
    made = plan(company, open_one(company), clock)
    why, over = "surprise_plan_dropped_says_why", clock.at + dt.timedelta(hours=1)
    for columns, name in (
        ({"words": " "}, "surprise_plan_says_what"),
        ({"cost_minor": -1}, "surprise_plan_cost_possible"),
        ({"dropped_at": over}, why),
        ({"drop_reason": "Away"}, why),
        ({"dropped_at": over, "drop_reason": "Away", "given_at": over}, "surprise_plan_ends_once"),
    ):
        assert set_columns("recovery_surpriseplan", made.pk, **columns) == name
    made.pk, made._state.adding = None, True
    assert refused(made) == "surprise_plan_one_open"
