"""What a secret can be about, how it was learned, what it may be used for, how long it lasts."""

import re
from enum import StrEnum
from typing import Final

from secrets_manual.rules.cues import CUES, SMALL
from secrets_manual.rules.folding import fold


class Kind(StrEnum):
    """The first twelve are a person's, the last five an organisation's.

    Cash flow and margin are two kinds: they have different owners and different remedies.
    """

    HABIT = "habit"
    BIAS = "bias"
    DREAM = "dream"
    HOPE = "hope"
    SKILL = "skill"
    COMPETENCY = "competency"
    LIFESTYLE_CHOICE = "lifestyle_choice"
    FAMILY_PRIORITY = "family_priority"
    EGO_DRIVE = "ego_drive"
    FRIENDSHIP_AFFINITY = "friendship_affinity"
    RECREATION = "recreation"
    ENTERTAINMENT = "entertainment"
    INVENTORY_PROBLEM = "inventory_problem"
    CASH_FLOW_CHALLENGE = "cash_flow_challenge"
    MARGIN_CHALLENGE = "margin_challenge"
    EMPLOYMENT_EQUITY_CONCERN = "employment_equity_concern"
    PRODUCT_QUALITY_ISSUE = "product_quality_issue"


class Provenance(StrEnum):
    """How we came to know it (rule G1)."""

    TOLD_US = "told_us"
    OBSERVED = "observed"
    PUBLIC = "public"
    THIRD_PARTY = "third_party"


class Glad(StrEnum):
    """Whether the customer would be glad we know this (rule G2)."""

    YES = "yes"
    PROBABLY = "probably"
    NO = "no"


class Use(StrEnum):
    """What a secret may be used for (rule G7)."""

    SERVICE = "service"
    BRIEF = "brief"
    SURPRISE = "surprise"
    ACCOUNT_TEAM = "account_team"


class Layer(StrEnum):
    """A need is what everybody asks about; a secret is what this one wants."""

    NEED = "need"
    SECRET = "secret"  # noqa: S105 - a word of the product, not a password


ORGANISATION_KINDS: Final = frozenset(
    {
        Kind.INVENTORY_PROBLEM,
        Kind.CASH_FLOW_CHALLENGE,
        Kind.MARGIN_CHALLENGE,
        Kind.EMPLOYMENT_EQUITY_CONCERN,
        Kind.PRODUCT_QUALITY_ISSUE,
    }
)
_BUSINESS_KINDS: Final = ORGANISATION_KINDS | {Kind.SKILL, Kind.COMPETENCY}
PERSONAL_REVIEW_MONTHS: Final = 12
ORGANISATION_REVIEW_MONTHS: Final = 24
DEFAULT_USES: Final = frozenset({Use.SERVICE, Use.BRIEF})

