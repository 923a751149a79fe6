"""Bulk edit of customers: one act, one entry in the journal for each, one undo."""

import datetime as dt
from collections import defaultdict
from typing import cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.actions.entrusting import entrust_many, release_many
from accounts.models import BulkChange, Customer, Person
from accounts.queries import customers_entrustable, customers_writable, stewards_to_choose
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.journal.actions import NewEntry

COLUMNS = ("sector", "country", "language", "is_prospect")
#: Goes when a customer becomes a prospect again; the undo gives it back.
SINCE = "customer_since_on"
MOST = 5000
UNDO_WITHIN = dt.timedelta(hours=24)
Before = dict[str, dict[str, object]]


@transaction.atomic
def change_customers(
    *,
    person: Person,
    chosen: QuerySet[Customer],
    changes: dict[str, object],
    steward: Person | None = None,
) -> BulkChange:
    """Change those of the chosen customers that the person may, and remember what they had.

    `changes` sets some of COLUMNS where the person is the steward; `steward` entrusts where the
    person may entrust. RuleBrokenError when nothing is to be done or more than MOST are chosen.
    """
    changes = {name: value for name, value in changes.items() if name in COLUMNS}
    if not changes and steward is None:
        raise RuleBrokenError(_("Choose what to change."), "accounts.nothing_to_change")
    ids = list(chosen.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        raise RuleBrokenError(
            _("More than 5,000 at once are too many. Narrow the list."), "accounts.too_many_rows"
        )
    before: Before = defaultdict(dict)
    if changes:
        _write(person, customers_writable(person).filter(pk__in=ids), changes, before)
    if steward is not None:
        _entrust(person, ids, steward, before)
    if not before:
        raise RuleBrokenError(
            _("None of these is yours to change, or all of them are so already."),
            "accounts.nothing_to_change",
        )
    noted = changes | ({"steward": steward.pk} if steward else {})
    row = BulkChange(person=person, made_at=clock.now(), changes=noted, before=dict(before))
    row.full_clean()
    row.save()
    return row


def _write(
    person: Person, rows: QuerySet[Customer], changes: dict[str, object], before: Before
) -> None:
    locked = Customer.objects.select_for_update().filter(pk__in=rows.values("pk")).order_by("pk")
    touched = []
    extra: dict[str, object] = {}
    if changes.get("is_prospect") is True:
        extra[SINCE] = None
    for row in locked.values("pk", SINCE, *changes):
        pk, since_on = row.pop("pk"), row.pop(SINCE)
        if row != changes:
            before[str(pk)].update(row)
            if extra and since_on:
                before[str(pk)][SINCE] = since_on.isoformat()
            touched.append(pk)
    Customer.objects.filter(pk__in=touched).update(version=F("version") + 1, **changes, **extra)
    journal.record_many(_changed(person, pk, sorted(changes)) for pk in touched)


def _entrust(person: Person, ids: list[int], steward: Person, before: Before) -> None:
    if not stewards_to_choose(person).filter(pk=steward.pk).exists():
        raise NotAllowedError(_("You cannot entrust customers to this person."))
    allowed = customers_entrustable(person).filter(pk__in=ids).values_list("pk", flat=True)
    had = entrust_many(person=person, customer_ids=allowed, steward=steward)
    for pk, was in had.items():
        before[str(pk)]["steward"] = was


def _changed(person: Person, pk: int, fields: list[str]) -> NewEntry:
    return NewEntry(
        kind="accounts.customer_changed",
        person=person,
        subject_kind="customer",
        subject_id=pk,
        customer_id=pk,
        facts={"fields": fields, "bulk": True},
    )


@transaction.atomic
def undo_bulk_change(*, person: Person, change_id: int) -> int:
    """Give back what one's own bulk edit of the last day took, where nobody changed it since.

    Gives how many customers have their former values again.
    """
    found = BulkChange.objects.select_for_update().filter(pk=change_id, person=person)
    row = found.first()
    if row is None:
        raise NotVisibleError(_("There is no such change."))
    if row.undone_at or row.made_at < clock.now() - UNDO_WITHIN:
        raise RuleBrokenError(
            _("This was undone already, or lies more than a day back."), "accounts.undo_too_late"
        )
    given_back: set[int] = set()
    for name, value in row.changes.items():
        for was, ids in _grouped(row.before, name).items():
            give = _give_steward_back if name == "steward" else _give_back
            given_back |= give(person, name, value, was, ids)
    _give_days_back(row.before, given_back)
    row.undone_at = clock.now()
    row.save(update_fields=["undone_at"])
    return len(given_back)


def _grouped(before: Before, name: str) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for pk, had in before.items():
        if name in had:
            groups[had[name]].append(int(pk))
    return groups


def _give_back(person: Person, name: str, value: object, was: object, ids: list[int]) -> set[int]:
    mine = customers_writable(person).filter(pk__in=ids, **{name: value}).values("pk")
    rows = Customer.objects.select_for_update().filter(pk__in=mine)
    still = set(rows.values_list("pk", flat=True))
    Customer.objects.filter(pk__in=still).update(version=F("version") + 1, **{name: was})
    journal.record_many(_changed(person, pk, [name]) for pk in sorted(still))
    return still


def _give_days_back(before: Before, given_back: set[int]) -> None:
    """Let whoever is a customer again be one since the day they were."""
    days = {int(pk): had[SINCE] for pk, had in before.items() if SINCE in had}
    rows = Customer.objects.filter(pk__in=days.keys() & given_back, is_prospect=False)
    again = list(rows.filter(customer_since_on__isnull=True))
    for row in again:
        row.customer_since_on = dt.date.fromisoformat(str(days[row.pk]))
    Customer.objects.bulk_update(again, [SINCE], batch_size=1000)


def _give_steward_back(
    person: Person, _name: str, value: object, was: object, ids: list[int]
) -> set[int]:
    now = Person.objects.get(pk=cast("int", value))
    still = set(customers_writable(now).filter(pk__in=ids).values_list("pk", flat=True))
    if was is None:
        release_many(person=person, customer_ids=still, steward=now)
        return still
    former = Person.objects.get(pk=cast("int", was))
    return set(entrust_many(person=person, customer_ids=still, steward=former))
