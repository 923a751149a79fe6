"""Whom a rung tells, and the letters they get.

Somebody away is replaced by their deputy. The person a ticket is hidden from is never told
of it; their lead is, instead.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import dateformat, timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import (
    directors,
    leads_of,
    service_leads,
    stand_in_for,
    stewardships_now,
)
from crm import clock
from crm import company as our
from crm.notices import actions as notices
from crm.recovery.models import Rung, Ticket


@dataclass
class Audiences:
    """Looks up who is meant, once for a whole sweep; `at` decides who is away."""

    at: dt.datetime
    _circles: dict[str, list[Person]] = field(default_factory=dict)
    _stewards: dict[int, list[Person]] = field(default_factory=dict)
    _owners: dict[int | None, Person] = field(default_factory=dict)

    def learn_stewards(self, customer_ids: Iterable[int]) -> None:
        """Fetch the stewards of many customers at once."""
        wanted = set(customer_ids)
        for one in wanted:
            self._stewards[one] = []
        rows = stewardships_now().filter(customer_id__in=wanted)
        for row in rows.select_related("person__deputy"):
            self._stewards[row.customer_id].append(row.person)

    def learn_owners(self, tickets: Iterable[Ticket]) -> None:
        """Give many tickets their owners, each person fetched once for the whole sweep."""
        owned = [ticket for ticket in tickets if ticket.owner_id is not None]
        wanted = {ticket.owner_id for ticket in owned} - self._owners.keys()
        people = Person.objects.select_related("deputy").in_bulk(wanted) if wanted else {}
        self._owners |= people
        for ticket in owned:
            ticket.owner = self._owners[ticket.owner_id]

    def told_by(self, rung: Rung, ticket: Ticket) -> list[Person]:
        """Give the people a rung tells, each once; empty when there is nobody."""
        meant = [one for word in rung.tells for one in self._meant(word, rung, ticket)]
        return self._reachable(meant, ticket)

    def in_charge(self, ticket: Ticket) -> list[Person]:
        """Give who hears of it when nobody else would: service leads, else directors."""
        return self._reachable(self._service_leads(), ticket) or self._reachable(
            self._directors(), ticket
        )

    def owner_or_leads(self, ticket: Ticket) -> list[Person]:
        """Give who looks after it, or their deputy; whoever is in charge when nobody does."""
        own = self._reachable([ticket.owner], ticket) if ticket.owner else []
        return own or self.in_charge(ticket)

    def _meant(self, word: str, rung: Rung, ticket: Ticket) -> list[Person]:
        if word == "owner":
            return [ticket.owner] if ticket.owner else []
        if word == "team_lead":
            return self._leads(ticket.owner) if ticket.owner else []
        if word == "steward":
            if ticket.customer_id not in self._stewards:
                self.learn_stewards([ticket.customer_id])
            return self._stewards[ticket.customer_id]
        if word == "service_lead":
            return self._service_leads()
        if word == "director":
            return self._directors()
        return self._named(rung)

    def _reachable(self, meant: list[Person], ticket: Ticket) -> list[Person]:
        found: dict[int, Person] = {}
        for person in meant:
            for one in self._instead_of(person, ticket):
                if one.is_active and one.pk != ticket.hidden_from_id:
                    found.setdefault(one.pk, one)
        return list(found.values())

    def _instead_of(self, person: Person, ticket: Ticket) -> list[Person]:
        one = stand_in_for(person, self.at)
        if one.pk != ticket.hidden_from_id:
            return [one]
        return [stand_in_for(lead, self.at) for lead in self._leads(one)]

    def _service_leads(self) -> list[Person]:
        return self._circle("service_leads", service_leads)

    def _directors(self) -> list[Person]:
        return self._circle("directors", directors)

    def _leads(self, person: Person) -> list[Person]:
        return self._circle(f"leads of {person.pk}", lambda: leads_of(person))

    def _named(self, rung: Rung) -> list[Person]:
        ids = [int(one) for one in rung.persons]
        return self._circle(
            f"persons {ids}", lambda: Person.objects.filter(pk__in=ids, is_active=True)
        )

    def _circle(self, name: str, people: Callable[[], QuerySet[Person]]) -> list[Person]:
        if name not in self._circles:
            self._circles[name] = list(people().select_related("deputy"))
        return self._circles[name]


@dataclass(frozen=True)
class Letter:
    """What one person is told: a subject of one line, and the body."""

    subject: str
    body: str


def letter(
    name: str, ticket: Ticket, person: Person, *, due_at: dt.datetime | None = None
) -> Letter:
    """Write the letter `templates/emails/recovery/<name>.txt` in a person's language and zone.

    Its first line is the subject. A rung of a policy's own uses the letter `rung`.
    """
    zone = zoneinfo.ZoneInfo(person.zone or our.zone())
    cycle = ticket.cycle
    with translation.override(person.language or our.language()):
        text = _template(name).render(
            {
                "number": ticket.pk,
                "customer": ticket.customer.name,
                "words": ticket.words,
                "severity": ticket.get_severity_display(),
                "owner": ticket.owner.name if ticket.owner else _("nobody yet"),
                "key": name,
                "rung_at": _when_named(due_at, zone),
                "respond_by": _when_named(cycle.respond_by, zone),
                "recover_by": _when_named(cycle.recover_by, zone),
                "reported_at": _when_named(cycle.started_at, zone),
                "url": settings.BASE_URL + ticket_url(ticket),
            }
        )
    subject, _break, body = text.strip().partition("\n")
    return Letter(subject.strip(), body.strip())


@cache
def _template(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Django names its type privately
    try:
        return get_template(f"emails/recovery/{name}.txt")
    except TemplateDoesNotExist:
        return get_template("emails/recovery/rung.txt")


def _written(at: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    return dateformat.format(timezone.localtime(at, zone), "D j M, H:i T") if at else ""


# Written only where a letter names it: a sweep writes thousands of letters.
_when_named = lazy(_written, str)


def ticket_url(ticket: Ticket) -> str:
    """Give the address of the ticket's page inside the house."""
    return reverse("ticket", args=[ticket.pk])


