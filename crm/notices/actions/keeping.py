"""What becomes of notices afterwards: failed ones are sent again, old words are forgotten."""

import datetime as dt

from django.db import transaction

from crm import clock
from crm.journal import actions as journal
from crm.journal.rules import Actor
from crm.notices.actions.endpoints import SEND_WAITING
from crm.notices.models import Attempt, Notice

KEPT = dt.timedelta(days=90)
MOST = 5000


@transaction.atomic
def resend_failed(*, person: Actor) -> int:
    """Let everything that failed wait again, the oldest first; gives how many."""
    failed = Notice.objects.filter(state=Notice.State.FAILED).order_by("pk")
    ids = list(failed.select_for_update(skip_locked=True).values_list("pk", flat=True)[:MOST])
    if not ids:
        return 0
    Notice.objects.filter(pk__in=ids).update(
        state=Notice.State.WAITING, attempts=0, next_try_at=clock.now()
    )
    journal.record(
        "notices.all_resent",
        person=person,
        subject_kind="outbox",
        subject_id=0,
        facts={"notices": len(ids)},
    )
    journal.wake(SEND_WAITING)
    return len(ids)


def forget_old_words() -> int:
    """Forget words and tries of what was sent over 90 days ago; gives the notices emptied.

    The rows stay, because their once keys keep anybody from being told the same thing twice.
    What the bell shows keeps its words.
    """
    before = clock.database_now() - KEPT
    old = Notice.objects.filter(state=Notice.State.SENT, sent_at__lt=before)
    Attempt.objects.filter(notice__in=old).delete()
    wordy = old.exclude(channel="in_app").exclude(body="", html="")
    ids = list(wordy.order_by("pk").values_list("pk", flat=True)[:MOST])
    return Notice.objects.filter(pk__in=ids).update(body="", html="")
