"""Many customers to another steward in one act: four writes, however many they are."""

import datetime as dt
from collections.abc import Iterable

from accounts.models import Customer, Person, Stewardship
from crm import clock
from crm.journal import actions as journal
from crm.journal.actions import NewEntry


def entrust_many(
    *,
    person: Person | None,
    customer_ids: Iterable[int],
    steward: Person,
    from_on: dt.date | None = None,
) -> dict[int, int | None]:
    """Give customers to a steward from a day on; the ones before end the day before.

    Gives the steward each had (None: nobody). Left out are those the steward looks after already
    and those promised to somebody from a later day. The caller opens the transaction and has
    asked whether the person may.
    """
    day = from_on or clock.today()
    locked = Customer.objects.select_for_update().filter(pk__in=list(customer_ids)).order_by("pk")
    wanted = set(locked.values_list("pk", flat=True))
    held = Stewardship.objects.filter(customer__in=wanted)
    wanted -= set(held.filter(from_on__gt=day).values_list("customer_id", flat=True))
    present = held.filter(from_on__lte=day).exclude(until_on__lt=day)
    before = {row.customer_id: row for row in present if row.customer_id in wanted}
    moved = sorted(pk for pk in wanted if pk not in before or before[pk].person_id != steward.pk)
    ending = [before[pk] for pk in moved if pk in before]
    new_today = [row.pk for row in ending if row.from_on >= day]
    Stewardship.objects.filter(pk__in=new_today).delete()
    Stewardship.objects.filter(pk__in=[row.pk for row in ending]).update(
        until_on=day - dt.timedelta(days=1)
    )
    Stewardship.objects.bulk_create(
        Stewardship(customer_id=pk, person=steward, from_on=day) for pk in moved
    )
    had = {pk: before[pk].person_id if pk in before else None for pk in moved}
    journal.record_many(_entry(person, pk, steward, was, day) for pk, was in had.items())
    return had


def pass_on_periods(*, person: Person | None, leaver: Person, steward: Person) -> int:
    """Give what somebody who leaves holds still to another steward, from today on or later.

    That is what `entrust_many` leaves out: customers they were promised from a later day, and
    those they hold until somebody else's day comes. Gives how many periods.
    """
    today = clock.today()
    rows = Stewardship.objects.select_for_update(of=("self",)).filter(person=leaver)
    left = list(rows.exclude(until_on__lt=today).order_by("customer", "from_on"))
    for row in left:
        begins, until = max(row.from_on, today), row.until_on
        if row.from_on < today:
            Stewardship.objects.filter(pk=row.pk).update(until_on=today - dt.timedelta(days=1))
        else:
            Stewardship.objects.filter(pk=row.pk).delete()
        Stewardship.objects.create(
            customer_id=row.customer_id, person=steward, from_on=begins, until_on=until
        )
    journal.record_many(
        _entry(person, row.customer_id, steward, leaver.pk, max(row.from_on, today)) for row in left
    )
    return len(left)


def release_many(*, person: Person | None, customer_ids: Iterable[int], steward: Person) -> int:
    """Take customers that had no steward before away again from one they came to today."""
    held = Stewardship.objects.filter(
        customer__in=list(customer_ids), person=steward, from_on__gte=clock.today()
    )
    ids = list(held.values_list("customer_id", flat=True))
    held.delete()
    journal.record_many(
        NewEntry(
            kind="accounts.customer_released",
            person=person,
            subject_kind="customer",
            subject_id=pk,
            customer_id=pk,
            facts={"before": steward.pk},
        )
        for pk in ids
    )
    return len(ids)


def _entry(
    person: Person | None, pk: int, steward: Person, was: int | None, day: dt.date
) -> NewEntry:
    return NewEntry(
        kind="accounts.customer_entrusted",
        person=person,
        subject_kind="customer",
        subject_id=pk,
        customer_id=pk,
        facts={"steward": steward.pk, "before": was, "from": day},
    )