_ALIASES: Final = {"cash_flow_or_margin_challenge": Kind.CASH_FLOW_CHALLENGE}
_CUES: Final = (
    (
        Kind.INVENTORY_PROBLEM,
        (
            r"inventor\w+|stock ?outs?|overstock\w*|warehouse is|(?:dead|excess|slow"
            r"|too much|out of) stock|lagerbest\w+"
        ),
    ),
    (
        Kind.CASH_FLOW_CHALLENGE,
        (
            r"cash ?flow|liquidity|overdue invoices?|late payments?|pays? late"
            r"|payment terms?|days sales outstanding|working capital"
        ),
    ),
    (Kind.MARGIN_CHALLENGE, r"margins?|cost pressure|rising costs|raw material prices?|price war"),
    (
        Kind.EMPLOYMENT_EQUITY_CONCERN,
        (
            r"pay gap|equal pay|employment equity|equity concern"
            r"|(?:hiring|promot\w+) (?:more )?women|fair pay|diversity|inclusion"
        ),
    ),
    (
        Kind.PRODUCT_QUALITY_ISSUE,
        (
            r"quality (?:issues?|problems?|complaints?)|defects?|scrap rate"
            r"|recalls?|returns rate|rejects|product quality"
        ),
    ),
    (Kind.FAMILY_PRIORITY, r"family|home by|school holidays|bedtime|familie|famille|familia"),
    (Kind.DREAM, r"dreams?|one day|always wanted|bucket list|traum\w*|reve|sueno"),
    (
        Kind.HOPE,
        (
            r"hop(?:e|es|ing)|wants? to|would like to|looking forward|wish\w*|plans to"
            r"|retir\w+|hofft|espere|espera"
        ),
    ),
    (
        Kind.BIAS,
        (
            r"prefers?|rather than|hates?|dislikes?|do(?:es)? not (?:like|trust)|distrusts?"
            r"|sceptical|skeptical|never buys|swears by|favou?rite|afraid|scared"
        ),
    ),
    (
        Kind.EGO_DRIVE,
        (
            r"proud|award\w*|recogni[sz]\w+|ambiti\w+|competitive|successful|first to"
            r"|be seen|status|famous|leader|promotion"
        ),
    ),
    (
        Kind.FRIENDSHIP_AFFINITY,
        (
            r"friends?|knows \w+ from|club member|alumn\w+|volunteer\w*|coach\w*"
            r"|mentor\w*|network|people|neighbou?rs?"
        ),
    ),
    (
        Kind.ENTERTAINMENT,
        (
            r"music|concerts?|films?|movies?|tv|series|theatre|theater|opera|jazz|band"
            r"|singer|books?|read\w*|novels?|video ?games?|listens?|fan|football|soccer|watch\w*"
        ),
    ),
    (
        Kind.LIFESTYLE_CHOICE,
        (
            r"vegan|vegetarian|organic|diet|lives? (?:in|on|near|by)|cycles to work"
            r"|minimalist|electric car|early riser|gym|tea|coffee|food|eats?"
        ),
    ),
    (
        Kind.RECREATION,
        (
            r"hobb\w+|bikes?|cycl\w+|runs?|running|hik\w+|sail\w*|row\w*|golf|tennis|ski\w*"
            r"|garden\w*|fish\w*|travel\w*|swim\w*|climb\w*|paint\w*|play\w*|danc\w+|cook\w*"
            r"|collects?|sew|knit"
        ),
    ),
    (
        Kind.COMPETENCY,
        (
            r"certified|engineer\w*|degree|expert\w*|years of experience|manag\w+|works? (?:as|in)"
            r"|lawyer|accountant|doctor|teacher|nurse|licen[cs]ed|studie[sd]"
        ),
    ),
    (
        Kind.SKILL,
        r"speaks?|good at|can|knows how|fluent|skilled|builds?|writes?|codes?|coding|repairs?",
    ),
)
# What nothing else explains is a wish where it says so. A bare "will", "veut" or "quiere" does not:
# in the labelled notes these tell of habits ("veut les devis en PDF").
_WISHES: Final = {
    "en": re.compile(r"\b(?:wants?|needs?|would (?:like|love|prefer))\b"),
    "de": re.compile(r"\b(?:mochten?|hatte\w* gern\w*|wurde\w* gern\w*|wunsch\w*)\b"),
    "es": re.compile(r"\b(?:necesitan?|desean?|gustaria)\b"),
    "fr": re.compile(r"\b(?:voudrai\w*|aimerai\w*|souhait\w*|(?:a|ont) besoin)\b"),
}
_Expressions = tuple[tuple[Kind, re.Pattern[str]], ...]


def _ready(cues: tuple[tuple[str, str], ...]) -> _Expressions:
    return tuple((Kind(kind), re.compile(rf"\b(?:{words})\b")) for kind, words in cues)


_EXPRESSIONS: Final = {"en": _ready(_CUES)} | {name: _ready(cues) for name, cues in CUES.items()}


def as_kind(written: str) -> Kind | None:
    """Read a kind as people write it ("Ego drive", "ego-drive"); None when it is no kind."""
    code = re.sub(r"[\s\-/]+", "_", written.strip().casefold())
    if code in _ALIASES:
        return _ALIASES[code]
    return Kind(code) if code in set(Kind) else None


def guess_kind(text: str) -> Kind:
    """Guess the kind from the words, to save a tap; else a hope (a wish), else a habit.

    The cues of the language it is written in speak first. A note in telegram style may hold no
    word that tells its language: then each is asked, English first.
    """
    folded = fold(text)
    languages = _heard(folded)
    for language in languages:
        for kind, cue in _EXPRESSIONS[language]:
            if cue.search(folded):
                return kind
    is_wish = any(_WISHES[language].search(folded) for language in languages)
    return Kind.HOPE if is_wish else Kind.HABIT


def _heard(folded: str) -> tuple[str, ...]:
    """Give the languages a text may be in, by its small words; plain English is English alone."""
    words = folded.split()
    counted = {language: sum(word in small for word in words) for language, small in SMALL.items()}
    likely = sorted(counted, key=lambda language: -counted[language])
    return ("en",) if likely[0] == "en" and counted["en"] else tuple(likely)


def review_months(*, about_organisation: bool) -> int:
    """Return after how many months a secret is looked at again (rule G8)."""
    return ORGANISATION_REVIEW_MONTHS if about_organisation else PERSONAL_REVIEW_MONTHS


def is_about_organisation(kind: Kind) -> bool:
    """Say whether the kind belongs to an organisation rather than to a person."""
    return kind in ORGANISATION_KINDS


def is_business(kind: Kind) -> bool:
    """Say whether the kind is business; every other kind is personal (rule G4)."""
    return kind in _BUSINESS_KINDS
