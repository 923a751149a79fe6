"""Need-only rewrites: what to arrange for, without what it says about the person.

The first match wins. Every rewrite passes the detector itself (a test holds that).
"""

import re
from collections.abc import Iterable
from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.wording import gettext_noop

_SPORTS: Final = {
    r"rows|rowing|rower|rowed|rudert|rudern|aviron|remo": gettext_noop(
        "coaches a youth rowing team"
    ),
    r"soccer|football|footballer|fussball|futbol": gettext_noop("coaches a youth football team"),
    r"swim|swims|swimming|swimmer": gettext_noop("coaches a youth swimming team"),
    r"tennis": gettext_noop("coaches a youth tennis team"),
    r"hockey": gettext_noop("coaches a youth hockey team"),
    r"basketball": gettext_noop("coaches a youth basketball team"),
    r"rugby": gettext_noop("coaches a youth rugby team"),
    r"baseball|softball": gettext_noop("coaches a youth baseball team"),
    r"\w+": gettext_noop("coaches a youth team"),
}
_COACH: Final = re.compile(r"\b(?:coach\w*|trainier\w*|trainer\w*|entrain\w*|entren\w*)\b")
_NEEDS: Final = (
    (
        (
            r"wheelchair\w*|rollstuhl\w*|fauteuil roulant|silla de ruedas|crutches|one leg|leg"
            r" hurts"
            r"|cannot walk|paraly\w+|amput\w+|bad (?:knees?|hip|leg)|(?:hip|knee) (?:pain"
            r"|replacement)"
        ),
        gettext_noop("step-free venue"),
    ),
    (
        (
            r"alco\w*|alko\w*|drink\w*|drank|drunk\w*|sober|sobriety|rehab|trinkt|boit|bebe|beber"
            r"|scotch|teetotal\w*"
        ),
        gettext_noop("no alcohol gifts"),
    ),
    (
        (
            r"school run|drop ?off|(?:drops?|brings?|takes?|taking|bringing) .* (?:school"
            r"|daycare|nursery"
            r"|kindergarten)|schule|kita|kindergarten|ecole|creche|colegio|cole"
        ),
        gettext_noop("no calls before 9:15"),
    ),
    (
        r"pick ?up|(?:picks?|collects?|fetch\w*) .* (?:school|daycare|nursery)",
        gettext_noop("no calls after 15:00"),
    ),
    (r"colou?r ?blind|farbenblind\w*|daltoni\w+", gettext_noop("charts that work without colour")),
    (
        (
            r"deaf\w*|hearing|tinnitus|schwerhorig\w*|gehorlos\w*|sourde?|sord[oa]|stutter\w*"
            r"|stammer\w*"
        ),
        gettext_noop("write instead of calling"),
    ),
    (r"blind|eyesight|sight|aveugle|cieg[oa]|dyslexi\w*", gettext_noop("large, clear print")),
    (r"diabet\w*|insulin|zuckerkrank\w*", gettext_noop("sugar-free choices at meals")),
    (r"c[oe]*eliac\w*|coeliaque|zoliakie|gluten", gettext_noop("gluten-free choices at meals")),
    (r"shellfish|seafood|prawns?|shrimps?|lobster", gettext_noop("no shellfish at meals")),
    (r"nuts?|peanuts?|almonds?", gettext_noop("no nuts at meals")),
    (r"lactose|milk|dairy", gettext_noop("no dairy at meals")),
    (r"dogs?|cats?|pollen|fur|pets?", gettext_noop("meeting places without animals")),
    (r"allerg\w*|alergi\w*|halal|kosher", gettext_noop("ask about the menu before booking")),
    (r"ramadan|lent|careme|cuaresma|fasts?", gettext_noop("ask before inviting to lunch")),
    (
        r"church|mass|kirche|gottesdienst|messe|misa|eglise|iglesia",
        gettext_noop("no calls on Sundays"),
    ),
    (r"sabbath|shabbat", gettext_noop("no calls from Friday evening to Saturday evening")),
    (r"friday prayers?", gettext_noop("no meetings on Friday at noon")),
    (
        r"pregnan\w*|maternity|paternity|schwanger\w*|enceinte|embarazada",
        gettext_noop("agree early who stands in during absences"),
    ),
    (r"back|spine|sciatica|scoliosis", gettext_noop("short meetings, with breaks")),
)
_BY_CATEGORY: Final = {
    Category.RELATIVES: gettext_noop("keep evenings and weekends free of calls"),
    Category.MINORS: gettext_noop("keep evenings and weekends free of calls"),
    Category.HEALTH: gettext_noop("let them choose time and place"),
    Category.RELIGION: gettext_noop("ask before choosing dates"),
    Category.INTOXICATION: gettext_noop("no alcohol gifts"),
    Category.DEBTS: gettext_noop("offer payment by instalments"),
}


def _expression(alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + alternatives + r")\b")


_SPORT_EXPRESSIONS: Final = [(_expression(sport), line) for sport, line in _SPORTS.items()]
_NEED_EXPRESSIONS: Final = [(_expression(cause), need) for cause, need in _NEEDS]
_NEED_OF: Final = frozenset(
    {Category.RELATIVES, Category.MINORS, Category.HEALTH, Category.RELIGION, Category.INTOXICATION}
)
REWRITES: Final = tuple(
    dict.fromkeys(
        [*_SPORTS.values(), *(need for _, need in _NEEDS), *_BY_CATEGORY.values()],
    )
)


def suggest(readings: Iterable[str], category: Category) -> str:
    """Return what could be kept instead of the folded text, or '' when nothing should be."""
    if category not in _NEED_OF:
        return _BY_CATEGORY.get(category, "")
    texts = tuple(readings)
    wanted = _SPORT_EXPRESSIONS if any(map(_COACH.search, texts)) else _NEED_EXPRESSIONS
    for expression, rewrite in wanted:
        if any(map(expression.search, texts)):
            return rewrite
    return _BY_CATEGORY[category]
