"""The engine of every import: one stream, one transaction, each bad row by line and column."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run
from accounts.actions.versions import kind_sentence
from accounts.formats import Reader, Row, RowError
from accounts.imports.kinds import Field, Kind
from accounts.models import Person
from accounts.rules import match_column, restore_cell
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError

CHUNK = 1000


@dataclass(slots=True)
class Report:
    """What an import did, or would have done: `read` is the sum of the others."""

    read: int = 0
    outcome: Outcome = field(default_factory=Outcome)
    ignored: tuple[str, ...] = ()
    is_written: bool = True
    remarks: dict[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, object]:
        """Give the counts and the refused rows, plain enough for JSON."""
        done = self.outcome
        return {
            "read": self.read,
            "created": done.created,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "refused": [
                {"line": each.line, "column": each.column, "reason": str(each.reason)}
                for each in done.refused
            ],
        } | ({"remarks": self.remarks} if self.remarks else {})


def run_import(
    kind: Kind,
    reader: Reader,
    *,
    mapping: Mapping[str, str] | None = None,
    person: Person | None = None,
    zone: ZoneInfo | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> Report:
    """Import a file's rows as a person (None is the system), with that person's rights.

    Everything is one transaction: a dry run takes all of it back, and so does a refused row
    under `all_or_nothing`. Raises UnreadableFileError when reading fails on the way, and
    RuleBrokenError for columns that are missing or a person who may not; nothing is written.
    """
    if person is not None and not kind.may_import(person):
        raise NotAllowedError(_("You may not import %(kind)s.") % {"kind": kind.name})
    columns = _columns_of(kind, reader.columns, mapping or {})
    run = Run(person, clock.now(), zone or clock.company_zone(), settings.COMPANY_CURRENCY)
    work = _Import(kind, columns, run)
    try:
        with transaction.atomic():
            for chunk in _chunks(iter(reader)):
                work.take(chunk)
            work.finish()
            refuse_all = all_or_nothing and bool(work.outcome.refused)
            if dry_run or refuse_all:
                transaction.set_rollback(True)
    except IntegrityError as error:
        raise RuleBrokenError(kind_sentence(error), "import.race") from error
    if refuse_all:
        work.outcome = Outcome(refused=work.outcome.refused)
    used = set(columns.values())
    ignored = tuple(column for column in reader.columns if column not in used)
    return Report(work.read, work.outcome, ignored, not (dry_run or refuse_all), dict(run.remarks))


def _chunks(rows: Iterator[Row | RowError]) -> Iterator[list[Row | RowError]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _columns_of(kind: Kind, header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Say which column holds which field; a column named by hand is taken from the others."""
    names = [each.name for each in kind.fields]
    for name, column in mapping.items():
        if name not in names:
            raise _bad_columns(
                _("%(kind)s have no field “%(name)s”. Fields: %(fields)s."),
                kind=kind.name, name=name, fields=", ".join(names),
            )  # fmt: skip
        if column not in header:
            raise _bad_columns(
                _("The file has no column “%(column)s”. Its columns: %(columns)s."),
                column=column, columns=_listed(header),
            )  # fmt: skip
    free = [column for column in header if column not in mapping.values()]
    open_names = [name for name in names if name not in mapping]
    found = match_column(free, open_names, {each.name: each.synonyms for each in kind.fields})
    columns = {name: match.found for name, match in found.items()} | dict(mapping)
    for each in kind.fields:
        if each.required and not any(name in columns for name in (each.name, *each.instead)):
            raise _bad_columns(
                _("The file has no column for “%(name)s”. Its columns: %(columns)s."),
                name=each.name, columns=_listed(header),
            )  # fmt: skip
    return columns


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in header[:20])
    return shown if len(header) <= 20 else f"{shown}, …"


def _bad_columns(sentence: str, **words: str) -> RuleBrokenError:
    return RuleBrokenError(sentence % words, "import.columns", status=400)


class _Import:
    """One import on its way: what was read, what waits, and which rows said the same before."""

    def __init__(self, kind: Kind, columns: dict[str, str], run: Run) -> None:
        self.kind = kind
        self.columns = columns
        self.fields = [each for each in kind.fields if each.required or each.name in columns]
        self.run = run
        self.read = 0
        self.outcome = Outcome()
        self.waiting: list[tuple[Ready, Refusal]] = []
        self._seen: dict[Hashable, tuple[int, int]] = {}

    def take(self, chunk: list[Row | RowError]) -> None:
        """Parse and write up to a thousand rows."""
        ready = []
        for row in chunk:
            self.read += 1
            parsed: Ready | Refusal | None = (
                Refusal(row.line, row.column, row.reason)
                if isinstance(row, RowError)
                else self._parsed(row)
            )
            if isinstance(parsed, Ready):
                parsed = self._once(parsed)
            if isinstance(parsed, Ready):
                ready.append(parsed)
            elif parsed is not None:
                self.outcome.refused.append(parsed)
        self._write(ready)

    def finish(self) -> None:
        """Try the waiting rows until none of them gets further, then refuse the rest."""
        before = len(self.waiting) + 1
        while self.waiting and len(self.waiting) < before:
            before = len(self.waiting)
            rows = [row for row, _why in self.waiting]
            self.waiting = []
            for start in range(0, len(rows), CHUNK):
                self._write(rows[start : start + CHUNK])
        self.outcome.refused += [self._in_the_files_words(why) for _row, why in self.waiting]
        self.outcome.refused.sort(key=lambda each: each.line)

    def _write(self, rows: list[Ready]) -> None:
        if not rows:
            return
        outcome = self.kind.write(rows, self.run)
        outcome.refused = [self._in_the_files_words(each) for each in outcome.refused]
        self.waiting += outcome.waiting
        self.outcome.add(outcome)

    def _in_the_files_words(self, refusal: Refusal) -> Refusal:
        column = self.columns.get(refusal.column or "", refusal.column)
        return Refusal(refusal.line, column, refusal.reason)

    def _parsed(self, row: Row) -> Ready | Refusal:
        cells = {
            name: restore_cell(row.values.get(column, "")).strip()
            for name, column in self.columns.items()
        }
        if self.kind.prepare is not None:
            cells = self.kind.prepare(cells)
        values: dict[str, object] = {}
        for each in self.fields:
            try:
                value = self._value(each, cells.get(each.name, ""))
            except ValueError as error:
                return Refusal(row.line, self.columns.get(each.name, each.name), str(error))
            if value is not None:
                values[each.name] = value
        return Ready(row.line, values)

    def _value(self, each: Field, cell: str) -> object | None:
        if "\0" in cell:
            raise ValueError(_("There is a character here that cannot be stored (NUL)."))
        if len(cell) > each.longest:
            raise ValueError(_("Longer than %(number)s characters.") % {"number": each.longest})
        if cell:
            return each.parse(cell, self.run)
        if each.required:
            raise ValueError(_("This is needed, and the cell is empty."))
        return None

    def _once(self, row: Ready) -> Ready | Refusal | None:
        """Pass a thing's first row on; the same again changes nothing, another is refused."""
        key = self.kind.key(row)
        if key is None:
            return row
        said = hash(repr(sorted(row.values.items(), key=lambda pair: pair[0])))
        line, before = self._seen.setdefault(key, (row.line, said))
        if line == row.line:
            return row
        if before == said:
            self.outcome.unchanged += 1
            return None
        reason = _("Line %(line)s speaks of the same, and says something else.") % {"line": line}
        return Refusal(row.line, None, reason)
