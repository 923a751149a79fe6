"""Disputing a number of one's statement, and answering it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from compensation.defaults import ANSWER_DAYS, DISPUTE_DAYS
from compensation.models import Dispute, Statement
from compensation.queries import statements_visible
from compensation.rules import from_json, walk
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


def dispute_until(statement: Statement) -> dt.date | None:
    """Give the last day on which its person may dispute a number."""
    if statement.period.approved_at is None:
        return None
    approved_on = statement.period.approved_at.astimezone(clock.company_zone()).date()
    return approved_on + dt.timedelta(days=DISPUTE_DAYS)


@transaction.atomic
def open_dispute(*, person: Person, statement: Statement, node: str, words: str) -> Dispute:
    """Say that one number of one's own statement is wrong, and why."""
    if statement.person_id != person.pk:
        raise NotAllowedError(_("Only the person it pays can dispute a statement."))
    until = dispute_until(statement)
    if until is None or clock.today() > until:
        raise RuleBrokenError(
            _("The time to dispute this statement is over. Talk to your manager."),
            "compensation.dispute_too_late",
        )
    if node not in {found.name for found in walk(from_json(statement.tree))}:
        raise RuleBrokenError(
            _("There is no such number on this statement."),
            "compensation.unknown_number",
            field="node",
        )
    dispute = Dispute(
        statement=statement,
        node=node,
        words=words.strip(),
        opened_at=clock.now(),
        answer_by_on=clock.today() + dt.timedelta(days=ANSWER_DAYS),
    )
    dispute.full_clean()
    dispute.save()
    _note("compensation.dispute_opened", person, dispute, {"words": dispute.words})
    return dispute


@transaction.atomic
def answer_dispute(*, person: Person, dispute: Dispute, answer: str) -> Dispute:
    """Answer a dispute with a reason; somebody who sees the statement and is not its person."""
    row = Dispute.objects.select_for_update().get(pk=dispute.pk)
    statement = statements_visible(person).filter(pk=row.statement_id).first()
    if statement is None:
        raise NotVisibleError(_("There is no such dispute."))
    if statement.person_id == person.pk:
        raise NotAllowedError(_("Somebody else answers your dispute."))
    if row.answered_at is not None:
        raise RuleBrokenError(_("This has been answered already."), "compensation.answered")
    row.answer = answer.strip()
    row.answered_by = person
    row.answered_at = clock.now()
    row.full_clean()
    row.save()
    _note("compensation.dispute_answered", person, row, {"answer": row.answer})
    return row


def _note(kind: str, person: Person, dispute: Dispute, words: dict[str, str]) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="statement",
        subject_id=dispute.statement_id,
        words=words,
        facts={"node": dispute.node},
    )
