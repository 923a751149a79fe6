"""The list of causes: added, renamed, retired and put back, never deleted."""

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import NotAllowedError
from crm.journal import actions as journal
from crm.recovery.actions.acts import one_act
from crm.recovery.models import Cause
from crm.recovery.permissions import may_keep_causes


def add_cause(*, person: Person | None, name: str) -> Cause:
    """Put a cause on the list; directors, leads and managers may."""
    _check_keeper(person)
    with one_act():
        return _saved("cause_added", Cause(name=name.strip()), person)


def rename_cause(*, person: Person, cause: Cause, name: str) -> Cause:
    """Give a cause another name; its tickets stay with it."""
    _check_keeper(person)
    with one_act():
        row = Cause.objects.select_for_update().get(pk=cause.pk)
        if row.name == name.strip():
            return row
        row.name = name.strip()
        return _saved("cause_renamed", row, person)


def retire_cause(*, person: Person, cause: Cause, retired: bool) -> Cause:
    """Take a cause off the list offered, or put it back; what it explains stays explained."""
    _check_keeper(person)
    with one_act():
        row = Cause.objects.select_for_update().get(pk=cause.pk)
        if row.is_active is not retired:
            return row
        row.is_active = not retired
        return _saved("cause_retired" if retired else "cause_put_back", row, person)


def _saved(kind: str, cause: Cause, person: Person | None) -> Cause:
    cause.full_clean()
    cause.save()
    journal.record(
        f"recovery.{kind}",
        person=person,
        subject_kind="cause",
        subject_id=cause.pk,
        words={"name": cause.name},
    )
    return cause


def _check_keeper(person: Person | None) -> None:
    if person and not may_keep_causes(person):
        raise NotAllowedError(_("Leads, managers and directors keep the list of causes."))
