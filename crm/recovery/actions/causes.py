"""The list of causes: added, renamed, retired and put back, never deleted."""

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery.actions.acts import one_act, touch, write_down
from crm.recovery.models import Cause, Ticket
from crm.recovery.permissions import may_keep_causes
from crm.recovery.queries import said_causes


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


def name_said_cause(
    *, person: Person, words: str, cause: Cause | None = None, name: str = ""
) -> int:
    """Put what was said in own words under a cause, or make a cause of it; gives the tickets.

    It reaches the tickets the person may see, at most 500; their words stay with them.
    """
    _check_keeper(person)
    with one_act():
        found = said_causes(person).filter(cause_words__iexact=words)
        numbers = list(found.order_by("pk").values_list("pk", flat=True)[:500])
        if not numbers:
            raise RuleBrokenError(_("Nobody says this any more."), "recovery.cause_not_said")
        put_under = cause or _saved("cause_added", Cause(name=name.strip()), person)
        rows = Ticket.objects.filter(pk__in=numbers).select_related("present").order_by("pk")
        for row in rows.select_for_update(of=("self",)):
            touch(row, cause=put_under)
            write_down("cause_set", row, person, cause=put_under.pk, before=None)
        return len(numbers)


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
