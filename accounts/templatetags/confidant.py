"""The few template tags that every page shares: initials, times, money, shares and the clock."""

import datetime as dt
from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.contrib.messages.storage.base import Message
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts import queries
from accounts.models import Person
from crm import clock as crm_clock
from crm import money as crm_money
from crm.drawn import drawn

register = template.Library()

_EXACT = "D j M Y, H:i T"
_BY = "D j M, H:i T"
_SOON_PERCENT = 25
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@register.filter
def initials(name: object) -> str:
    """Give at most two letters for an avatar: first and last word; "?" for an empty name."""
    words = [word for word in str(name or "").replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


@register.simple_tag
def when(at: dt.datetime | dt.date | None, style: str = "relative") -> SafeString | str:
    """Write a time so that its exact value is there on hover and for a screen reader.

    `style` is "relative" (3 days ago), "exact" (Tue 24 Nov 2026, 09:12 CET) or "time" (09:12).
    A plain date has no hour to hide and is written as it is.
    """
    if at is None:
        return ""
    if not isinstance(at, dt.datetime):
        shown = dateformat.format(at, "j M Y")
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), shown)
    local = timezone.localtime(at)
    exact = dateformat.format(local, _EXACT)
    if style == "exact":
        return format_html('<time datetime="{}">{}</time>', local.isoformat(), exact)
    shown = dateformat.format(local, "H:i") if style == "time" else _relative(local)
    return format_html(
        '<time datetime="{}" title="{}">{}<span class="visually-hidden">, {}</span></time>',
        local.isoformat(),
        exact,
        shown,
        exact,
    )


