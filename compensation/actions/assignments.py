"""Saying who is paid by which plan, and signing it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from compensation.models import Assignment, PlanState, PlanVersion
from compensation.permissions import may_draft
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def assign(
    *,
    by: Person | None,
    person: Person,
    plan_version: PlanVersion,
    target_minor: int,
    quota_minor: int,
    salary_minor: int = 0,
    from_on: dt.date,
    until_on: dt.date | None = None,
) -> Assignment:
    """Pay somebody by a published version; amounts are of one full period, in minor units."""
    if by is not None and not may_draft(by):
        raise NotAllowedError(_("Finance says who is paid by which plan."))
    if plan_version.state != PlanState.PUBLISHED:
        raise RuleBrokenError(
            _("Only a published plan can pay somebody."),
            "compensation.plan_not_published",
            field="plan_version",
        )
    assignment = Assignment(
        person=person,
        plan_version=plan_version,
        target_minor=target_minor,
        quota_minor=quota_minor,
        salary_minor=salary_minor,
        from_on=from_on,
        until_on=until_on,
    )
    assignment.full_clean()
    assignment.save()
    _note("compensation.person_assigned", by, assignment)
    return assignment


@transaction.atomic
def end_assignment(*, by: Person, assignment: Assignment, until_on: dt.date) -> Assignment:
    """Let an assignment end on a day, that day included."""
    if not may_draft(by):
        raise NotAllowedError(_("Finance says who is paid by which plan."))
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    row.until_on = until_on
    row.full_clean()
    row.save(update_fields=["until_on"])
    _note("compensation.assignment_ended", by, row)
    return row


@transaction.atomic
def sign_assignment(
    *, person: Person, assignment: Assignment, name: str, hash_seen: str
) -> Assignment:
    """Sign the plan one is paid by: the own name, typed, under the version that was shown."""
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("plan_version")
        .filter(pk=assignment.pk, person=person)
        .first()
    )
    if row is None:
        raise NotVisibleError(_("There is no such plan."))
    if row.signed_at is not None:
        raise RuleBrokenError(_("You have signed this already."), "compensation.signed")
    if " ".join(name.split()).casefold() != " ".join(person.name.split()).casefold():
        raise RuleBrokenError(
            _("Type your name as it stands here: %(name)s.") % {"name": person.name},
            "compensation.other_name",
            field="name",
        )
    if hash_seen != row.plan_version.content_hash:
        raise RuleBrokenError(
            _("This is not the version you are paid by. Read the page again, then sign."),
            "compensation.other_version",
        )
    row.signed_name = " ".join(name.split())
    row.signed_at = clock.now()
    row.signed_hash = hash_seen
    row.full_clean()
    row.save()
    _note("compensation.assignment_signed", person, row)
    return row


def _note(kind: str, person: Person | None, assignment: Assignment) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="assignment",
        subject_id=assignment.pk,
        facts={"person": assignment.person_id, "plan_version": assignment.plan_version_id},
    )
