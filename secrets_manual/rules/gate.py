"""The gate every secret passes, which asks whether the customer would be glad we know it.

Order of the rules: the detector first, because a blocked text is not kept in any state;
then gladness; then where it comes from. Nothing here reads a clock or stores anything.
Messages are in English and marked for translation; the page translates them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from secrets_manual.rules.categories import INSTEAD, MESSAGES, Category
from secrets_manual.rules.detector import detect
from secrets_manual.rules.folding import fold
from secrets_manual.rules.kinds import (
    DEFAULT_USES,
    Glad,
    Kind,
    Provenance,
    Use,
    is_about_organisation,
    is_business,
)
from secrets_manual.rules.wording import gettext_noop

State = Literal["kept", "draft", "third_party", "blocked", "refused"]
Sensitivity = Literal["business", "personal", "blocked"]

DRAFT_DAYS: Final = 14
THIRD_PARTY_DAYS: Final = 30
_PRIVATE_SITES: Final = frozenset(
    [
        "facebook.com",
        "fb.com",
        "fb.me",
        "instagram.com",
        "instagr.am",
        "threads.net",
        "threads.com",
        "tiktok.com",
        "snapchat.com",
        "twitter.com",
        "x.com",
        "t.co",
        "pinterest.com",
        "whatsapp.com",
        "wa.me",
        "telegram.org",
        "t.me",
        "discord.com",
        "discord.gg",
        "reddit.com",
        "tumblr.com",
        "vk.com",
        "ok.ru",
        "bereal.com",
        "bsky.app",
        "strava.com",
        "tinder.com",
        "weibo.com",
    ]
)
_GUESS: Final = re.compile(
    r"(?:maybe|perhaps|presumably|possibly|my guess|i (?:guess|assume|suspect|bet|suppose))\b"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate decided.

    rule: G1, G2, G4, G5 or G6: the rule that refused or limited it; '' when kept freely.
    category: set only when blocked. message: a sentence for the author, '' when kept.
    instead: one more, what to write instead of what was blocked. suggestion: a need-only
    rewrite, or ''. days: after how many days a draft or third-party
    secret goes unless confirmed. uses: what it may be used for from now on (empty until
    a draft or third-party secret is confirmed).
    """

    allowed: bool
    state: State
    rule: str = ""
    category: Category | None = None
    message: str = ""
    instead: str = ""
    suggestion: str = ""
    sensitivity: Sensitivity = "personal"
    days: int | None = None
    uses: frozenset[Use] = frozenset()

    def expires_on(self, kept_on: date) -> date | None:
        """Return the day it goes unless confirmed, counted from the day it was written."""
        return None if self.days is None else kept_on + timedelta(days=self.days)


def check(
    text: str,
    *,
    provenance: str,
    glad: str,
    kind: Kind | str | None = None,
    address: str = "",
    colleague: str = "",
    uses: Iterable[str] | None = None,
    about_organisation: bool | None = None,
    released: bool = False,
) -> Verdict:
    """Put a text through rules G1 to G7.

    provenance, glad, uses: codes as in `kinds`. address: where public knowledge stands.
    colleague: the name of the colleague who told us, for third-party knowledge.
    about_organisation: taken from the kind when not given. released: the privacy officer
    has called an earlier finding a false alarm, so the detector is passed over.
    """
    known_kind = Kind(kind) if kind else None
    if about_organisation is None:
        about_organisation = known_kind is not None and is_about_organisation(known_kind)
    finding = None if released else detect(text, about_organisation=about_organisation)
    if finding:
        return Verdict(
            allowed=False,
            state="blocked",
            rule="G5",
            category=finding.category,
            message=MESSAGES[finding.category],
            instead=INSTEAD[finding.category],
            suggestion=finding.suggestion,
            sensitivity="blocked",
        )
    sensitivity = _sensitivity(known_kind, about_organisation=about_organisation)
    refusal = _gladness_problem(glad) or _provenance_problem(text, provenance, address, colleague)
    if refusal:
        return Verdict(False, "refused", *refusal, sensitivity=sensitivity)
    return _admitted(provenance, glad, sensitivity, uses)


def _sensitivity(kind: Kind | None, *, about_organisation: bool) -> Sensitivity:
    business = about_organisation or (kind is not None and is_business(kind))
    return "business" if business else "personal"


