"""Pieces that a page repeats dozens of times, whose template is worked out once.

`drawn("parts/clock.html", {"state": "late"}, {"figure": "3:10"})` is what the template gives
with both. The first dictionary tells the shapes of the piece apart (a switch, a choice of words)
and must have few values; the second is put into the shape drawn before. A template never asks
about the second but whether it is there, and puts no filter on it.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from html import escape

from django.template.loader import get_template
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MOST_KEPT = 500
_BEGIN, _END = "\ue000", "\ue001"
_PLACE = re.compile(f"{_BEGIN}(\\w+){_END}")

Shape = tuple[tuple[str, Hashable], ...]


@lru_cache(_MOST_KEPT)
def _pattern(template: str, _language: str | None, shape: Shape, places: tuple[str, ...]) -> str:
    marks = {place: f"{_BEGIN}{place}{_END}" for place in places}
    text = get_template(template).render(dict(shape) | marks)
    return _PLACE.sub(r"%(\1)s", text.replace("%", "%%"))


def escaped(word: str) -> str:
    """Do as `conditional_escape`, which asks whether a word is a lazy one before it looks at it."""
    return escape(word) if type(word) is str else conditional_escape(word)


def drawn(
    template: str, shape: Mapping[str, Hashable], words: Mapping[str, str | None]
) -> SafeString:
    """Draw a piece of a page; `words` are escaped unless they are safe already."""
    said = {name: escaped(word) for name, word in words.items() if word is not None and word != ""}
    pattern = _pattern(template, get_language(), tuple(shape.items()), tuple(said))
    return SafeString(pattern % said)


_ANY_ROW = 8_070_605_040_300_201


@lru_cache(_MOST_KEPT)
def _way(name: str, _urlconf: str | None, _prefix: str) -> tuple[str, str]:
    before, _row, after = reverse(name, args=[_ANY_ROW]).partition(str(_ANY_ROW))
    return before, after


def address(name: str, pk: int) -> str:
    """Give what `reverse` gives for the page of one row; a list asks it for hundreds of them."""
    before, after = _way(name, get_urlconf(), get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache(_MOST_KEPT)
def _page(name: str, _urlconf: str | None, _prefix: str) -> str:
    return reverse(name)


def page_address(name: str) -> str:
    """Give what `reverse` gives for a page that needs no more than its name."""
    return _page(name, get_urlconf(), get_script_prefix())
