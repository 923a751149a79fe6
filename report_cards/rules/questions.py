"""What stands on a card, which answers alarm us, who is not asked, what is set aside."""

import datetime as dt
from collections.abc import Sequence

LARGEST_CARD = 8
PAID = ("matters", "other_solutions")
ROTATING = ("loyalty", "pressure")
ASKED_AGAIN_AFTER = dt.timedelta(days=90)
ADDRESS_RESTS = dt.timedelta(days=30)
TOO_FAST = dt.timedelta(seconds=10)


def questions_on_card(behaviours: int, turn: int) -> tuple[str, ...]:
    """Give the fixed questions beside so many behaviours: eight in all at most.

    The two that are paid always stand; the others take the room that is left, in turns.
    The closing lines (a comment, a call) are offers, not questions, and always stand too.
    """
    room = max(0, LARGEST_CARD - behaviours - len(PAID))
    if room >= len(ROTATING):
        return PAID + ROTATING
    start = turn % len(ROTATING)
    turned: Sequence[str] = ROTATING[start:] + ROTATING[:start]
    return PAID + tuple(turned[:room])


def is_low(value: int, low: int, high: int) -> bool:
    """Whether a rating alarms us: the lowest quarter of its scale, which is 1 and 2 of 1 to 5."""
    return 4 * (value - low) <= high - low


def skip_reason(
    *,
    may_be_asked: bool,
    email: str,
    own_domains: frozenset[str],
    asked_at: dt.datetime | None,
    address_edited_at: dt.datetime | None,
    edited_by_rated: bool,
    now: dt.datetime,
) -> str:
    """Give the first reason for which a contact is not asked, or "" when they are."""
    if not may_be_asked:
        return "no_consent"
    if not email:
        return "no_address"
    if email.rpartition("@")[2].casefold() in own_domains:
        return "own_domain"
    if edited_by_rated and address_edited_at and address_edited_at > now - ADDRESS_RESTS:
        return "address_edited"
    if asked_at is not None and asked_at > now - ASKED_AGAIN_AFTER:
        return "asked_recently"
    return ""


def quarantine_reason(
    *,
    honeypot: str,
    by_colleague: bool,
    delivered_at: dt.datetime | None,
    had_input: bool,
    now: dt.datetime,
) -> str:
    """Give why a card is set aside until a manager looks at it, or "" when it counts."""
    if honeypot:
        return "honeypot"
    if by_colleague:
        return "colleague"
    if delivered_at is not None and not had_input and now - delivered_at < TOO_FAST:
        return "too_fast"
    return ""
