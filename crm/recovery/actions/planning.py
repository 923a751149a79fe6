"""Surprises that are planned before they are given: planned, changed, dropped, given."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery.actions.acts import course_of, locked, one_act, refuse_step, touch, write_down
from crm.recovery.actions.secrets import check_surprise
from crm.recovery.actions.steps import surprise
from crm.recovery.actions.telling_plans import tell_plan_ended, tell_planned
from crm.recovery.models import SurprisePlan, Ticket
from crm.recovery.queries import owners_possible, tickets_visible_to
from crm.recovery.queries.planned import against, open_plans, plans_of, usable_secrets

#: What who hands it over was told; a change of it is told again.
_TOLD = ("giver_id", "words", "due_at")


def plan_surprise(
    *,
    person: Person,
    ticket: Ticket,
    words: str,
    due_at: dt.datetime,
    giver: Person | None = None,
    secret_id: int | None = None,
    cost_minor: int = 0,
) -> SurprisePlan:
    """Plan a surprise, or change the one that is planned; the same gates as when it is given.

    It is no step: no clock stops for it. Without a `giver` it is the person who plans.
    """
    if secret_id is not None or cost_minor:
        check_surprise(words, person)
    with one_act():
        row = locked(person, ticket)
        refuse_step("plan", course_of(row, person), row.cycle)
        plan = open_plans().filter(cycle=row.cycle).first()
        made = plan is None
        plan = plan or SurprisePlan(cycle=row.cycle, made_by=person)
        _refuse_past(plan, due_at)
        plan.giver = giver or person
        before = None if made else open_plans().values_list(*_TOLD).get(pk=plan.pk)
        _refuse_giver(row, plan.giver)
        _ask_gates(row, secret_id, cost_minor)
        plan.words, plan.due_at = words.strip(), due_at
        plan.secret_id, plan.cost_minor = secret_id, cost_minor
        plan.full_clean()
        plan.save()
        touch(row)
        kind = "surprise_planned" if made else "surprise_plan_changed"
        facts: dict[str, Any] = {"due_at": due_at, "giver": plan.giver.pk, "secret": secret_id}
        write_down(kind, row, person, words={"words": plan.words}, cost_minor=cost_minor, **facts)
        if before != (plan.giver_id, plan.words, plan.due_at):
            tell_planned(row, plan, by=person)
        return plan


def drop_plan(*, person: Person, ticket: Ticket, reason: str) -> SurprisePlan:
    """Let a planned surprise go, and say why."""
    with one_act():
        row = locked(person, ticket)
        plan = _open_plan(row)
        plan.dropped_at, plan.drop_reason = clock.database_now(), reason.strip()
        plan.full_clean()
        plan.save()
        touch(row)
        write_down("surprise_plan_dropped", row, person, words={"reason": plan.drop_reason})
        tell_plan_ended(row, by=person)
        return plan


def give_surprise(*, person: Person, ticket: Ticket, at: dt.datetime | None = None) -> Ticket:
    """Say that the planned surprise was given; every gate is asked again, as for any other."""
    with one_act():
        plan = _open_plan(locked(person, ticket))
    return surprise(
        person=person,
        ticket=ticket,
        words=plan.words,
        at=at,
        secret_id=plan.secret_id,
        cost_minor=plan.cost_minor,
    )


def _open_plan(ticket: Ticket) -> SurprisePlan:
    plan = plans_of(ticket.cycle.pk).first()
    if plan is None:
        raise RuleBrokenError(_("No surprise is planned here."), "recovery.nothing_planned")
    return plan


def _refuse_past(plan: SurprisePlan, due_at: dt.datetime) -> None:
    """Refuse a time that is over, unless it was planned for it already."""
    if due_at != plan.due_at and due_at <= clock.database_now():
        raise RuleBrokenError(
            _("Plan it for a time that is still to come."),
            "recovery.plan_in_past",
            field="due_at",
            status=400,
        )


def _refuse_giver(ticket: Ticket, giver: Person) -> None:
    """Refuse somebody who does not see the ticket, or is gone."""
    here = owners_possible().filter(pk=giver.pk).exists()
    if not here or not tickets_visible_to(giver).filter(pk=ticket.pk).exists():
        raise RuleBrokenError(
            _("%(name)s does not see this ticket. Choose somebody who does.")
            % {"name": giver.name},
            "recovery.giver_cannot_see",
            field="giver",
            status=400,
        )


def _ask_gates(ticket: Ticket, secret_id: int | None, cost_minor: int) -> None:
    usable = usable_secrets().filter(pk=secret_id or 0, customer=ticket.customer_id)
    hidden = ticket.hidden_from_id is not None
    found = against(
        ticket,
        secret_usable=secret_id is None or (not hidden and usable.exists()),
        cost=cost_minor,
    )
    if found:
        raise RuleBrokenError(found.sentence, found.code, field=found.field, status=400)
