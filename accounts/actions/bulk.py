"""Writing many rows at once: what imports hand to the actions, and what they hear back."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Q
from django.db.models.functions import Lower
from django.utils.functional import Promise

from accounts.models import Person, Versioned

BATCH = 1000
Made = TypeVar("Made", bound=Model)


@dataclass(frozen=True, slots=True)
class Ready:
    """One row of a file, parsed. `values` holds only the fields that are not blank."""

    line: int
    values: dict[str, object]

    def own(self, before: dict[str, object]) -> dict[str, object]:
        """Give the fields of one's own as they are after this row; nothing when it says none."""
        said = {
            name.removeprefix("custom_"): value
            for name, value in self.values.items()
            if name.startswith("custom_")
        }
        return {"custom": {**before, **said}} if said else {}

    def text(self, name: str) -> str:
        """Give a text field, "" where the row has none."""
        return str(self.values.get(name) or "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that is not written, and why; `column` is the file's own name, or None.

    Where `keeps_no_words`, nothing that stands in the row is kept with the refusal.
    """

    line: int
    column: str | None
    reason: str | Promise
    keeps_no_words: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of some rows.

    `refused` names fields where a file has columns; the import puts the file's names there.
    `waiting` rows need a row that may stand further down (a parent): they are tried again
    after the rest, and refused as written beside them when nothing more can be done.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    waiting: list[tuple[Ready, Refusal]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Add up the counts of another chunk; what waits is looked at by the caller."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.refused += other.refused


@dataclass(slots=True)
class Sheaf(Generic[Made]):
    """Rows of one model, sorted into what is new, what changes and what stays as it is."""

    new: list[Made] = field(default_factory=list)
    changed: list[Made] = field(default_factory=list)
    unchanged: list[Made] = field(default_factory=list)
    before: dict[int, dict[str, object]] = field(default_factory=dict)

    def lay(self, row: Made | None, values: dict[str, object], make: Callable[[], Made]) -> Made:
        """Put one row where it belongs: `row` is the one there is, `make` builds a new one.

        Only `values` are compared and set; what the file does not speak of stays.
        """
        if row is None:
            fresh = make()
            self.new.append(fresh)
            return fresh
        differing = {name: new for name, new in values.items() if getattr(row, name) != new}
        if differing:
            was = self.before.setdefault(row.pk, {})
            for name in differing:
                was.setdefault(name, getattr(row, name))
        for name, new in differing.items():
            setattr(row, name, new)
        (self.changed if differing else self.unchanged).append(row)
        return row

    def write(self, model: type[Made], fields: Iterable[str], run: "Run | None" = None) -> Outcome:
        """Write both sheaves in bulk, counting the edit where rows carry a version.

        A `run` that keeps a trail is told, so that the import can be undone.
        """
        model._default_manager.bulk_create(self.new, batch_size=BATCH)  # noqa: SLF001
        if self.changed:
            names = list(fields)
            for row in self.changed:
                if isinstance(row, Versioned):
                    row.version += 1
                    names.append("version")
            model._default_manager.bulk_update(  # noqa: SLF001
                self.changed, sorted(set(names)), batch_size=BATCH
            )
        if run is not None:
            run.note_made(self.new)
            for row in self.changed:
                run.note_changed(row, self.before[row.pk])
        return Outcome(len(self.new), len(self.changed), len(self.unchanged))


@dataclass(frozen=True, slots=True)
class Step:
    """One row as an import left it; `before` is None for a row it made.

    `follows` marks a row that goes with another, as a stewardship with its customer.
    """

    row: Model
    before: dict[str, object] | None
    follows: bool = False


@dataclass(slots=True)
class Run:
    """One import on its way.

    `person` acts (None is the system). Local times are in `zone`, money is in `currency`;
    `written_at` is the one moment that all its rows are written at. `remarks` counts what was
    done with rows that were kept although something about them was odd, sentence by sentence.
    `trail` gathers what is written, for whoever wants to undo it; None gathers nothing.
    """

    person: Person | None
    written_at: dt.datetime
    zone: ZoneInfo
    currency: str
    remarks: Counter[str] = field(default_factory=Counter)
    trail: list[Step] | None = None

    def note_made(self, rows: Iterable[Model], *, follows: bool = False) -> None:
        """Remember rows that were made."""
        if self.trail is not None:
            self.trail += [Step(row, None, follows) for row in rows]

    def note_changed(self, row: Model, before: dict[str, object]) -> None:
        """Remember a row that was changed, and what stood there."""
        if self.trail is not None:
            self.trail.append(Step(row, before))


def lacking(row: Model, values: dict[str, object]) -> dict[str, object]:
    """Keep of some values those the row has nothing for; a name and a reference are its own."""
    own = {name: {**getattr(row, name)} for name in values if name == "custom"}
    filled = {
        name: value
        for name, value in values.items()
        if name not in {"name", "reference", *own} and getattr(row, name) in (None, "")
    }
    return filled | {name: {**values[name], **here} for name, here in own.items()}  # type: ignore[dict-item]


def people_called(names: Iterable[str]) -> dict[str, Person]:
    """Find people by address (whatever its capitals) or by exact name, as files name them."""
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    addresses = {name.lower() for name in wanted}
    found: dict[str, Person] = {}
    people = Person.objects.annotate(address=Lower("email"))
    for person in people.filter(Q(name__in=wanted) | Q(address__in=addresses)).order_by("-id"):
        found[person.name] = person
        if person.email:
            found |= {name: person for name in wanted if name.lower() == person.email.lower()}
    return found
