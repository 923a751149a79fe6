"""Sending what waits in the outbox.

A sender leases a small batch (SKIP LOCKED), writes an attempt before each message leaves
and its outcome after. No database transaction is open while a server is being talked to.
A sender that is killed leaves an attempt without an end; its notices are taken up again
when the lease runs out. A message is therefore sent twice only when the sender dies, or
the server goes silent, between the server's acceptance and our note of it. Both copies
then carry the same Message-ID.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm import clock
from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from crm.journal.rules import Actor
from crm.notices import rules
from crm.notices.actions.endpoints import SEND_WAITING
from crm.notices.channels import CHANNELS, OutOfReachError, RefusedError, open_channels
from crm.notices.models import Attempt, Notice

logger = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another sender has this notice by now, or it is no longer to be sent."""


LEASE = dt.timedelta(minutes=10)
_LONGEST_SEND = dt.timedelta(minutes=2)
_SERVER_RESTS = dt.timedelta(minutes=1)


def send_waiting(*, limit: int = 500, batch: int = 20) -> int:
    """Send what is due, in batches; gives how many notices were sent.

    A server that is out of reach is left alone for the rest of this run; those who wait
    for it lose no attempt.
    """
    sent = tried = 0
    closed: set[str] = set()
    while tried < limit:
        leased_until, notices = _lease(min(batch, limit - tried), without=closed)
        if not notices:
            break
        tried += len(notices)
        with open_channels() as connections:
            for notice in notices:
                late = clock.database_now() > leased_until - _LONGEST_SEND
                if late or _lane(notice) in closed:
                    _release(notice, leased_until, rest=not late)
                    continue
                error = _send(notice, leased_until, connections)
                sent += error is None
                if isinstance(error, OutOfReachError):
                    closed.add(_lane(notice))
    return sent


def _lane(notice: Notice) -> str:
    """Give the server a notice goes to: one webhook that hangs must not hold up another."""
    return notice.channel if notice.endpoint_id is None else f"endpoint:{notice.endpoint_id}"


@transaction.atomic
def _lease(size: int, *, without: set[str]) -> tuple[dt.datetime, list[Notice]]:
    """Take due notices for this sender alone: until the lease ends they are not due."""
    now = clock.database_now()
    leased_until = now + LEASE
    due = Notice.objects.filter(state=Notice.State.WAITING, next_try_at__lte=now)
    notices = list(
        due.exclude(channel="digest")  # gathered once a day instead
        .exclude(channel__in=without, endpoint__isnull=True)
        .exclude(endpoint__in=[int(lane[9:]) for lane in without if lane.startswith("endpoint:")])
        .select_related("person", "endpoint")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_try_at", "id")[:size]
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(
        leased_until=leased_until, next_try_at=leased_until
    )
    return leased_until, notices


def _release(notice: Notice, leased_until: dt.datetime, *, rest: bool) -> None:
    """Give a notice back untried; `rest` spares a server that is out of reach."""
    again_at = clock.database_now() + (_SERVER_RESTS if rest else dt.timedelta())
    _leased(notice, leased_until).update(leased_until=None, next_try_at=again_at)


def _leased(notice: Notice, leased_until: dt.datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(
        pk=notice.pk, state=Notice.State.WAITING, leased_until=leased_until
    )


def _send(
    notice: Notice, leased_until: dt.datetime, connections: dict[str, object]
) -> Exception | None:
    attempt = _begin(notice, leased_until)
    if attempt is None:
        return LeaseLostError()
    error: Exception | None = None
    try:
        CHANNELS[notice.channel].send(notice, connections)
    except Exception as raised:  # noqa: BLE001 - a poison notice must not stop the others
        error = raised
        logger.warning("notice %s was not sent: %s", notice.pk, type(raised).__name__)
    _end(notice, attempt, leased_until, error)
    return error


@transaction.atomic
def _begin(notice: Notice, leased_until: dt.datetime) -> Attempt | None:
    """Write the attempt down before the message leaves; None when the lease was lost."""
    now = clock.database_now()
    row = _leased(notice, leased_until).select_for_update().first()
    if row is None:
        return None
    if row.attempts > len(rules.BACKOFF):
        row.state = Notice.State.FAILED
        row.leased_until = None
        row.last_error = "interrupted every time"
        row.save()
        return None
    row.attempts += 1
    row.save(update_fields=["attempts"])
    notice.attempts = row.attempts
    return Attempt.objects.create(
        notice=row, number=Attempt.objects.filter(notice=row).count() + 1, began_at=now
    )


@transaction.atomic
def _end(
    notice: Notice, attempt: Attempt, leased_until: dt.datetime, error: Exception | None
) -> None:
    """Write down what came of an attempt: sent, to be tried again, or failed for good."""
    now = clock.database_now()
    sentence = "" if error is None else rules.one_line(f"{type(error).__name__}: {error}")[:500]
    Attempt.objects.filter(pk=attempt.pk).update(ended_at=now, error=sentence)
    row = _leased(notice, leased_until).select_for_update().first()
    if row is None:
        return
    row.leased_until = None
    row.last_error = sentence
    rest = rules.next_try_of(row.pk, row.attempts)
    if error is None:
        row.state = Notice.State.SENT
        row.sent_at = now
    elif rest is None or isinstance(error, RefusedError):
        row.state = Notice.State.FAILED
    else:
        row.next_try_at = now + rest
    row.save()


@transaction.atomic
def resend_notice(*, person: Actor, notice_id: int) -> Notice:
    """Let a failed notice wait again, with all its attempts before it."""
    notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None or notice.state != Notice.State.FAILED:
        raise RuleBrokenError(_("This notice has not failed, or no longer."), "notices.not_failed")
    notice.state = Notice.State.WAITING
    notice.attempts = 0
    notice.next_try_at = clock.database_now()
    notice.save()
    journal.record(
        "notices.notice_resent",
        person=person,
        subject_kind="notice",
        subject_id=notice.pk,
        customer_id=notice.customer_id,
    )
    journal.wake(SEND_WAITING)
    return notice
