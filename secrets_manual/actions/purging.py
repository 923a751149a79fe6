"""What time does to secrets: drafts end, unconfirmed words end, unreviewed ones are hidden."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, QuerySet

from crm.journal import actions as journal
from crm.journal.actions import NewEntry
from secrets_manual.models import Secret, SetAside, State

FORGOTTEN_AFTER = dt.timedelta(days=30)
REVIEW_MISSED_AFTER = dt.timedelta(days=30)
MISSES_THAT_HIDE = 2


@dataclass(frozen=True)
class Swept:
    """How many rows went for good, were hidden, or missed a review for the first time."""

    purged: int
    hidden: int
    missed: int


@transaction.atomic
def sweep_secrets(*, today: dt.date) -> Swept:
    """Purge what has had its time and hide what nobody confirmed twice (G2, G6, G8)."""
    ended = Secret.objects.filter(
        Q(state=State.DRAFT, draft_until__lt=today)
        | Q(state=State.THIRD_PARTY, confirm_until__lt=today)
        | Q(set_aside_on__lt=today - FORGOTTEN_AFTER)
    )
    purged = _note_all(ended, "secrets_manual.secret_purged")
    ended.delete()
    SetAside.objects.filter(on__lt=today - FORGOTTEN_AFTER).delete()
    unreviewed = Secret.objects.filter(state=State.KEPT, review_on__lt=today - REVIEW_MISSED_AFTER)
    again = unreviewed.filter(missed_reviews__gte=MISSES_THAT_HIDE - 1)
    hidden = _note_all(again, "secrets_manual.secret_hidden")
    again.update(state=State.HIDDEN, set_aside_on=today, version=F("version") + 1)
    missed = unreviewed.update(missed_reviews=F("missed_reviews") + 1, review_on=today)
    return Swept(purged, hidden, missed)


def _note_all(secrets: QuerySet[Secret], kind: str) -> int:
    rows = list(secrets.select_for_update().values_list("pk", "customer_id", "state"))
    journal.record_many(
        NewEntry(
            kind=kind,
            subject_kind="secret",
            subject_id=pk,
            customer_id=customer_id,
            facts={"state": state},
            audience="readers" if state == State.KEPT else "privacy",
        )
        for pk, customer_id, state in rows
    )
    return len(rows)
