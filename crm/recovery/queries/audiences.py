"""Whom a rung tells: looked up once for a whole sweep.

Somebody away is replaced by their deputy. The person a ticket is hidden from is never told
of it; their lead is, instead.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import QuerySet

from accounts.models import Person
from accounts.queries import (
    directors,
    leads_of,
    service_leads,
    stand_in_for,
    stewardships_now,
)
from crm.recovery.models import Ticket
from crm.recovery.queries.due import DueTicket
from crm.recovery.queries.rota import Watch

#: A ticket, or what a sweep reads of one.
Case = Ticket | DueTicket


class Telling(Protocol):
    """What a rung says of whom it tells: of a ticket's own ladder, or of one being edited."""

    @property
    def tells(self) -> Iterable[str]: ...
    @property
    def persons(self) -> Iterable[str]: ...


@dataclass
class Audiences:
    """Looks up who is meant, once for a whole sweep; `at` decides who is away."""

    at: dt.datetime
    watch: Watch = field(init=False)
    _circles: dict[str, list[Person]] = field(default_factory=dict)
    _stewards: dict[int, list[Person]] = field(default_factory=dict)
    _owners: dict[int | None, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.watch = Watch(self.at)

    def learn_stewards(self, customer_ids: Iterable[int]) -> None:
        """Fetch the stewards of many customers at once."""
        wanted = set(customer_ids)
        for one in wanted:
            self._stewards[one] = []
        rows = stewardships_now().filter(customer_id__in=wanted)
        for row in rows.select_related("person__deputy"):
            self._stewards[row.customer_id].append(row.person)

    def learn_owners(self, tickets: Iterable[DueTicket]) -> None:
        """Give many tickets their owners, each person fetched once for the whole sweep."""
        owned = [ticket for ticket in tickets if ticket.owner_id is not None]
        wanted = {ticket.owner_id for ticket in owned} - self._owners.keys()
        people = Person.objects.select_related("deputy").in_bulk(wanted) if wanted else {}
        self._owners |= people
        for ticket in owned:
            ticket.owner = self._owners[ticket.owner_id]

    def told_by(self, rung: Telling, ticket: Case) -> list[Person]:
        """Give the people a rung tells, each once; empty when there is nobody."""
        meant = [one for word in rung.tells for one in self._meant(word, rung, ticket)]
        return self._reachable(meant, ticket)

    def in_charge(self, ticket: Case) -> list[Person]:
        """Give who hears of it when nobody else would: service leads, else directors."""
        return self._reachable(self._service_leads(), ticket) or self._reachable(
            self._directors(), ticket
        )

    def owner_or_leads(self, ticket: Case) -> list[Person]:
        """Give who looks after it, or their deputy; whoever is in charge when nobody does."""
        own = self._reachable([ticket.owner], ticket) if ticket.owner else []
        return own or self.in_charge(ticket)

    def on_call(self, ticket: Case) -> list[Person]:
        """Give who alone is woken for a ticket now; empty by day, or when no rota says."""
        return self._reachable(self.watch.on_call(ticket), ticket)

    def _meant(self, word: str, rung: Telling, ticket: Case) -> list[Person]:
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

    def _reachable(self, meant: list[Person], ticket: Case) -> list[Person]:
        found: dict[int, Person] = {}
        for person in meant:
            for one in self._instead_of(person, ticket):
                if one.is_active and one.pk != ticket.hidden_from_id:
                    found.setdefault(one.pk, one)
        return list(found.values())

    def _instead_of(self, person: Person, ticket: Case) -> list[Person]:
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

    def _named(self, rung: Telling) -> list[Person]:
        ids = [int(one) for one in rung.persons]
        return self._circle(
            f"persons {ids}", lambda: Person.objects.filter(pk__in=ids, is_active=True)
        )

    def _circle(self, name: str, people: Callable[[], QuerySet[Person]]) -> list[Person]:
        if name not in self._circles:
            self._circles[name] = list(people().select_related("deputy"))
        return self._circles[name]
