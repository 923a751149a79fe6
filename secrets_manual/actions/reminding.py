"""Reminding in time: owners before and at the hour, and their lead when it has passed.

How far the reminding went is a column of the row, taken on under its lock; the once key of the
notice guards it a second time. Several workers at once skip each other's rows.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import leads_of, stand_in_for
from crm.notices import actions as notices
from secrets_manual.models import Commitment, Promise
from secrets_manual.rules.promises import (
    COMMITMENT_REMINDERS,
    PROMISE_REMINDERS,
    Reminder,
    reminder_due,
)

BATCH = 500
#: What has been overdue for a week is on every list; another reminder would not help it.
NOT_AFTER = dt.timedelta(days=7)
Reminders = dict[Reminder, dt.timedelta]


@transaction.atomic
def remind_of_promises(*, now: dt.datetime) -> int:
    """Remind of promises that are due; gives the notices written. Each reminder is sent once."""
    rows = list(
        Promise.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(_waiting(now, PROMISE_REMINDERS), kept_at__isnull=True, broken_at__isnull=True)
        .select_related("owner", "owner__deputy", "customer")
        .order_by("due_at", "id")[:BATCH]
    )
    written = sum(_remind_of_promise(row, now) for row in rows)
    Promise.objects.bulk_update(rows, ["reminded"])
    return written


def _remind_of_promise(promise: Promise, now: dt.datetime) -> int:
    step = reminder_due(
        due_at=promise.due_at, made_at=promise.made_at, now=now, reminders=PROMISE_REMINDERS
    )
    promise.reminded = max(promise.reminded, step.value)
    people = [stand_in_for(promise.owner, now)]
    if step == Reminder.AFTER:
        people += list(leads_of(promise.owner))
    subject = {
        Reminder.BEFORE: _("Keep a promise to %(customer)s: it is due soon"),
        Reminder.DUE: _("Keep a promise to %(customer)s now: it is due"),
        Reminder.AFTER: _("Keep a promise to %(customer)s: it is overdue"),
    }[step]
    return _tell(
        people, promise, f"promise:{step.name.lower()}", subject, f"/promises/{promise.pk}/"
    )


@transaction.atomic
def remind_of_commitments(*, now: dt.datetime) -> int:
    """Ask whoever minds a commitment whether it came; gives the notices written."""
    rows = list(
        Commitment.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(_waiting(now, COMMITMENT_REMINDERS), came_at__isnull=True, missed_at__isnull=True)
        .select_related("owner", "owner__deputy", "customer")
        .order_by("due_at", "id")[:BATCH]
    )
    written = sum(_remind_of_commitment(row, now) for row in rows)
    Commitment.objects.bulk_update(rows, ["reminded"])
    return written


def _remind_of_commitment(commitment: Commitment, now: dt.datetime) -> int:
    step = reminder_due(
        due_at=commitment.due_at,
        made_at=commitment.made_at,
        now=now,
        reminders=COMMITMENT_REMINDERS,
    )
    commitment.reminded = max(commitment.reminded, step.value)
    subject = {
        Reminder.DUE: _("Look whether it came from %(customer)s"),
        Reminder.AFTER: _("Ask %(customer)s: still nothing has come"),
    }[step]
    people = [stand_in_for(commitment.owner, now)]
    url = f"/commitments/{commitment.pk}/"
    return _tell(people, commitment, f"commitment:{step.name.lower()}", subject, url)


def _waiting(now: dt.datetime, reminders: Reminders) -> Q:
    """Find the rows whose next reminder has come: the condition of `reminder_due`, in SQL."""
    found = Q()
    for step, offset in reminders.items():
        found |= Q(
            reminded__lt=step.value,
            due_at__lte=now - offset,
            made_at__lt=F("due_at") + offset,
        )
    return Q(found, due_at__gt=now - NOT_AFTER, reminded__lt=Reminder.AFTER.value)


def _tell(
    people: list[Person], row: Promise | Commitment, stage: str, subject: str, url: str
) -> int:
    kind = stage.partition(":")[0]
    return notices.tell(
        people=people,
        once_key=f"{stage}:{row.pk}:{row.owner_id}:{row.due_at.timestamp():.0f}",
        subject=subject % {"customer": row.customer.name},
        body=row.words,
        url=url,
        about_kind=kind,
        about_id=str(row.pk),
        customer_id=row.customer_id,
    )