def tell_opened(ticket: Ticket, *, by: Person | None) -> None:
    """Tell the owner, and of a repeated mishap the service leads at once."""
    tell_owner(ticket, by=by)
    if ticket.repeat_of_id and ticket.cycle.number == 1:
        leads = Audiences(clock.now()).in_charge(ticket)
        _tell("repeat", ticket, leads, must_tell=True)


def tell_owner(ticket: Ticket, *, by: Person | None) -> None:
    """Tell a new owner (or the deputy of one who is away), unless they took it themselves."""
    if ticket.owner is None or (by is not None and by.pk == ticket.owner.pk):
        return
    one = stand_in_for(ticket.owner, clock.now())
    if one.pk != ticket.hidden_from_id:
        _tell("owner", ticket, [one], once=f"owner:{ticket.owner.pk}:{ticket.version}")


def tell_of(name: str, ticket: Ticket, people: list[Person], *, once: str) -> None:
    """Write people the letter of this name about a ticket, once for each `once`."""
    _tell(name, ticket, people, once=once)


def _tell(
    name: str, ticket: Ticket, people: list[Person], *, once: str = "", must_tell: bool = False
) -> None:
    key = f"recovery:{ticket.pk}:{ticket.cycle.number}:{once or name}"
    written = [(person, letter(name, ticket, person)) for person in people]
    notices.tell_many(
        notices.NewNotice(
            person=person,
            once_key=key,
            subject=text.subject,
            body=text.body,
            url=ticket_url(ticket),
            about_kind="ticket",
            about_id=str(ticket.pk),
            customer_id=ticket.customer_id,
            must_tell=must_tell,
            event=name,
            is_private=ticket.hidden_from_id is not None,
        )
        for person, text in written
    )
