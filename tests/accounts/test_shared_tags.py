"""The tags that every page shares: what they write for people, clocks, times, shares and money."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import get_template
from django.utils import timezone

from accounts.templatetags import confidant
from crm import clock

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Zurich"))
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday_noon_in_zurich() -> Iterator[None]:
    clock.pin(lambda: NOON)
    with timezone.override("Europe/Zurich"):
        yield
    clock.pin(None)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Ruiz", "AR"), ("Ana María Ruiz Vega", "AV"), ("Öztürk", "Ö"), ("", "?"), ("( )", "?")],
)
def test_an_avatar_shows_the_first_and_the_last_initial(name: str, letters: str) -> None:
    assert letters == confidant.initials(name)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (dt.timedelta(seconds=20), "just now"),
        (dt.timedelta(minutes=1), "1 minute ago"),
        (3 * HOUR, "3 hours ago"),
        (-2 * HOUR, "in 2 hours"),
        (dt.timedelta(days=3), "3 days ago"),
        (dt.timedelta(days=20), "3 Nov"),
        (dt.timedelta(days=400), "19 Oct 2025"),
    ],
)
def test_a_time_is_told_as_a_colleague_would(ago: dt.timedelta, words: str) -> None:
    assert f">{words}<" in str(confidant.when(NOON - ago))


def test_the_exact_time_and_zone_are_there_on_hover_and_for_a_screen_reader() -> None:
    shown = str(confidant.when(NOON - 3 * HOUR))
    assert 'title="Mon 23 Nov 2026, 09:00 CET"' in shown
    assert '<span class="visually-hidden">, Mon 23 Nov 2026, 09:00 CET</span>' in shown


@pytest.mark.parametrize(
    ("share", "digits", "shown"),
    [
        (Fraction(1, 3), 0, "33 %"),
        (Fraction(1, 8), 0, "13 %"),
        (Decimal("0.366"), 1, "36.6 %"),
        (Fraction(-1, 8), 0, "-13 %"),
        (None, 0, ""),
    ],
)
def test_a_share_is_written_per_cent_rounded_half_up(
    share: Fraction | Decimal | None, digits: int, shown: str
) -> None:
    assert shown == confidant.percent(share, digits)


def test_money_is_written_from_whole_minor_units() -> None:
    assert (
        confidant.money(1382000, "EUR"),
        confidant.money(1500, "JPY"),
        confidant.money(None),
    ) == ("13,820.00", "1,500", "")


def test_only_an_address_of_ours_can_stand_behind_undo() -> None:
    ours = Message(constants.SUCCESS, "Saved", extra_tags="undo:/secrets/7/undo/")
    theirs = Message(constants.SUCCESS, "Saved", extra_tags="undo:https://elsewhere.example/")
    outside = Message(constants.SUCCESS, "Saved", extra_tags="undo://elsewhere.example/")
    assert tuple(map(confidant.undo_url, (ours, theirs, outside))) == ("/secrets/7/undo/", "", "")


@pytest.mark.parametrize(
    ("left", "met_before", "state", "figure"),
    [
        (17 * HOUR, None, "plenty", "17:00"),
        (6 * HOUR, None, "plenty", "6:00"),
        (6 * HOUR - dt.timedelta(seconds=1), None, "soon", "5:59"),
        (0 * HOUR, None, "late", "0:00"),
        (-0.7 * HOUR, None, "late", "0:42"),
        (-1 * HOUR, 9 * HOUR, "done", "9:00"),
        (-5 * HOUR, -2 * HOUR, "late", "2:00"),
    ],
)
def test_a_clock_says_how_much_of_its_time_is_left(
    left: dt.timedelta, met_before: dt.timedelta | None, state: str, figure: str
) -> None:
    due_at = NOON + left
    met_at = None if met_before is None else due_at - met_before
    face = confidant.clock(due_at, due_at - 24 * HOUR, met_at)
    assert f"clock-{state}" in face
    assert f'clock-figure">{figure}<' in face


def test_a_clock_draws_its_ring_and_says_when_in_words() -> None:
    page = confidant.clock(NOON + 6 * HOUR, NOON - 18 * HOUR, purpose="recover", size="lg")
    assert 'stroke-dasharray="25.0 100"' in page
    assert "left to recover" in page
    assert re.search(r"by Mon 23 Nov, 18:00 CET", page)
    assert 'data-deadline="2026-11-23T18:00:00+01:00"' in page


def test_every_shared_part_can_be_read_by_the_template_engine() -> None:
    for name in ("icon", "note", "ledger_node", "split_bar", "timeline", "ladder", "steps", "form"):
        assert get_template(f"parts/{name}.html")
