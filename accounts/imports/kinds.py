"""What can be imported and exported: one `Kind` each, listed in its app's `imports.py`.

A new kind takes three steps; this one imports the colours that customers like::

    def write_colours(rows: list[Ready], run: Run) -> Outcome:      # lives in the app's actions
        sheaf = Sheaf[Colour]()
        there = {c.name: c for c in Colour.objects.filter(name__in=[r.text("name") for r in rows])}
        for row in rows:
            values = dict(row.values)
            sheaf.lay(there.get(row.text("name")), values, lambda: Colour(**values))
        outcome = sheaf.write(Colour, ["name", "hex"])
        journal.record_many(...)                                     # one entry per row written
        return outcome

    COLOURS = Kind(
        name="colours",
        fields=(
            Field("name", required=True, synonyms=("colour", "color")),
            Field("hex", parse=hex_colour),                          # raises ValueError(sentence)
        ),
        write=write_colours,
        key=lambda row: row.text("name"),
        may_import=lambda person: person.has_role("director"),
        export=lambda person: Table(("name", "hex"), Colour.objects.values_list("name", "hex")),
    )
    KINDS = (COLOURS,)                                               # in the app's imports.py

and one line in `crm/home/registry.py`. The engine (`accounts.imports.runs`) reads the file as a
stream, finds the columns, parses, refuses rows by line and column, and calls `write` with at
most 1,000 rows at a time inside one transaction for the whole file. `write` must be
idempotent: rows that say what is there already are counted unchanged, so that a second run
changes nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from accounts.actions.bulk import Outcome, Ready, Run
from accounts.models import Person

Parse = Callable[[str, Run], object]


def as_text(cell: str, run: Run) -> object:  # noqa: ARG001 - one signature for all
    """Take a cell as it is; the blanks around it are gone already."""
    return cell


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    A blank cell says nothing: the row leaves the field as it is (`required` refuses it).
    Otherwise `parse` gives the value; the text of its ValueError becomes the refusal's reason.
    `instead` names fields that `prepare` can make this one from. `longest` is in characters.
    """

    name: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    parse: Parse = as_text
    longest: int = 300
    instead: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What an export writes: a header that an import recognises, and rows of cells as a stream."""

    header: tuple[str, ...]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of import and export.

    `key` gives what makes a row the same thing as another row of the file (None: nothing
    does); rows of a file that contradict each other are refused. `prepare` may complete the
    cells of a row before they are parsed, as a name from given and family name. `may_import`
    and `may_export` are asked for `--as`; None as the person is the system. `can_undo` says
    that `write` keeps the trail of its run, so that an import can be taken back. `more` gives
    fields that are known only in the database. `tells_times` says that its rows hold times, which
    name their zone or are those of one that is chosen.
    """

    name: str
    fields: tuple[Field, ...]
    write: Callable[[list[Ready], Run], Outcome]
    key: Callable[[Ready], Hashable | None] = field(default=lambda row: None)  # noqa: ARG005
    prepare: Callable[[dict[str, str]], dict[str, str]] | None = None
    may_import: Callable[[Person], bool]
    may_export: Callable[[Person], bool] = field(default=lambda person: True)  # noqa: ARG005
    export: Callable[[Person | None], Table] | None = None
    can_undo: bool = False
    tells_times: bool = False
    more: Callable[[], tuple[Field, ...]] = field(default=tuple)

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields every company has, and those this one has of its own."""
        return (*self.fields, *self.more())
