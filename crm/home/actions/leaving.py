"""A person leaves: all of their work to others in one act, then their door closes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.actions import let_go
from accounts.models import Person
from accounts.queries import people_of_my_teams
from crm.errors import NotAllowedError, RuleBrokenError
from crm.home.actions.movers import MOVERS
from crm.journal import actions as journal
from crm.notices import actions as notices


def may_let_go(by: Person, leaver: Person) -> bool:
    """Say whether the person may: an admin, a director, the lead or manager of the team."""
    if by.pk == leaver.pk:
        return False
    led = people_of_my_teams(by).filter(pk=leaver.pk).exists()
    return by.has_role("admin", "director") or led


def work_of(leaver: Person) -> dict[str, int]:
    """Count what somebody has in hand, by the key of its mover."""
    counts = [Coalesce(_number(mover.in_hand(leaver)), 0) for mover in MOVERS]
    numbers = Person.objects.filter(pk=leaver.pk).values_list(*counts).get()
    return {mover.key: int(number) for mover, number in zip(MOVERS, numbers, strict=True)}


def _number(rows: QuerySet[Any]) -> Subquery:
    """Count rows inside a larger question, so that all kinds are counted by one."""
    every = rows.order_by().annotate(every=Value(1)).values("every")
    return Subquery(every.annotate(number=Count("pk")).values("number"))


@transaction.atomic
def move_everything(
    *, by: Person, leaver: Person, receivers: Mapping[str, Person | None]
) -> dict[str, int]:
    """Move each kind of work to its receiver and close the leaver's door; all or nothing.

    RuleBrokenError at the kind that has something in hand and nobody to receive it.
    """
    if not may_let_go(by, leaver):
        raise NotAllowedError(_("The lead, the manager or an admin does this."))
    row = Person.objects.select_for_update().get(pk=leaver.pk)
    moved = {}
    for mover in MOVERS:
        rows, receiver = mover.in_hand(row), receivers.get(mover.key)
        if not rows.exists():
            continue
        if receiver is None or receiver.pk == leaver.pk or not receiver.is_active:
            raise RuleBrokenError(_("Say who receives this."), "home.no_receiver", field=mover.key)
        if mover.key == "deputies":
            # Nobody stands in for themselves.
            Person.objects.filter(deputy=row, pk=receiver.pk).update(deputy=None)
        moved[mover.key] = mover.move(by, mover.in_hand(row), row, receiver)
    journal.record(
        "accounts.person_let_go",
        person=by,
        subject_kind="person",
        subject_id=row.pk,
        facts={"moved": moved},
    )
    let_go(by=by, person=row)
    _tell_receivers(row, by, moved, receivers)
    return moved


def _tell_receivers(
    leaver: Person, by: Person, moved: Mapping[str, int], receivers: Mapping[str, Person | None]
) -> None:
    """Tell each receiver once what is theirs now; whoever moved it to themselves knows."""
    lines: dict[Person, list[str]] = {}
    for mover in MOVERS:
        receiver = receivers.get(mover.key)
        if moved.get(mover.key) and receiver is not None and receiver.pk != by.pk:
            lines.setdefault(receiver, []).append(f"{mover.label}: {moved[mover.key]}")
    for receiver, theirs in lines.items():
        subject = _("Look through what %(name)s had in hand: it is yours now")
        notices.tell(
            people=[receiver],
            once_key=f"let-go:{leaver.pk}:{leaver.version}",
            subject=subject % {"name": leaver.name},
            body="\n".join(theirs),
            url="/",
            about_kind="person",
            about_id=leaver.pk,
        )
