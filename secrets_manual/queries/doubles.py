"""As whom somebody is perhaps the same: the other one of a pair, with a line to know them by."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import ContactPair, Person
from secrets_manual.models import Secret, State
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import contacts_of_mine, secrets_visible


@dataclass(frozen=True)
class Twin:
    """The other one: the name, what they do and where, and the latest line kept about them."""

    name: str
    at: str
    line: str = ""


def perhaps_the_same(person: Person, doubles: list[int]) -> dict[int, Twin]:
    """Give by contact the other one, among those the person writes about; a reading like any."""
    pairs = ContactPair.objects.filter(
        Q(first__in=doubles) | Q(second__in=doubles), parted_at__isnull=True
    ).values_list("first_id", "second_id")
    sides = [*pairs, *((second, first) for first, second in pairs)]
    others = {one: other for one, other in sides if one in doubles}
    known = contacts_of_mine(person).in_bulk(list(others.values()))
    lines = _lines(person, list(known))
    return {
        one: Twin(
            known[other].name,
            known[other].title or known[other].customer.name,
            lines[other].text if other in lines else "",
        )
        for one, other in others.items()
        if other in known
    }


def _lines(person: Person, contacts: list[int]) -> dict[int | None, Secret]:
    kept = secrets_visible(person).filter(contact__in=contacts, state=State.KEPT)
    rows = {each.contact_id: each for each in kept.order_by("contact", "-id").distinct("contact")}
    if rows:
        note_reading(
            person=person,
            customers={each.customer_id: each.customer for each in rows.values()}.values(),
        )
    return rows
