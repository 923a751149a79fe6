"""Which words about a person name something to arrange for, by category.

Only what a word itself asks for stands here: a wheelchair asks for a venue without steps, asthma
asks for nothing we know of. A relative's body, faith or meals ask nothing of us; the hours that
somebody gives to children do.
"""

import re
from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.wording import gettext_noop


def _expression(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b")


EARLY: Final = gettext_noop("no calls early in the morning")
LATE: Final = gettext_noop("no calls late in the afternoon")
EARLY_UNTIL: Final = gettext_noop("no calls before {time}")
LATE_FROM: Final = gettext_noop("no calls after {time}")
#: What is offered instead when the words themselves say the hour.
TIMED: Final = {EARLY: EARLY_UNTIL, LATE: LATE_FROM}
Needs = tuple[tuple[re.Pattern[str], str], ...]

_HOURS: Final[Needs] = (
    (
        _expression(
            r"pick ?up|(?:picks?|collects?|fetch\w*) .* (?:school|daycare|nursery|kindergarten)",
            r"holt .* ab|abholen|recupere\w*|recoge\w*",
        ),
        LATE,
    ),
    (
        _expression(
            r"school run|nursery run|drops? ?off|depose\w*|lleva\w*",
            r"(?:drops?|brings?|takes?|taking|bringing) .* (?:school|daycare|nursery"
            r"|kindergarten)",
            r"(?:bringt|bringen|bringe|fahrt|amene|emmene|accompagne|acompana) .*"
            r" (?:schule|kita|kindergarten|krippe|hort|ecole|creche|maternelle|colegio|cole"
            r"|guarderia)",
        ),
        EARLY,
    ),
)
_MEALS: Final[Needs] = (
    (
        _expression(r"diabet\w*|insulin\w*|zuckerkrank\w*|hat zucker|azucar"),
        gettext_noop("sugar-free choices at meals"),
    ),
    (
        _expression(r"c[oe]*eliac\w*|coeliaque|zoliakie|glutenfrei|gluten\w*"),
        gettext_noop("gluten-free choices at meals"),
    ),
    (
        _expression(
            r"shellfish|seafood|prawns?|shrimps?|lobster|crustaces|fruits de mer|mariscos?",
            r"gambas|meeresfruchte|krabben|schalentier\w*",
        ),
        gettext_noop("no shellfish at meals"),
    ),
    (
        _expression(
            r"nuts?|peanuts?|almonds?|nusse?|nuss\w*|erdnuss\w*|noix|arachides?|cacahuetes?",
            r"frutos secos|nueces",
        ),
        gettext_noop("no nuts at meals"),
    ),
    (
        _expression(r"lactos[ea]|laktose\w*|milk|milch\w*|dairy|lait|leche"),
        gettext_noop("no dairy at meals"),
    ),
)
_MENU: Final = gettext_noop("ask about the menu before booking")
_NO_ALCOHOL: Final[Needs] = (
    (
        _expression(
            r"alco\w*|alko\w*|drink\w*|drank|drunk\w*|sober|sobriety|trinkt|boit|boire|bebe|beber",
            r"scotch|teetotal\w*|sauft|saufer\w*|fahne|kater|suff|betrunken|besoffen|trocken",
            r"ivre|alcoo\w*|picole\w*|cuite|borrach\w*|resaca|carajillos?|copas|abstemi\w*",
            r"sternhagel\w*|hungover|booz\w*|pissed|pints?|flask|flachmann|petaca|flasque",
        ),
        gettext_noop("no alcohol gifts"),
    ),
)
_HEALTH: Final[Needs] = (
    (
        _expression(
            r"wheelchair\w*|rollstuhl\w*|fauteuil roulant|silla de ruedas|crutches|one leg",
            r"leg hurts|krucken|gehstock|rollator|hufte|huftop|knie|kniop|bequille\w*|canne",
            r"handicap\w*|gehbehindert\w*|hanche|genoux?|mobilite|muletas|baston|andador|cadera",
            r"rodillas?|discapacid\w*|minusvali\w*|hip|knees?|cannot walk|paraly\w+|amput\w+",
            r"bad (?:knees?|hip|leg)|(?:hip|knee) (?:pain|replacement)",
        ),
        gettext_noop("step-free venue"),
    ),
    *_NO_ALCOHOL,
    (
        _expression(r"colou?r ?blind|farbenblind\w*|daltoni\w+"),
        gettext_noop("charts that work without colour"),
    ),
    (
        _expression(
            r"deaf\w*|hearing|tinnitus|schwerhorig\w*|gehorlos\w*|sourde?|sord[oa]|stutter\w*",
            r"hort (?:schlecht|nicht|kaum)|horgerat\w*|horsturz|stottert|oreilles?",
            r"entend (?:mal|pas)|malentendante?|acouphene\w*|audifonos?|oye (?:mal|poco)|no oye",
            r"begaie|tartamud\w*|stammer\w*",
        ),
        gettext_noop("write instead of calling"),
    ),
    (
        _expression(
            r"blind|eyesight|sight|aveugle|cieg[oa]|dyslexi\w*|sehbehindert\w*|sieht schlecht",
            r"malvoyante?|legasthen\w*|disle\w*|mala vista|ve mal|cataract\w*|cataratas|augen",
        ),
        gettext_noop("large, clear print"),
    ),
    *_MEALS,
    (
        _expression(
            r"dogs?|cats?|pollen|fur|pets?|hay ?fever|heuschnupfen|katzen\w*|hunde\w*|tierhaar\w*",
            r"chats?|chiens?|foins|polen|gatos?|perros?",
        ),
        gettext_noop("meeting places without animals"),
    ),
    (_expression(r"(?:food|nahrungsmittel|lebensmittel)\w* ?(?:allerg|intoler)\w*"), _MENU),
    (
        _expression(
            r"maternity|paternity|mat leave|mutterschutz|elternzeit|conge (?:mat|pat)\w*",
            r"baja (?:maternal|paternal)|on leave",
        ),
        gettext_noop("agree early who stands in during absences"),
    ),
    (
        _expression(
            r"bad back|back (?:pain|ache|trouble|problems?|injury|surgery)|spine|sciatica",
            r"slipped disc|scoliosis|rucken\w*|bandscheibe\w*|ischias|mal (?:de|au) dos",
            r"lombaires?|lumbago|sciatique|espalda|lumbalgia|ciatica",
        ),
        gettext_noop("short meetings, with breaks"),
    ),
)
_RELIGION: Final[Needs] = (
    (
        _expression(r"friday prayers?|freitagsgebet|priere du vendredi|oracion del viernes"),
        gettext_noop("no meetings on Friday at noon"),
    ),
    (
        _expression(r"sabbath?|shabb?at|schabbat|chabbat|sundown"),
        gettext_noop("no calls from Friday evening to Saturday evening"),
    ),
    (
        _expression(
            r"ramad\w*|(?:for|in|during) lent|careme|cuaresma|fasts?|fasting|fastet|fasten\w*",
            r"ayun\w*",
        ),
        gettext_noop("ask before inviting to lunch"),
    ),
    (
        _expression(r"sundays?|sonntag\w*|dimanches?|domingos?"),
        gettext_noop("no calls on Sundays"),
    ),
    (_expression(r"halal|kosher|koscher|cacher|casher"), _MENU),
    *_NO_ALCOHOL,
)
NEEDS: Final[dict[Category, Needs]] = {
    Category.RELATIVES: _HOURS,
    Category.MINORS: _HOURS,
    Category.HEALTH: _HEALTH,
    Category.RELIGION: _RELIGION,
    Category.INTOXICATION: _NO_ALCOHOL,
}
