"""The map of people as its page shows it: and who of us knows whom, by talks both ways."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from accounts.models import Contact, Customer, CustomerKind, Person
from accounts.queries import people_on_map
from accounts.queries.maps import OnMap
from crm import clock
from crm.home.queries.drawn import Box, Curve, Knower, Someone, box_of, curves_of
from crm.home.rules.drawing import Drawing, drawing_of
from secrets_manual.models import Participant, Turn
from secrets_manual.queries import conversations_visible
from secrets_manual.rules.health import HORIZON, is_single_threaded, is_two_way

MOST_TALKS = 3000
#: A drawing of more people helps nobody; the list has them all.
DRAWN = 40


@dataclass(frozen=True)
class PeopleMap:
    """The whole page: everybody from top to bottom, the drawing, and what to mind.

    `unknown` are those whom nobody of us knows; `is_thin` says that fewer than two are known.
    """

    everybody: list[Someone]
    unknown: list[Contact]
    is_thin: bool
    drawing: Drawing | None = None
    boxes: list[Box] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)

    @property
    def known(self) -> int:
        return len(self.everybody) - len(self.unknown)


def people_map(person: Person, customer: Customer) -> PeopleMap:
    """Gather the map of a readable customer."""
    rows = people_on_map(person, customer)
    knowers = _knowers(person, customer)
    everybody = [Someone(row, _known_by(row, knowers[row.contact.pk])) for row in rows]
    unknown = [one.contact for one in everybody if not one.knowers]
    known = [one.contact.pk for one in everybody if one.knowers]
    is_thin = customer.kind == CustomerKind.ORGANISATION and is_single_threaded(known)
    ordered = _from_top(everybody)
    if len(ordered) > DRAWN or len(ordered) < 2:
        return PeopleMap(ordered, unknown, is_thin)
    drawing = drawing_of({one.contact.pk: one.contact.reports_to_id for one in ordered})
    boxes = [box_of(one, drawing.spots[one.contact.pk]) for one in ordered]
    return PeopleMap(ordered, unknown, is_thin, drawing, boxes, list(curves_of(ordered, drawing)))


def knowers_of(person: Person, contact: Contact) -> Someone | None:
    """Give one contact with their lines and who of us knows them; None where one may not read."""
    rows = people_on_map(person, contact.customer, only=contact)
    if not rows:
        return None
    return Someone(rows[0], _known_by(rows[0], _knowers(person, contact.customer)[contact.pk]))


def _knowers(person: Person, customer: Customer) -> dict[int, list[Knower]]:
    """Count, per contact and one of us, the days with a talk that went both ways."""
    takers = Participant.objects.filter(conversation=OuterRef("pk")).values("contact_id")
    now, zone = clock.now(), clock.company_zone()
    talks = (
        conversations_visible(person)
        .filter(customer=customer, at__gt=now - HORIZON, at__lte=now, person__is_active=True)
        .annotate(
            answered=Exists(Turn.objects.filter(conversation=OuterRef("pk"))),
            takers=ArraySubquery(takers),
        )
        .order_by("-at")[:MOST_TALKS]
    )
    days: dict[tuple[int, int], set[dt.date]] = defaultdict(set)
    people: dict[int, Person] = {}
    for talk in talks:
        shown = vars(talk)
        if not is_two_way(talk.kind, started_by=talk.started_by, answered=shown["answered"]):
            continue
        people[talk.person_id] = talk.person
        for who in {talk.contact_id, *shown["takers"]} - {None}:
            days[who, talk.person_id].add(talk.at.astimezone(zone).date())
    found: dict[int, list[Knower]] = defaultdict(list)
    for (who, ours), on in days.items():
        found[who].append(Knower(people[ours], len(on), max(on)))
    for knowers in found.values():
        knowers.sort(key=lambda one: (-one.n, one.person.name))
    return found


def _known_by(row: OnMap, talked: list[Knower]) -> list[Knower]:
    """Lay beside the talks what people say themselves."""
    said = {each.person_id: each for each in row.known_by}
    both = [
        Knower(one.person, one.n, one.last_on, said.pop(one.person.pk).words)
        if one.person.pk in said
        else one
        for one in talked
    ]
    return both + [Knower(each.person, says=each.words) for each in said.values()]


def _from_top(everybody: list[Someone]) -> list[Someone]:
    """Put each below the one they report to, as deep as we know it."""
    by_id = {one.contact.pk: one for one in everybody}
    roots: list[Someone] = []
    for one in everybody:
        chief = by_id.get(one.contact.reports_to_id or 0)
        (chief.below if chief else roots).append(one)
    ordered: list[Someone] = []
    waiting = [(0, one) for one in reversed(roots)]
    while waiting:
        depth, one = waiting.pop()
        one.depth = depth
        ordered.append(one)
        waiting += [(depth + 1, each) for each in reversed(one.below)]
    return ordered
