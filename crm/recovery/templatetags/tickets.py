"""Cards and rows of tickets, drawn by the hundred from shapes that are worked out once."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.templatetags.confidant import clock, when
from crm.drawn import drawn
from crm.recovery.models import Severity, Step
from crm.recovery.queries import Card

register = template.Library()

_LETTERS = 90
_STEPS: dict[str, str | Promise] = {step.value: step.label for step in Step}
_SEVERITIES: dict[int, str | Promise] = {one.value: one.label for one in Severity}


@register.simple_tag
def drawn_cards(cards: Iterable[Card], now: dt.datetime) -> dict[int, SafeString]:
    """Draw each ticket's card once, for the columns and for the list of a phone."""
    address = _addresses()
    return {card.pk: _card(card, address, now) for card in cards}


@register.simple_tag
def card_rows(
    cards: Iterable[Card], faces: dict[int, SafeString], may_pick: bool, prefix: str = "card"
) -> SafeString:
    """Write cards as entries of a list; each is known to the page by its ticket's number."""
    address = _addresses()
    return SafeString(
        "".join(
            f'<li id="{prefix}-{card.pk}" data-row="{address.format(card.pk)}">'
            f"{faces[card.pk]}{_pick(card, prefix) if may_pick else ''}</li>"
            for card in cards
        )
    )


def _pick(card: Card, prefix: str) -> SafeString:
    """Draw what picks a card, after its link, which a row has the focus on first."""
    words = {"number": str(card.pk), "customer": card.customer}
    return drawn("recovery/parts/card_pick.html", {"prefix": prefix}, words)


@register.simple_tag
def ticket_rows(cards: Iterable[Card], now: dt.datetime, *, may_pick: bool) -> SafeString:
    """Write tickets as rows of the table."""
    address = _addresses()
    return SafeString("".join(_row(card, address, now, may_pick=may_pick) for card in cards))


def _addresses() -> str:
    """Give the pattern of a ticket's address; asking the router for each is slow."""
    return reverse("ticket", args=[0]).replace("/0/", "/{}/")


def _card(card: Card, address: str, now: dt.datetime) -> SafeString:
    return drawn(
        "recovery/parts/card.html",
        {
            "late": card.due_at < now and not card.days_only,
            "missed": card.missed_before and card.due_at >= now,
            "grave": card.severity == Severity.GRAVE,
            "theirs": card.words_are_theirs,
            "waits": card.next_word_by is not None,
            "step": str(_STEPS[card.step]),
            "owned": card.owner is not None,
        },
        _words(card, address) | {"owner": (card.owner or "").split(" ")[0]},
    )


def _row(card: Card, address: str, now: dt.datetime, *, may_pick: bool) -> SafeString:
    return drawn(
        "recovery/parts/row.html",
        {
            "late": card.due_at < now and not card.days_only,
            "missed": card.missed_before and card.due_at >= now,
            "severity": str(_SEVERITIES[card.severity]),
            "theirs": card.words_are_theirs,
            "waits": card.next_word_by is not None,
            "step": str(_STEPS[card.step]),
            "may_pick": may_pick,
        },
        _words(card, address)
        | {
            "owner": card.owner,
            "cause": card.cause,
            "reported": when(_reported(card)),
        },
    )


def _reported(card: Card) -> dt.datetime | dt.date:
    return card.reported_at.astimezone(dt.UTC).date() if card.told_in_days else card.reported_at


def _words(card: Card, address: str) -> dict[str, str | None]:
    spoken = _("OOPS %(number)s, %(customer)s") % {"number": card.pk, "customer": card.customer}
    cut = len(card.words) > _LETTERS
    return {
        "number": str(card.pk),
        "url": address.format(card.pk),
        "customer": card.customer,
        "words": card.words[: _LETTERS - 1].rstrip() + "…" if cut else card.words,
        "clock": ""
        if card.days_only
        else clock(card.due_at, card.started_at, size="sm", announce=spoken),
    }
