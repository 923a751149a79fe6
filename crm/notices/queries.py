"""What a person was told, what could not be sent, and who was last seen at work."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from crm import clock
from crm.journal.rules import Actor
from crm.notices.models import DigestHour, Endpoint, Finding, Heartbeat, Mail, Notice, NoticeChoice
from crm.notices.models.choices import DIGEST_HOUR
from crm.prepared import prepared

#: What everybody must hear of when it has been silent: the sweep of the ladders.
WATCHED = "climb_ladders"
WATCH_SILENCE = dt.timedelta(minutes=3)
#: The bell shows no higher number.
MOST_COUNTED = 100


def bell_for(person: Actor) -> QuerySet[Notice]:
    """Give what a person was told in the app, newest first."""
    return Notice.objects.filter(person_id=person.pk, channel="in_app").order_by("-id")


@dataclass(frozen=True)
class News:
    """What the frame of every page says: the number at the bell, and when the sweep last ran."""

    unread: int
    watched_at: dt.datetime | None


def news_for(person: Actor) -> News:
    """Read both in one question, for every page of everybody asks it."""
    ((unread, watched_at),) = _news(person)
    return News(len(unread), watched_at)


@prepared
def _news(person: Actor) -> QuerySet[Any, tuple[list[int], dt.datetime | None]]:
    watched = Heartbeat.objects.filter(name=WATCHED).values("at")
    found = get_user_model().objects.filter(pk=person.pk)
    return found.values_list(ArraySubquery(_unread(person)), Subquery(watched))


def _unread(person: Actor) -> QuerySet[Notice, int]:
    unread = bell_for(person).filter(read_at__isnull=True)
    return unread.order_by().values_list("pk", flat=True)[:MOST_COUNTED]


def unread_count(person: Actor) -> int:
    """Count what the person has not read yet, up to 100."""
    return _unread(person).count()


def failed_notices() -> QuerySet[Notice]:
    """Give what could not be sent, newest first."""
    return (
        Notice.objects.filter(state=Notice.State.FAILED)
        .select_related("person", "endpoint")
        .order_by("-id")
    )


def endpoints() -> QuerySet[Endpoint]:
    """Give the webhooks by name, each with `last_state` and `last_at` of its newest post."""
    last = Notice.objects.filter(endpoint=OuterRef("pk")).order_by("-pk")
    return (
        Endpoint.objects.select_related("team", "person")
        .annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_at=Subquery(last.values("created_at")[:1]),
        )
        .order_by("name", "pk")
    )


def posts_to(endpoint: Endpoint) -> QuerySet[Notice]:
    """Give what was posted to a webhook, newest first."""
    return Notice.objects.filter(endpoint=endpoint).order_by("-pk")


def choices_of(person: Actor) -> dict[str, str]:
    """Give the kinds a person does not want mailed at once, each with its way."""
    rows = NoticeChoice.objects.filter(person_id=person.pk)
    return dict(rows.values_list("kind", "way"))


def digest_hour_of(person: Actor) -> int:
    """Give the hour at which a person's daily mail comes."""
    row = DigestHour.objects.filter(person_id=person.pk).first()
    return row.hour if row else DIGEST_HOUR


@dataclass(frozen=True)
class Ways:
    """What many people chose: the way by person and kind, and the hours of daily mails."""

    by_kind: dict[tuple[int, str], str]
    hours: dict[int, int | None]


def ways_of(person_ids: set[int]) -> Ways:
    """Read in bulk what people chose; most chose nothing, and that is one question."""
    rows = NoticeChoice.objects.filter(person__in=person_ids)
    chosen = {
        (person_id, kind): (way, hour)
        for person_id, kind, way, hour in rows.values_list(
            "person_id", "kind", "way", "person__digest_hour__hour"
        )
    }
    return Ways(
        {key: way for key, (way, _hour) in chosen.items()},
        {pk: hour for (pk, _kind), (_way, hour) in chosen.items()},
    )


def delivery_log(state: str = "") -> QuerySet[Notice]:
    """Give what left the app or is to leave it, newest first; of one state if it is named."""
    rows = Notice.objects.exclude(channel__in=["in_app", "digest"])
    if state in Notice.State.values:
        rows = rows.filter(state=state)
    return rows.select_related("person", "endpoint").order_by("-id")


def waiting_count() -> int:
    """Count what waits to be sent; the daily mails wait for their hour."""
    return Notice.objects.filter(state=Notice.State.WAITING).exclude(channel="digest").count()


@dataclass(frozen=True)
class Outbox:
    """How full the outbox is, and for how long the oldest of what is due has waited."""

    waiting: dict[str, int]
    failed: int
    oldest_due_at: dt.datetime | None


def outbox(now: dt.datetime) -> Outbox:
    """Look into the outbox in three short questions."""
    waiting = Notice.objects.filter(state=Notice.State.WAITING)
    by_channel = waiting.values("channel").annotate(n=Count("pk")).order_by("channel")
    due = waiting.filter(next_try_at__lte=now).exclude(channel="digest")
    return Outbox(
        {row["channel"]: row["n"] for row in by_channel},
        Notice.objects.filter(state=Notice.State.FAILED).count(),
        due.aggregate(first=Min("created_at"))["first"],
    )


def findings() -> QuerySet[Finding]:
    """Give what the watchmen found: what is open first, then the newest of what is gone."""
    return Finding.objects.order_by(F("gone_at").desc(nulls_first=True), "-found_at", "-pk")


def mails() -> QuerySet[Mail]:
    """Give the mails of the demo's mailbox, newest first."""
    return Mail.objects.order_by("-id")


def heartbeats() -> dict[str, Heartbeat]:
    """Give the last sign of life of everything that must keep running, by name."""
    return {heartbeat.name: heartbeat for heartbeat in Heartbeat.objects.order_by("name")}


def watch_banner(news: News) -> str:
    """Give the sentence of the red banner when the ladders have not been climbed lately."""
    if news.watched_at is None:
        return ""
    # A banner is no deadline: the page's own clock spares every page a question.
    silence = clock.now() - news.watched_at
    if silence <= WATCH_SILENCE:
        return ""
    return _(
        "Nobody has watched the recovery clocks for %(minutes)s minutes. "
        "Look after the open tickets yourselves and tell your administrator."
    ) % {"minutes": int(silence.total_seconds() // 60)}
