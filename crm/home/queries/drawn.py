"""The people of a map and their boxes: what the drawing of a map is made of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Contact, Person
from accounts.queries.maps import OnMap
from crm.home.rules.drawing import HIGH, WIDE, Drawing, Spot

LONGEST_NAME = 24


@dataclass(frozen=True)
class Knower:
    """One of us who knows a contact: on how many days they talked, when last; or they say so."""

    person: Person
    n: int = 0
    last_on: dt.date | None = None
    says: str | None = None


@dataclass
class Someone:
    """One contact on the page, and those who report to them."""

    on_map: OnMap
    knowers: list[Knower] = field(default_factory=list)
    below: list["Someone"] = field(default_factory=list)
    depth: int = 0

    @property
    def contact(self) -> Contact:
        return self.on_map.contact


@dataclass(frozen=True)
class Box:
    """One contact on the drawing."""

    spot: Spot
    name: str
    title: str
    parts: str
    is_known: bool


@dataclass(frozen=True)
class Curve:
    """Whom somebody listens to, as a bent line between two boxes."""

    path: str


def box_of(one: Someone, spot: Spot) -> Box:
    parts = ", ".join(str(role.get_role_display()) for role in one.on_map.roles)
    return Box(
        spot,
        _short(one.contact.name),
        _short(one.contact.title),
        _short(parts),
        is_known=bool(one.knowers),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"


def curves_of(everybody: list[Someone], drawing: Drawing) -> Iterable[Curve]:
    for one in everybody:
        for trust in one.on_map.trusts:
            there = drawing.spots.get(trust.trusted_id)
            if there is not None:
                yield Curve(_path(drawing.spots[one.contact.pk], there))


def _path(start: Spot, end: Spot) -> str:
    """Bend below two boxes of one row, or from side to side of two rows."""
    if start.y == end.y:
        low, half = start.y + HIGH, (start.middle + end.middle) // 2
        return f"M{start.middle} {low}Q{half} {low + 34} {end.middle} {low}"
    from_y, to_y = start.y + HIGH // 2, end.y + HIGH // 2
    right = start.x + WIDE, end.x + WIDE
    return f"M{right[0]} {from_y}Q{max(right) + 30} {(from_y + to_y) // 2} {right[1]} {to_y}"
