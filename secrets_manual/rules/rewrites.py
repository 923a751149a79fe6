"""Need-only rewrites: what to arrange for, without what it says about the person.

The first match wins. Every rewrite is offered in the language of the text and passes the
detector itself (a test holds that).
"""

import re
from collections.abc import Iterable
from typing import Final

from secrets_manual.rules.categories import Category
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
_COACH: Final = re.compile(r"\b(?:coach\w*|trainier\w*|trainer\w*|entrain\w*|entren\w*)\b")
_NEEDS: Final = (
    (
        (
            r"wheelchair\w*|rollstuhl\w*|fauteuil roulant|silla de ruedas|crutches|one leg|leg"
            r" hurts|krucken|gehstock|rollator|hufte|huftop|knie|kniop|bequille\w*"
            r"|canne|handicap\w*"
            r"|gehbehindert\w*|hanche|genoux?|mobilite|muletas|baston|andador|cadera|rodillas?"
            r"|discapacid\w*|minusvali\w*|hip|knees?"
            r"|cannot walk|paraly\w+|amput\w+|bad (?:knees?|hip|leg)|(?:hip|knee) (?:pain"
            r"|replacement)"
        ),
        gettext_noop("step-free venue"),
    ),
    (
        (
            r"alco\w*|alko\w*|drink\w*|drank|drunk\w*|sober|sobriety|rehab|trinkt"
            r"|boit|bebe|beber"
            r"|scotch|teetotal\w*|sauft|saufer\w*|fahne|kater|suff|betrunken"
            r"|besoffen|trocken|entzug|ivre"
            r"|alcoo\w*|picole\w*|cuite|sevrage|borrach\w*|resaca|carajillos?|copas"
            r"|abstemi\w*|abstinen\w*"
            r"|sternhagel\w*|boire|hungover|booz\w*|pissed|pints?|flask|flachmann"
            r"|petaca|flasque"
        ),
        gettext_noop("no alcohol gifts"),
    ),
    (
        (
            r"school run|drop ?off|(?:drops?|brings?|takes?|taking|bringing) .* (?:school"
            r"|daycare|nursery"
            r"|kindergarten)|schule|kita|kindergarten|ecole|creche|colegio|cole"
            r"|guarderia|maternelle|nounou"
            r"|krippe|hort|tagesmutter|childminder|garderie|nursery run"
        ),
        gettext_noop("no calls before 9:15"),
    ),
    (
        (
            r"pick ?up|(?:picks?|collects?|fetch\w*) .* (?:school|daycare|nursery)"
            r"|holt .* ab|abholen"
            r"|recupere|recoge\w*"
        ),
        gettext_noop("no calls after 15:00"),
    ),
    (
        (
            r"colou?r ?blind|farbenblind\w*"
            r"|daltoni\w+"
        ),
        gettext_noop("charts that work without colour"),
    ),
    (
        (
            r"deaf\w*|hearing|tinnitus|schwerhorig\w*|gehorlos\w*|sourde?|sord[oa]"
            r"|stutter\w*|hort"
            r"|horgerat\w*|horsturz|stottert|oreilles?|entend|malentendante?"
            r"|acouphene\w*|audifonos?|oye"
            r"|begaie|tartamud\w*"
            r"|stammer\w*"
        ),
        gettext_noop("write instead of calling"),
    ),
    (
        (
            r"blind|eyesight|sight|aveugle|cieg[oa]|dyslexi\w*|sehbehindert\w*"
            r"|sieht schlecht|malvoyante?"
            r"|legasthen\w*|disle\w*|vista|ve mal|cataract\w*|cataratas|augen"
        ),
        gettext_noop("large, clear print"),
    ),
    (
        r"diabet\w*|insulin\w*|zuckerkrank\w*|hat zucker|azucar",
        gettext_noop("sugar-free choices at meals"),
    ),
    (
        r"c[oe]*eliac\w*|coeliaque|zoliakie|glutenfrei|gluten\w*",
        gettext_noop("gluten-free choices at meals"),
    ),
    (
        (
            r"shellfish|seafood|prawns?|shrimps?|lobster|crustaces|fruits de mer"
            r"|mariscos?|gambas"
            r"|meeresfruchte|krabben|schalentier\w*"
        ),
        gettext_noop("no shellfish at meals"),
    ),
    (
        (
            r"nuts?|peanuts?|almonds?|nusse?|nuss\w*|erdnuss\w*|noix|arachides?"
            r"|cacahuetes?|frutos secos|nueces"
        ),
        gettext_noop("no nuts at meals"),
    ),
    (
        (
            r"lactos[ea]|laktose\w*|milk|milch\w*|dairy|lait"
            r"|leche"
        ),
        gettext_noop("no dairy at meals"),
    ),
    (
        (
            r"dogs?|cats?|pollen|fur|pets?|hay ?fever|heuschnupfen|katzen\w*"
            r"|hunde\w*|tierhaar\w*|chats?"
            r"|chiens?|foins|polen|gatos?|perros?"
        ),
        gettext_noop("meeting places without animals"),
    ),
    (
        r"allerg\w*|\w*allergie|alergi\w*|intoler\w*|halal|kosher|koscher|cacher|casher",
        gettext_noop("ask about the menu before booking"),
    ),
    (
        r"ramad\w*|lent|careme|cuaresma|fasts?|fasting|fastet|fasten\w*|jeune|ayuna\w*|ayuno",
        gettext_noop("ask before inviting to lunch"),
    ),
    (
        r"church|mass|kirche|gottesdienst|messe|misa|eglise|iglesia",
        gettext_noop("no calls on Sundays"),
    ),
    (
        r"sabbath?|shabb?at|schabbat|chabbat|sundown",
        gettext_noop("no calls from Friday evening to Saturday evening"),
    ),
    (
        r"friday prayers?|freitagsgebet|priere du vendredi|oracion del viernes",
        gettext_noop("no meetings on Friday at noon"),
    ),
    (
        (
            r"pregnan\w*|maternity|paternity|mat leave|schwanger\w*|mutterschutz"
            r"|elternzeit|enceinte"
            r"|grossesse|conge mat\w*|embaraza\w*|baja maternal|baby due"
        ),
        gettext_noop("agree early who stands in during absences"),
    ),
    (
        (
            r"back|spine|sciatica|scoliosis|rucken\w*|bandscheibe\w*|ischias|dos"
            r"|lombaires?|sciatique"
            r"|espalda|lumbago|lumbalgia|ciatica|slipped disc"
        ),
        gettext_noop("short meetings, with breaks"),
    ),
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


def suggest(readings: Iterable[str], category: Category, language: str = "en") -> str:
    """Return what could be kept instead of the folded text, or '' when nothing should be.

    language: one of en, de, fr, es: the language of the text, in which it is offered.
    """
    need = _need(tuple(readings), category)
    return TRANSLATED[need][language] if need and language in TRANSLATED[need] else need


def _need(texts: tuple[str, ...], category: Category) -> str:
    if category not in _NEED_OF:
        return _BY_CATEGORY.get(category, "")
    wanted = _SPORT_EXPRESSIONS if any(map(_COACH.search, texts)) else _NEED_EXPRESSIONS
    for expression, rewrite in wanted:
        if any(map(expression.search, texts)):
            return rewrite
    return _BY_CATEGORY[category]
