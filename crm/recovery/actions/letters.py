"""Writing the letters of `templates/emails/recovery/`: each is rendered once for a language.

A sweep writes thousands that differ in names, times and words alone. So a template is rendered
with marks in their places, and a letter puts its own there. Templates may therefore name these
fields, and not decide by them.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm import company as our
from crm.recovery.models import Severity
from crm.recovery.queries import Case

_MARK = "\x00"  # in no text of the database
FIELDS: dict[str, Callable[["_Told"], str]] = {
    "number": lambda told: str(told.ticket.pk),
    "customer": lambda told: told.ticket.customer_name,
    "words": lambda told: told.ticket.words,
    "said": lambda told: told.said,
    "severity": lambda told: str(Severity(told.ticket.severity).label),
    "owner": lambda told: told.ticket.owner.name if told.ticket.owner else _("nobody yet"),
    "key": lambda told: told.name,
    "rung_at": lambda told: told.written(told.due_at),
    "respond_by": lambda told: told.written(told.ticket.cycle.respond_by),
    "recover_by": lambda told: told.written(told.ticket.cycle.recover_by),
    "reported_at": lambda told: told.written(told.ticket.cycle.started_at),
    "url": lambda told: settings.BASE_URL + ticket_url(told.ticket),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told: a subject of one line, and the body."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class _Told:
    name: str
    ticket: Case
    due_at: dt.datetime | None
    language: str
    zone: str
    said: str = ""

    def written(self, at: dt.datetime | None) -> str:
        if at is None:
            return ""
        return _minute(at.replace(second=0, microsecond=0), self.zone, self.language)


def letter(
    name: str,
    ticket: Case,
    person: Person,
    *,
    due_at: dt.datetime | None = None,
    on_call: bool = False,
    said: str = "",
) -> Letter:
    """Write the letter `templates/emails/recovery/<name>.txt` in a person's language and zone.

    Its first line is the subject. A rung of a policy's own uses the letter `rung`. `said` are
    words of the customer's that are the news.
    """
    language = person.language or our.language()
    told = _Told(name, ticket, due_at, language, clock.zone_called(person.zone).key, said)
    with translation.override(language):
        words, fields = _pattern(name, language)
        text = words[0] + "".join(
            FIELDS[field](told) + after for field, after in zip(fields, words[1:], strict=True)
        )
        if on_call:
            text = text.rstrip() + "\n\n" + _("You are woken because you are on call.")
    subject, _break, body = text.strip().partition("\n")
    return Letter(subject.strip(), body.strip())


@cache
def _pattern(name: str, language: str) -> tuple[list[str], list[str]]:
    """Give the words of a letter, and the fields between them."""
    try:
        template = get_template(f"emails/recovery/{name}.txt")
    except TemplateDoesNotExist:
        template = get_template("emails/recovery/rung.txt")
    marked = {field: f"{_MARK}{field}{_MARK}" for field in FIELDS}
    with translation.override(language):
        parts = template.render(marked).split(_MARK)
    return parts[::2], parts[1::2]


@lru_cache(maxsize=10_000)
def _minute(at: dt.datetime, zone: str, language: str) -> str:
    """Write a minute in a zone and the active language, which is told apart here."""
    del language
    return dateformat.format(at.astimezone(zoneinfo.ZoneInfo(zone)), "D j M, H:i T")


def ticket_url(ticket: Case) -> str:
    """Give the address of the ticket's page inside the house."""
    before, after = _around_the_number()
    return f"{before}{ticket.pk}{after}"


@cache
def _around_the_number() -> tuple[str, str]:
    before, _number, after = reverse("ticket", args=[0]).rpartition("0")
    return before, after
