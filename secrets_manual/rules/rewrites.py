"""Need-only rewrites: what to arrange for, without what it says about the person.

A rewrite says no more than follows from the words; where nothing to arrange for follows, none is
offered. The first match wins. Every rewrite is offered in the language of the text and passes
the detector itself (a test holds that).
"""

import re
from collections.abc import Iterable
from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.needs import EARLY_UNTIL, LATE_FROM, NEEDS, TIMED
from secrets_manual.rules.rewrites_translated import TRANSLATED
from secrets_manual.rules.wording import gettext_noop

_SPORTS: Final = {
    r"rows|rowing|rower|rowed|rudert|rudern|aviron|remo": gettext_noop(
        "coaches a youth rowing team"
    ),
    r"soccer|football|footballer|fussball"
    r"|futbol": gettext_noop("coaches a youth football team"),
    r"swim|swims|swimming|swimmer": gettext_noop("coaches a youth swimming team"),
    r"tennis": gettext_noop("coaches a youth tennis team"),
    r"hockey": gettext_noop("coaches a youth hockey team"),
    r"basketball": gettext_noop("coaches a youth basketball team"),
    r"rugby": gettext_noop("coaches a youth rugby team"),
    r"baseball|softball": gettext_noop("coaches a youth baseball team"),
    r"\w+": gettext_noop("coaches a youth team"),
}
_SPORT_EXPRESSIONS: Final = [
    (re.compile(rf"\b(?:{sport})\b"), line) for sport, line in _SPORTS.items()
]
#: They coach, in their own person; that a child is coached, or trains, says nothing about them.
_COACHES: Final = re.compile(
    r"\b(?:i|he|she|we|they|who|and|also) coach(?:es)?\b|^coach(?:es)?\b"
    r"|\b(?:am|is|are) (?:an? |the )?coach(?:ing)?\b"
    r"|\btrainiert (?:die|das|den|ein\w*)\b|\bist \w*trainer(?:in)?\b"
    r"|(?<!\bs )\bentraine (?:l|la|le|les|une?)\b|\best entraineu\w+"
    r"|\bentrena (?:al?|un|el|la)\b|\bes entrenadora?\b"
)
_HOUR: Final = re.compile(
    r"\b(?:at|until|till|before|by|after|from|um|bis|vor|nach|ab|a|avant|apres|hasta|las)"
    r" (1?\d|2[0-3])(?:h([0-5]\d)?| ([0-5]\d))\b"
)
_OF_CHILDREN: Final = frozenset({Category.RELATIVES, Category.MINORS})
REWRITES: Final = tuple(
    dict.fromkeys(
        [
            *_SPORTS.values(),
            *(need for needs in NEEDS.values() for _, need in needs),
            EARLY_UNTIL,
            LATE_FROM,
        ],
    )
)


def suggest(readings: Iterable[str], category: Category, language: str = "en") -> str:
    """Return what could be kept instead of the folded text, or '' when nothing follows from it.

    language: one of en, de, fr, es: the language of the text, in which it is offered.
    """
    texts = tuple(readings)
    need, hour = _need(texts, category), _HOUR.search(texts[0])
    timed = TIMED.get(need, "") if hour else ""
    need = timed or need
    offered = TRANSLATED[need][language] if need and language in TRANSLATED[need] else need
    if not hour or not timed:
        return offered
    return offered.replace("{time}", f"{hour[1]}:{hour[2] or hour[3] or '00'}")


def _need(texts: tuple[str, ...], category: Category) -> str:
    wanted = NEEDS.get(category, ())
    if category in _OF_CHILDREN and any(map(_COACHES.search, texts)):
        wanted = tuple(_SPORT_EXPRESSIONS)
    for expression, rewrite in wanted:
        if any(map(expression.search, texts)):
            return rewrite
    return ""
