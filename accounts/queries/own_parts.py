"""What the map of people says of one contact, for their own page: they ask, so no person does."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import Acquaintance, Contact, ContactRole, Trust

_COLUMNS = ("part", "row", "what", "how", "name", "said", "day")


@dataclass(frozen=True)
class OwnPart:
    """One line: `part` and `pk` name it, the rest is what it says; "" where it says nothing."""

    part: str
    pk: int
    what: str
    how: str
    name: str
    words: str
    on: dt.date | None


def own_parts_of(contact: Contact) -> list[OwnPart]:
    """Give every line about a contact with one question to the base.

    The parts are "role", "trust" (whom they listen to), "trusted" (that somebody listens to them,
    without a name), "known" (who of us says so) and "place" (their level, to whom they report).
    """
    roles = ContactRole.objects.filter(contact=contact)
    trusts = Trust.objects.filter(contact=contact)
    place = Contact.objects.filter(pk=contact.pk).exclude(level="", reports_to__isnull=True)
    rows = _columns(roles, "role", what=F("role"), how=F("how_known"), said=F("words"),
                    day=F("known_on")).union(
        _columns(trusts, "trust", name=F("trusted__name"), said=F("words"), day=F("known_on")),
        _columns(Trust.objects.filter(trusted=contact), "trusted"),
        _columns(Acquaintance.objects.filter(contact=contact), "known", name=F("person__name")),
        _columns(place, "place", what=F("level"), name=F("reports_to__name")),
        all=True,
    )  # fmt: skip
    order = ("role", "trust", "trusted", "known", "place")
    found = [
        OwnPart(part, row, what or "", how or "", name or "", said or "", day)
        for part, row, what, how, name, said, day in rows
    ]
    return sorted(found, key=lambda one: (order.index(one.part), one.what, one.pk))


def _columns(rows: QuerySet[Any, Any], part: str, **given: Any) -> QuerySet[Any, Any]:
    """Give the same columns for each part; what a part has not is empty."""
    shown: dict[str, Any] = {
        "part": Value(part),
        "row": F("pk"),
        **{
            name: Cast(given.get(name, Value("")), CharField())
            for name in ("what", "how", "name", "said")
        },
        "day": Cast(given.get("day", Value(None)), DateField()),
    }
    columns: QuerySet[Any, Any] = rows.order_by().values_list(*(shown[name] for name in _COLUMNS))
    return columns
