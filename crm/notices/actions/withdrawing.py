"""Taking back what people were told, when it is no longer so."""

from django.db import transaction
from django.db.models import Q

from crm.notices.models import Notice


@transaction.atomic
def withdraw(*, about_kind: str, about_id: str | int, event: str, undone_by: str) -> list[int]:
    """Take back what people were told of an event; gives those whom it had reached.

    What nobody is sending yet goes, and what stands in the app; what left stays in the log.
    Whoever was told `undone_by` since is not given again.
    """
    told = Notice.objects.filter(
        about_kind=about_kind, about_id=str(about_id), event__in=[event, undone_by]
    )
    reached: dict[int, bool] = {}
    gone = []
    for row in told.select_for_update().order_by("pk"):
        stands = row.event == event
        waits = row.state == Notice.State.WAITING and row.leased_until is None
        if stands and (waits or row.channel == "in_app"):
            gone.append(row.pk)
        if row.person_id is not None and (not stands or _has_reached(row, waits=waits)):
            reached[row.person_id] = stands
    Notice.objects.filter(pk__in=gone).delete()
    return [person for person, is_told in reached.items() if is_told]


@transaction.atomic
def forget_words(*, about_kind: str, about_id: str | int, event: str, keep_new: bool) -> None:
    """Let go of the words people were told of an event: what left stays in the log without them.

    What has not left goes, also from a sender that holds it right now, unless `keep_new`.
    """
    told = Notice.objects.filter(about_kind=about_kind, about_id=str(about_id), event=event)
    left = Q(state=Notice.State.SENT) & ~Q(channel="in_app")
    told.filter(left).update(body="", html="")
    if not keep_new:
        told.exclude(left).delete()


def _has_reached(row: Notice, *, waits: bool) -> bool:
    """Say whether somebody read it, or may have: it was sent, or is being sent right now."""
    if row.channel == "in_app":
        return row.read_at is not None
    return not waits and row.state != Notice.State.FAILED