def _refused(rule: str, message: str) -> tuple[str, None, str]:
    return rule, None, message


def _gladness_problem(glad: str) -> tuple[str, None, str] | None:
    if glad in {Glad.YES, Glad.PROBABLY}:
        return None
    if glad == Glad.NO:
        return _refused(
            "G2", gettext_noop("They would not be glad that we know this. Leave it out.")
        )
    return _refused("G2", gettext_noop("Say whether they would be glad that we know this."))


def _provenance_problem(
    text: str, provenance: str, address: str, colleague: str
) -> tuple[str, None, str] | None:
    if not text.strip():
        return _refused("G1", gettext_noop("Write down what they said."))
    if provenance not in set(Provenance):
        return _refused("G1", gettext_noop("Say how we came to know this."))
    if _GUESS.match(fold(text)):
        return _refused(
            "G1", gettext_noop("A guess is a question to ask. Ask it, then write the answer down.")
        )
    if provenance == Provenance.THIRD_PARTY and not colleague.strip():
        return _refused("G1", gettext_noop("Name the colleague who told us."))
    if provenance == Provenance.PUBLIC:
        return _address_problem(address)
    return None


def _address_problem(address: str) -> tuple[str, None, str] | None:
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".").casefold()
    except ValueError:
        parts, host = urlsplit(""), ""
    if "." not in host or parts.scheme not in {"http", "https"}:
        return _refused("G1", gettext_noop("Give the web address where this is public."))
    labels = host.split(".")
    if any(".".join(labels[start:]) in _PRIVATE_SITES for start in range(len(labels))):
        return _refused(
            "G1", gettext_noop("Private social media is not ours to read. Ask them instead.")
        )
    return None


def _admitted(
    provenance: str, glad: str, sensitivity: Sensitivity, uses: Iterable[str] | None
) -> Verdict:
    if glad == Glad.PROBABLY:
        return Verdict(
            allowed=True,
            state="draft",
            rule="G2",
            message=gettext_noop("Kept as your private draft for 14 days. Ask them, then confirm."),
            sensitivity=sensitivity,
            days=DRAFT_DAYS,
        )
    if provenance == Provenance.THIRD_PARTY:
        return Verdict(
            allowed=True,
            state="third_party",
            rule="G6",
            message=gettext_noop("Confirm this with the customer within 30 days, or it goes."),
            sensitivity=sensitivity,
            days=THIRD_PARTY_DAYS,
        )
    asked = DEFAULT_USES if uses is None else frozenset(map(Use, uses))
    return Verdict(allowed=True, state="kept", sensitivity=sensitivity, uses=asked)


_LINES: Final = {
    Provenance.TOLD_US: gettext_noop("You told us: “%(text)s”"),
    Provenance.OBSERVED: gettext_noop("We noticed while working with you: “%(text)s”"),
    Provenance.PUBLIC: gettext_noop("We read in public (%(source)s): “%(text)s”"),
    Provenance.THIRD_PARTY: gettext_noop(
        "A colleague (%(source)s) told us, and we have not yet asked you: “%(text)s”"
    ),
}
_TOLD_ON: Final = gettext_noop("You told us on %(day)s: “%(text)s”")
_TOLD_IN: Final = gettext_noop("You told us %(day)s: “%(text)s”")


def as_they_would_read(
    text: str,
    kind: Kind | str,
    *,
    provenance: str = Provenance.TOLD_US,
    told_on: str = "",
    to_the_day: bool = True,
    source: str = "",
    translate: Callable[[str], str] = str,
) -> str:
    """Return the very line the customer would see on their own page (rule G3).

    told_on: the day, already written in the reader's way; or, not `to_the_day`, "in May 2026".
    source: the address or the
    colleague's name. translate: the page's gettext. An organisation is addressed alike.
    """
    Kind(kind)  # an unknown kind would be shown under no heading at all
    how = Provenance(provenance)
    told = _TOLD_ON if to_the_day else _TOLD_IN
    line = told if how == Provenance.TOLD_US and told_on else _LINES[how]
    sentence = " ".join(text.split())
    return translate(line) % {"text": sentence, "day": told_on, "source": source}
