"""Writing down what the watchmen found, and telling those who look after it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm import clock
from crm import company as our
from crm.notices.actions.telling import Recipient, tell
from crm.notices.models import Finding


@dataclass(frozen=True)
class Found:
    """One thing that is wrong; `subject_id` names the ticket or the channel."""

    what: str
    subject_kind: str = ""
    subject_id: str = ""
    count: int = 1


@transaction.atomic
def note_findings(found: Iterable[Found], *, people: Iterable[Recipient]) -> int:
    """Make the open findings the ones given; gives how many are new, which `people` are told of."""
    now = clock.database_now()
    rows = {(row.what, row.subject_kind, row.subject_id): row for row in _open()}
    fresh = []
    for one in found:
        row = rows.pop((one.what, one.subject_kind, one.subject_id), None)
        if row is None:
            fresh.append(_made(one, now))
        elif row.count != one.count:
            row.count = one.count
            row.save(update_fields=["count"])
    Finding.objects.filter(pk__in=[row.pk for row in rows.values()]).update(gone_at=now)
    if fresh:
        _tell(fresh, people)
    return len(fresh)


def _open() -> list[Finding]:
    """Lock what is open, so that two auditors at once write it down once."""
    return list(Finding.objects.select_for_update().filter(gone_at__isnull=True).order_by("pk"))


def _made(one: Found, now: dt.datetime) -> Finding:
    row, _created = Finding.objects.get_or_create(
        what=one.what,
        subject_kind=one.subject_kind,
        subject_id=one.subject_id,
        gone_at=None,
        defaults={"count": one.count, "found_at": now},
    )
    return row


def _tell(fresh: list[Finding], people: Iterable[Recipient]) -> None:
    for person in people:
        with translation.override(person.language or our.language()):
            subject = ngettext(
                "The watch found %(n)d thing: look at it now",
                "The watch found %(n)d things: look at them now",
                len(fresh),
            ) % {"n": len(fresh)}
            lines = [_line(row) for row in fresh[:20]]
        tell(
            people=[person],
            once_key=f"findings:{fresh[0].pk}",
            subject=subject,
            body="\n".join(lines),
            url="/notices/watch/",
            about_kind="finding",
            about_id=fresh[0].pk,
            must_tell=True,
        )


def _line(row: Finding) -> str:
    about = (
        _("OOPS %(number)s") % {"number": row.subject_id} if row.subject_kind == "ticket" else ""
    )
    return f"– {row.get_what_display()} {about or row.subject_id}".strip()
