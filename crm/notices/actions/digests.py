"""The daily mail: what somebody wants to hear of once a day, gathered when their hour comes."""

import datetime as dt

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm import clock
from crm import company as our
from crm.notices.actions.telling import tell
from crm.notices.models import Notice

PEOPLE_A_RUN = 500
LINES = 200


def send_digests() -> int:
    """Write the daily mails that are due; gives how many.

    Each person's is one transaction over their own rows. What they have read in the app
    meanwhile is left out, and where nothing is left no mail is written.
    """
    now = clock.database_now()
    people = _due(now).order_by("person").values_list("person_id", flat=True).distinct()
    return sum(_gather(person_id, now) for person_id in people[:PEOPLE_A_RUN] if person_id)


def _due(now: dt.datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(channel="digest", state=Notice.State.WAITING, next_try_at__lte=now)


@transaction.atomic
def _gather(person_id: int, now: dt.datetime) -> bool:
    person = get_user_model().objects.get(pk=person_id)
    rows = list(
        _due(now).filter(person=person).select_for_update(skip_locked=True).order_by("pk")[:LINES]
    )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Notice.State.SENT, sent_at=now
    )
    read = set(
        Notice.objects.filter(
            person=person,
            channel="in_app",
            once_key__in=[row.once_key for row in rows],
            read_at__isnull=False,
        ).values_list("once_key", flat=True)
    )
    unread = [row for row in rows if row.once_key not in read]
    if not unread or not person.is_active:
        return False
    with translation.override(person.language or our.language()):
        subject = ngettext(
            "%(n)d thing to look at: your daily mail",
            "%(n)d things to look at: your daily mail",
            len(unread),
        ) % {"n": len(unread)}
        body = "\n\n".join([_("Since the last one:"), *map(_line, unread)])
    told = tell(
        people=[person],
        once_key=f"digest:{rows[0].pk}",
        subject=subject,
        body=body,
        url="/notices/",
        channels=("email",),
        about_kind="digest",
    )
    return told > 0


def _line(row: Notice) -> str:
    url = f"{settings.BASE_URL}{row.url}" if row.url.startswith("/") else row.url
    return f"{row.subject}\n{url}".strip()
