"""When a link to a card opens, until when, and when it is reminded of."""

import datetime as dt
from enum import StrEnum
from zoneinfo import ZoneInfo

LASTS_DAYS = 21
REMINDED_ON_DAYS = (4, 9)
OPEN_STATES = frozenset({"queued", "sent", "opened", "started"})


class Standing(StrEnum):
    """What somebody who follows a link may do."""

    OPEN = "open"
    ANSWERED = "answered"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DECLINED = "declined"
    NOT_SENT = "not_sent"


def standing_of(state: str, expires_at: dt.datetime | None, now: dt.datetime) -> Standing:
    """Say what a link is good for; the only place that decides it."""
    if state == "submitted":
        return Standing.ANSWERED
    if state in {"revoked", "declined"}:
        return Standing(state)
    if state == "expired" or (expires_at is not None and now >= expires_at):
        return Standing.EXPIRED
    if state in OPEN_STATES or state == "bounced":
        return Standing.OPEN
    return Standing.NOT_SENT


def is_usable(standing: Standing) -> bool:
    """Whether the page opens at all: to answer, or to read what was answered."""
    return standing in {Standing.OPEN, Standing.ANSWERED}


def expires_at(sent_at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Give the end of the 21st day after sending, in the contact's zone, in UTC."""
    day = sent_at.astimezone(zone).date() + dt.timedelta(days=LASTS_DAYS)
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
    return midnight.astimezone(dt.UTC)


def is_reminder_due(
    state: str, sent_at: dt.datetime | None, reminders: int, now: dt.datetime
) -> bool:
    """Whether the next reminder (on day 4, then on day 9) is due for an unanswered card."""
    if state not in OPEN_STATES or sent_at is None or reminders >= len(REMINDED_ON_DAYS):
        return False
    return now >= sent_at + dt.timedelta(days=REMINDED_ON_DAYS[reminders])
