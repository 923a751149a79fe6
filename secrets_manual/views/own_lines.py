"""How what is remembered is written on a contact's own page, in their language and zone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import formats, timezone, translation

from accounts.models import Answer, Channel, Contact, HowKnown, PageVisit, Purpose, Topic
from accounts.queries import OwnPart, answers_of, mail_policy, preference_of
from accounts.rules import LANGUAGES
from crm import clock, money
from secrets_manual.actions import VISIT_LASTS
from secrets_manual.actions.purging import FORGOTTEN_AFTER
from secrets_manual.forms import ASKED, OFTEN
from secrets_manual.models import Commitment, Gift, Promise, Secret, State
from secrets_manual.queries import OwnPage
from secrets_manual.rules.gate import as_they_would_read
from secrets_manual.rules.kinds import Provenance
from secrets_manual.rules.page import LINES, PAGES


@dataclass(frozen=True)
class Line:
    """One line as its contact reads it; `error` and `typed` when their wording was refused."""

    pk: int
    sentence: str
    text: str
    notes: list[str] = field(default_factory=list)
    error: str = ""


def day_of(moment: dt.date | dt.datetime | None, contact: Contact, language: str) -> str:
    """Write a day as the reader's calendar and language have it."""
    if moment is None:
        return ""
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment, clock.zone_called(contact.zone))
    with translation.override(language):
        return str(formats.date_format(moment, "DATE_FORMAT"))


def visit_ends(visit: PageVisit, language: str) -> str:
    """Give the time at which the visit ends by itself, with its zone."""
    began = visit.opened_at or visit.sent_at
    ends = timezone.localtime(began + VISIT_LASTS, clock.zone_called(visit.contact.zone))
    with translation.override(language):
        return f"{formats.time_format(ends, 'TIME_FORMAT')} ({ends.tzname()})"


def lines_shown(
    secrets: Iterable[Secret],
    contact: Contact,
    language: str,
    wrong: dict[int, tuple[str, str]],
) -> list[Line]:
    """Write every line with where it comes from and what became of it."""
    return [
        Line(
            pk=secret.pk,
            sentence=_sentence(secret, contact, language),
            text=wrong[secret.pk][1] if secret.pk in wrong else secret.text,
            notes=_notes(secret, contact, language),
            error=wrong[secret.pk][0] if secret.pk in wrong else "",
        )
        for secret in secrets
    ]


def _sentence(secret: Secret, contact: Contact, language: str) -> str:
    told = secret.told_on if secret.provenance == Provenance.TOLD_US else None
    if secret.in_their_hand:
        day = day_of(told, contact, language)
        return PAGES[language]["own_hand"].format(day=day, text=secret.text)
    return as_they_would_read(
        secret.text,
        secret.kind,
        provenance=secret.provenance,
        told_on=day_of(told, contact, language),
        source=secret.colleague.name if secret.colleague else secret.address,
        translate=lambda line: LINES[language].get(line, line),
    )


def _notes(secret: Secret, contact: Contact, language: str) -> list[str]:
    words = PAGES[language]
    ends = {
        State.DRAFT: ("draft", secret.draft_until),
        State.THIRD_PARTY: ("third", secret.confirm_until),
    }.get(State(secret.state))
    if ends is None and secret.set_aside_on:
        ends = ("aside", secret.set_aside_on + FORGOTTEN_AFTER)
    notes = [words[ends[0]].format(day=day_of(ends[1], contact, language))] if ends else []
    if secret.do_not_mention:
        notes.append(words["silent"])
    return notes + [
        words["used"].format(day=day_of(use.at, contact, language), how=use.how)
        for use in secret.used.all()
    ]


def promised(
    rows: Iterable[Promise | Commitment], contact: Contact, language: str
) -> list[dict[str, str]]:
    """Write what was agreed: the words, by when, and how it stands."""
    words = PAGES[language]
    return [
        {
            "words": row.words,
            "due": words["due"].format(day=day_of(row.due_at, contact, language)),
            "state": words[f"state_{row.state}"],
        }
        for row in rows
    ]


def gifts_shown(gifts: Iterable[Gift], contact: Contact, language: str) -> list[str]:
    """Write what changed hands, when, and what we noted that it was worth."""
    words = PAGES[language]
    return [
        words[f"gift_{gift.direction}"].format(
            day=day_of(gift.on, contact, language), what=_what(gift, words)
        )
        for gift in gifts
    ]


def _what(gift: Gift, words: dict[str, str]) -> str:
    if not gift.value_minor:
        return gift.what
    worth = f"{money.shown(gift.value_minor, gift.currency)} {gift.currency}"
    return words["gift_worth"].format(what=gift.what, worth=worth)


@dataclass(frozen=True)
class Part:
    """One line about their part where they work, and how its address names it."""

    part: str
    pk: int
    sentence: str


def parts_shown(page: OwnPage, contact: Contact, language: str) -> list[Part]:
    """Write what the map of people says of them. Who listens to them is not named: it is theirs."""
    return [Part(one.part, one.pk, _part(one, contact, language)) for one in page.parts]


def _part(one: OwnPart, contact: Contact, language: str) -> str:
    words, day = PAGES[language], day_of(one.on, contact, language)
    if one.part == "role":
        key = "map_told" if one.how == HowKnown.TOLD else "map_seen"
        return words[key].format(day=day, what=words[f"map_{one.what}"], words=one.words)
    if one.part == "place":
        place = [words[f"map_{one.what}"]] if one.what else []
        place += [words["map_reports"].format(name=one.name)] if one.name else []
        return " ".join(place)
    return words[f"map_{one.part}"].format(day=day, name=one.name, words=one.words)


def wishes_shown(contact: Contact, language: str) -> dict[str, object]:
    """Give what they chose so far, each choice with its words."""
    words, policy = PAGES[language], mail_policy()
    preference, answers = preference_of(contact), answers_of(contact)
    channels = preference.channels if preference else list(Channel.values)
    topics = preference.topics if preference else []
    chosen = preference.mails_a_month if preference else None
    said = {purpose: row.answer for purpose, row in answers.items()}
    often = [("", words["often_any"].format(n=policy.cap, days=policy.days), chosen is None)]
    numbers = sorted({*OFTEN, *([chosen] if chosen is not None else [])})
    often += [(str(n), str(n) if n else words["often_none"], n == chosen) for n in numbers]
    return {
        "channels": [(code, words[code], code in channels) for code in Channel.values],
        "topics": [(code, words[code], code in topics) for code in Topic.values],
        "often": often,
        "purposes": [
            (
                purpose,
                words[purpose],
                said.get(purpose) == Answer.GRANTED,
                said.get(purpose) == Answer.REFUSED,
            )
            for purpose in ASKED
        ],
        "speak": [(code, name, code == language) for code, name in LANGUAGES.items()],
        "version": preference.version if preference else "",
        "objecting": said.get(Purpose.REMEMBERING) == Answer.REFUSED,
    }