def _relative(local: dt.datetime) -> str:
    now = timezone.localtime(crm_clock.now(), local.tzinfo)
    seconds = (now - local).total_seconds()
    days = (now.date() - local.date()).days
    if abs(seconds) < _MINUTE:
        return _("just now")
    if abs(days) > 6:
        return dateformat.format(local, "j M" if local.year == now.year else "j M Y")
    if abs(seconds) >= _DAY:
        return _ago(abs(days), days > 0, "day")
    unit = "hour" if abs(seconds) >= _HOUR else "minute"
    return _ago(int(abs(seconds) // (_HOUR if unit == "hour" else _MINUTE)), seconds > 0, unit)


def _ago(count: int, past: bool, unit: str) -> str:
    amount = {
        "day": ngettext("%(n)d day", "%(n)d days", count),
        "hour": ngettext("%(n)d hour", "%(n)d hours", count),
        "minute": ngettext("%(n)d minute", "%(n)d minutes", count),
    }[unit] % {"n": count}
    return (_("%(amount)s ago") if past else _("in %(amount)s")) % {"amount": amount}


@register.filter
def device_name(person: Person) -> str:
    """Give the name under which this browser keeps what waits for the person."""
    return queries.device_name(person)


@register.filter
def money(minor: int | None, currency: str = "EUR") -> str:
    """Write whole minor units of a currency: 123450 becomes 1,234.50; None becomes nothing."""
    return "" if minor is None else crm_money.shown(int(minor), currency)


@register.filter
def language_name(code: str) -> str:
    """Name a language by its code, de: German; a code nobody knows stays as it is."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def percent(share: Fraction | Decimal | float | None, digits: int = 0) -> str:
    """Write an exact share (1/3) per cent, rounded half up: "33 %", with `digits` decimals."""
    if share is None:
        return ""
    scaled = Fraction(share) * 100 * 10**digits
    whole = int(abs(scaled) + Fraction(1, 2)) * (-1 if scaled < 0 else 1)
    return f"{Decimal(whole).scaleb(-digits):.{digits}f} %"


@register.filter
def undo_url(message: Message) -> str:
    """Give the address behind a message tagged `undo:<url>`, or nothing."""
    for tag in (message.extra_tags or "").split():
        if tag.startswith("undo:/") and not tag.startswith("undo://"):
            return tag.removeprefix("undo:")
    return ""


class _Words(NamedTuple):
    """The words beside a clock, one for each of its states."""

    plenty: str
    soon: str
    late: str
    done: str
    overmet: str
    none: str = ""


@register.simple_tag
def clock(
    due_at: dt.datetime | None,
    started_at: dt.datetime | None,
    met_at: dt.datetime | None = None,
    *,
    purpose: str = "",
    size: str = "",
    rungs: Iterable[dt.datetime] = (),
    announce: str = "",
) -> SafeString:
    """Draw the ring of a deadline.

    `purpose` says what is left to do ("recover"); `size` is "", "sm" or "lg"; `rungs` are instants
    marked on the ring; `announce` names the ticket for the spoken warnings at 4 h, 1 h and breach.
    Soon means that less than a quarter of the time is left. Without `due_at` the clock is empty.
    """
    words = _words(get_language(), purpose)
    shape: dict[str, Hashable] = {"words": words, "size": size, "met": met_at is not None}
    if due_at is None or started_at is None:
        return drawn("parts/clock.html", shape | {"state": "none", "figure": "–"}, {})
    now = crm_clock.now()
    at = met_at or now
    percent_left = _percent_left(due_at, started_at, at)
    state = _state(due_at, at, percent_left, met=met_at is not None)
    is_over = met_at is not None and at > due_at
    left = 100 if state == "done" else round(percent_left, 1)
    marks = [_mark(_percent_left(due_at, started_at, rung)) for rung in rungs]
    return drawn(
        "parts/clock.html",
        shape | {"state": state, "word": getattr(words, "overmet" if is_over else state)},
        {
            "figure": _figure(abs(due_at - at), seconds=size == "lg" and met_at is None),
            "by": _by(met_at or due_at, timezone.get_current_timezone_name(), get_language()),
            "due_at": due_at.isoformat(),
            "started_at": started_at.isoformat(),
            "now": now.isoformat(),
            "left": f"{left}",
            "offset": f"{round(left - 100, 1)}",
            "rungs": SafeString("".join(marks)),
            "announce": announce,
        },
    )


@lru_cache(100)
def _words(_language: str | None, purpose: str) -> _Words:
    left = _("left to %(purpose)s") % {"purpose": purpose} if purpose else pgettext("time", "left")
    return _Words(
        plenty=left,
        soon=_("%(left)s, soon") % {"left": left},
        late=_("over, breached"),
        done=_("to spare, met"),
        overmet=_("over, then met"),
    )


@lru_cache(2000)
def _by(at: dt.datetime, _zone: str, _language: str | None) -> str:
    return dateformat.format(timezone.localtime(at), _BY)


def _mark(percent_left: float) -> str:
    return format_html(
        '<line class="clock-rung" x1="22" y1="0.3" x2="22" y2="5.7" transform="rotate({} 22 22)"/>',
        f"{360 - 3.6 * percent_left:.0f}",
    )


def _percent_left(due_at: dt.datetime, started_at: dt.datetime, at: dt.datetime) -> float:
    whole = (due_at - started_at).total_seconds()
    return min(100.0, max(0.0, 100 * (due_at - at).total_seconds() / whole)) if whole > 0 else 0.0


def _state(due_at: dt.datetime, at: dt.datetime, percent_left: float, *, met: bool) -> str:
    if at > due_at or (at == due_at and not met):
        return "late"
    if met:
        return "done"
    return "soon" if percent_left < _SOON_PERCENT else "plenty"


def _figure(length: dt.timedelta, *, seconds: bool) -> str:
    total = int(length.total_seconds())
    if total >= 2 * _DAY:
        return _("%(days)d d %(hours)d h") % {
            "days": total // _DAY,
            "hours": total % _DAY // _HOUR,
        }
    text = f"{total // _HOUR}:{total % _HOUR // _MINUTE:02d}"
    return f"{text}:{total % _MINUTE:02d}" if seconds else text
