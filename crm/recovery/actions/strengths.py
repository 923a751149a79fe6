"""Saying what somebody is good at, and how tickets nobody took are shared out."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError
from crm.journal import actions as journal
from crm.recovery.actions.acts import one_act
from crm.recovery.models import Cause, Sharing, Strength
from crm.recovery.permissions import may_edit_strength, may_set_policy


def set_strength(
    *,
    by: Person | None,
    person: Person,
    languages: Iterable[str],
    causes: Iterable[Cause],
    takes_tickets: bool = True,
) -> Strength:
    """Write down somebody's languages and causes; oneself may, and whoever leads them."""
    if by and not may_edit_strength(by, person):
        raise NotAllowedError(_("Everybody says it of themselves, and who leads them."))
    with one_act():
        row = Strength.objects.select_for_update().filter(person=person).first()
        row = row or Strength(person=person)
        row.languages = sorted(set(languages))
        row.takes_tickets = takes_tickets
        row.edited_by, row.edited_at = by, clock.database_now()
        row.full_clean()
        row.save()
        known = list(causes)
        row.causes.set(known)
        journal.record(
            "recovery.strength_set",
            person=by,
            subject_kind="person",
            subject_id=person.pk,
            facts={
                "languages": row.languages,
                "causes": [cause.pk for cause in known],
                "takes_tickets": takes_tickets,
            },
        )
        return row


def set_sharing(*, by: Person | None, mode: str, after_minutes: int) -> Sharing:
    """Say what becomes of a ticket that nobody took for some minutes."""
    if by and not may_set_policy(by):
        raise NotAllowedError(_("Directors set it, and who leads a team of service."))
    with one_act():
        row = Sharing.objects.select_for_update().filter(pk=1).first() or Sharing(pk=1)
        row.mode, row.after_minutes = mode, after_minutes
        row.full_clean()
        row.save()
        journal.record(
            "recovery.sharing_set",
            person=by,
            subject_kind="sharing",
            subject_id=row.pk,
            facts={"mode": mode, "after_minutes": after_minutes},
        )
        return row
