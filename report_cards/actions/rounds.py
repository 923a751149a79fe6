"""Rounds: planned, drawn by rule with a seed, and what a manager leaves out."""

import datetime as dt
import secrets

from django.utils.translation import gettext as _

from accounts.models import Customer, Person
from accounts.queries import customers_readable, steward_of
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from report_cards.actions.acts import one_act
from report_cards.actions.designs import default_design
from report_cards.actions.links import language_of
from report_cards.models import (
    Decision,
    Design,
    Exclusion,
    Invitation,
    InvitationState,
    Round,
    RoundState,
    Skip,
    SkipReason,
)
from report_cards.permissions import may_decide_about, may_send_rounds
from report_cards.queries.drawing import Plan, plan_of


def plan_round(
    *,
    person: Person | None,
    name: str,
    first_on: dt.date,
    last_on: dt.date,
    design: Design | None = None,
    sample: int | None = None,
) -> Round:
    """Plan a round about a time; nobody is drawn yet."""
    _refuse_sender(person)
    with one_act():
        this_round = Round(
            name=name.strip(),
            design=design or default_design(),
            first_on=first_on,
            last_on=last_on,
            sample=sample,
        )
        this_round.full_clean()
        this_round.save()
        _note("report_cards.round_planned", person, this_round)
        return this_round


def draw_round(*, person: Person | None, this_round: Round, seed: int | None = None) -> Plan:
    """Draw the recipients by rule, with a seed that is stored; the drawn ones wait unsent."""
    _refuse_sender(person)
    with one_act():
        row = Round.objects.select_for_update().get(pk=this_round.pk)
        if row.state != RoundState.PLANNED:
            raise RuleBrokenError(
                _("“%(name)s” is drawn already, with the seed %(seed)s.")
                % {"name": row.name, "seed": row.seed},
                "report_cards.already_drawn",
            )
        chosen = secrets.randbelow(2**31) if seed is None else seed
        plan = plan_of(row, seed=chosen)
        now = clock.database_now()
        _keep_plan(row, plan, now)
        row.seed, row.state, row.drawn_at = chosen, RoundState.DRAWN, now
        row.full_clean()
        row.save()
        skipped = plan.skipped_by_reason()
        _note("report_cards.round_drawn", person, row, asked=len(plan.asked), skipped=skipped)
        return plan


def _keep_plan(row: Round, plan: Plan, now: dt.datetime) -> None:
    Invitation.objects.bulk_create(
        [
            Invitation(
                round=row,
                customer_id=one.contact.customer_id,
                contact=one.contact,
                person=one.person,
                design_id=row.design_id,
                language=language_of(one.contact),
                turn=one.turn,
                planned_at=now,
            )
            for one in plan.asked
        ],
        batch_size=1000,
    )
    Skip.objects.bulk_create(
        [
            Skip(
                round=row,
                customer_id=one.customer_id,
                contact_id=one.contact_id,
                person_id=one.person_id,
                reason=one.reason,
            )
            for one in plan.skipped
        ],
        batch_size=1000,
    )


def propose_exclusion(
    *, person: Person, this_round: Round, customer: Customer, reason: str
) -> Exclusion:
    """Propose, as the steward, to leave a customer out of a round; a manager decides."""
    if not customers_readable(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    with one_act():
        if this_round.state == RoundState.SENT:
            raise RuleBrokenError(_("This round is on its way already."), "report_cards.round_sent")
        proposal = Exclusion(
            round=this_round,
            customer=customer,
            proposed_by=person,
            proposed_at=clock.database_now(),
            reason=reason.strip(),
        )
        proposal.full_clean()
        proposal.save()
        journal.record(
            "report_cards.exclusion_proposed",
            person=person,
            subject_kind="round",
            subject_id=this_round.pk,
            customer_id=customer.pk,
            words={"reason": proposal.reason},
        )
        return proposal


def decide_exclusion(*, person: Person, exclusion: Exclusion, leave_out: bool) -> Exclusion:
    """Decide a proposal; left out, the customer's drawn cards are withdrawn, visibly."""
    with one_act():
        row = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
        steward = steward_of(row.customer)
        if not may_decide_about(person, steward or row.proposed_by):
            raise NotAllowedError(_("The manager of the rated person decides this."))
        if row.decision != Decision.OPEN:
            raise RuleBrokenError(_("This is decided already."), "report_cards.already_decided")
        row.decision = Decision.ACCEPTED if leave_out else Decision.REFUSED
        row.decided_by, row.decided_at = person, clock.database_now()
        row.full_clean()
        row.save()
        if leave_out:
            _withdraw(row)
        journal.record(
            "report_cards.exclusion_decided",
            person=person,
            subject_kind="round",
            subject_id=row.round_id,
            customer_id=row.customer_id,
            facts={"decision": row.decision},
        )
        return row


def _withdraw(exclusion: Exclusion) -> None:
    waiting = Invitation.objects.filter(
        round_id=exclusion.round_id,
        customer_id=exclusion.customer_id,
        state=InvitationState.PLANNED,
    )
    Skip.objects.bulk_create(
        [
            Skip(
                round_id=exclusion.round_id,
                customer_id=exclusion.customer_id,
                contact_id=one.contact_id,
                person_id=one.person_id,
                reason=SkipReason.EXCLUDED,
            )
            for one in waiting
        ],
        ignore_conflicts=True,
    )
    waiting.update(state=InvitationState.REVOKED)


def _refuse_sender(person: Person | None) -> None:
    if person is not None and not may_send_rounds(person):
        raise NotAllowedError(_("Only a director plans, draws and sends a round."))


def _note(kind: str, person: Person | None, this_round: Round, **facts: object) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="round",
        subject_id=this_round.pk,
        facts={"seed": this_round.seed, **facts},
        audience="managers",
    )
