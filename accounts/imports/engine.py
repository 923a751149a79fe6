"""The engine of every import: parses rows, writes them by the thousand, names each bad one."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run
from accounts.actions.versions import kind_sentence
from accounts.formats import Row, RowError
from accounts.imports.kinds import Field, Kind
from accounts.rules import restore_cell

CHUNK = 1000


def chunks_of(rows: Iterator[Row | RowError]) -> Iterator[list[Row | RowError]]:
    """Cut a stream of rows into lists of a thousand."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


class Work:
    """One import on its way: what was read, what waits, and which rows said the same before.

    Where `row_by_row`, rows that break a constraint of the database are found one by one and
    refused; otherwise the IntegrityError ends the import.
    """

    def __init__(
        self, kind: Kind, columns: dict[str, str], run: Run, *, row_by_row: bool = False
    ) -> None:
        self.kind = kind
        self.row_by_row = row_by_row
        self.columns = columns
        self.fields = [
            each
            for each in kind.all_fields
            if each.required or any(name in columns for name in (each.name, *each.instead))
        ]
        self.run = run
        self.read = 0
        self.outcome = Outcome()
        self.waiting: list[tuple[Ready, Refusal]] = []
        self._seen: dict[Hashable, tuple[int, int]] = {}

    def take(self, chunk: list[Row | RowError]) -> None:
        """Parse and write up to a thousand rows."""
        self._write(self._ready(chunk))

    def pass_over(self, chunk: list[Row | RowError], waiting_lines: set[int]) -> None:
        """Read again what an earlier run has written, only to know it; what waits, waits."""
        refused, unchanged = list(self.outcome.refused), self.outcome.unchanged
        for row in self._ready(chunk):
            if row.line in waiting_lines:
                reason = _("The row it belongs to is not there.")
                self.waiting.append((row, Refusal(row.line, None, reason)))
        self.outcome.refused, self.outcome.unchanged = refused, unchanged

    def _ready(self, chunk: list[Row | RowError]) -> list[Ready]:
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
        return ready

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
        trail = len(self.run.trail or ())
        try:
            with transaction.atomic():
                outcome = self.kind.write(rows, self.run)
        except IntegrityError as error:
            sentence = kind_sentence(error)
            if not self.row_by_row:
                raise
            del (self.run.trail or [])[trail:]
            if len(rows) == 1:
                self.outcome.refused.append(Refusal(rows[0].line, None, sentence))
            for row in rows if len(rows) > 1 else ():
                self._write([row])
            return
        outcome.refused = [self._in_the_files_words(each) for each in outcome.refused]
        self.waiting += outcome.waiting
        self.outcome.add(outcome)

    def _in_the_files_words(self, refusal: Refusal) -> Refusal:
        column = self.columns.get(refusal.column or "", refusal.column)
        return replace(refusal, column=column)

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
