"""Imports made in the browser: a dry run, then chunks that are transactions of their own.

Whoever is killed on the way leaves whole chunks behind; the next run goes on after them. Rows
that were written are read again only to know what the file has said before.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.batches import finish_writing, keep_check, note_chunk, stop_batch
from accounts.actions.bulk import Outcome, Run
from accounts.actions.versions import kind_sentence
from accounts.formats import Reader, Row, RowError, UnreadableFileError, read_rows
from accounts.imports.columns import columns_of
from accounts.imports.engine import Work, chunks_of
from accounts.imports.kinds import Kind
from accounts.models import ImportBatch, ImportFile, ImportState
from crm import clock
from crm import company as our
from crm.errors import RuleBrokenError

Cells = dict[int, dict[str, str]]
PROGRESS_SECONDS: Final = 3600


class _OvertakenError(Exception):
    """Somebody else works at this batch, or it was stopped."""


@contextmanager
def opened(content: bytes, *, has_header: bool) -> Iterator[Reader]:
    """Open a file that lies in memory or in the database. Raises UnreadableFileError."""
    with tempfile.NamedTemporaryFile(prefix="import-") as stream:
        stream.write(content)
        stream.flush()
        yield read_rows(Path(stream.name), has_header=has_header)


def progress_of(batch: ImportBatch) -> int:
    """Give how many rows were looked at; where nothing is committed yet, the worker says so."""
    return int(cache.get(_progress_key(batch), 0)) or batch.rows_done


def check_batch(batch: ImportBatch, kind: Kind) -> None:
    """Try the whole file and take all of it back; keep what was found."""
    with _sentences(batch):
        content = _content(batch)
        with opened(content, has_header=batch.has_header) as reader:
            work = _work(batch, kind, reader)
            with transaction.atomic():
                for chunk in chunks_of(iter(reader)):
                    work.take(chunk)
                    cache.set(_progress_key(batch), work.read, PROGRESS_SECONDS)
                work.finish()
                transaction.set_rollback(True)
            cells = _cells_of(reader, {each.line for each in work.outcome.refused})
        remarks = dict(work.run.remarks)
        keep_check(batch=batch, read=work.read, outcome=work.outcome, cells=cells, remarks=remarks)
    cache.delete(_progress_key(batch))


def write_batch(batch: ImportBatch, kind: Kind) -> None:
    """Write a batch, or go on writing it; several at once do no harm."""
    with _sentences(batch):
        content = _content(batch)
        with opened(content, has_header=batch.has_header) as reader:
            if batch.all_or_nothing:
                _write_whole(batch, kind, reader)
            else:
                _write_by_chunks(batch, kind, reader)
    cache.delete(_progress_key(batch))


def _write_by_chunks(batch: ImportBatch, kind: Kind, reader: Reader) -> None:
    work = _work(batch, kind, reader)
    done, waiting = batch.rows_done, set(batch.waiting_lines)
    for chunk in chunks_of(iter(reader)):
        if work.read + len(chunk) <= done:
            work.pass_over(chunk, waiting)
            continue
        with transaction.atomic():
            row = _held(batch, work.read)
            work.take(chunk)
            _note(row, work, rows=len(chunk), cells=_cells_in(chunk))
    with transaction.atomic():
        row = _held(batch, work.read)
        lines = {ready.line for ready, _why in work.waiting}
        work.finish()
        _note(row, work, rows=0, cells=_cells_of(reader, lines))
        finish_writing(batch=row)


def _write_whole(batch: ImportBatch, kind: Kind, reader: Reader) -> None:
    """Write all rows in one transaction, or none of them."""
    work = _work(batch, kind, reader)
    with transaction.atomic():
        row = _held(batch, 0)
        for chunk in chunks_of(iter(reader)):
            work.take(chunk)
            cache.set(_progress_key(batch), work.read, PROGRESS_SECONDS)
        work.finish()
        refused = list(work.outcome.refused)
        if refused:
            transaction.set_rollback(True)
        else:
            _note(row, work, rows=work.read, cells={})
            finish_writing(batch=row)
    if refused:
        sentence = _("Nothing was written: line %(line)s was refused. %(reason)s")
        reason = str(refused[0].reason)
        raise RuleBrokenError(sentence % {"line": refused[0].line, "reason": reason}, "import.all")


def _work(batch: ImportBatch, kind: Kind, reader: Reader) -> Work:
    person = batch.person
    if not person.is_active or not kind.may_import(person):
        raise RuleBrokenError(
            _("%(name)s may not import %(kind)s any more.")
            % {"name": person.name, "kind": kind.name},
            "import.not_allowed",
        )
    columns = columns_of(kind, reader.columns, batch.mapping, guess=False)
    zone = clock.zone_called(batch.zone or person.zone)
    run = Run(person, batch.begun_at or clock.now(), zone, our.currency())
    run.trail = []
    return Work(kind, columns, run, row_by_row=True)


def _held(batch: ImportBatch, rows_done: int) -> ImportBatch:
    """Lock the batch for one chunk, unless somebody else has come further."""
    row = (
        ImportBatch.objects.select_for_update(skip_locked=True)
        .filter(pk=batch.pk, state=ImportState.WRITING, rows_done=rows_done)
        .first()
    )
    if row is None:
        raise _OvertakenError
    return row


def _note(row: ImportBatch, work: Work, *, rows: int, cells: Mapping[int, dict[str, str]]) -> None:
    note_chunk(
        batch=row,
        rows=rows,
        outcome=work.outcome,
        cells=cells,
        trail=work.run.trail or [],
        waiting_lines=[ready.line for ready, _why in work.waiting],
    )
    work.outcome, work.run.trail = Outcome(), []


def _cells_in(chunk: Iterable[Row | RowError]) -> Cells:
    return {row.line: row.values for row in chunk if isinstance(row, Row)}


def _cells_of(reader: Reader, lines: set[int]) -> Cells:
    """Read the file once more for the cells of some lines."""
    if not lines:
        return {}
    return {row.line: row.values for row in reader if isinstance(row, Row) and row.line in lines}


def _content(batch: ImportBatch) -> bytes:
    file = ImportFile.objects.filter(batch=batch).first()
    if file is None:
        raise RuleBrokenError(
            _("The file is gone; files are kept for seven days."), "import.file_gone"
        )
    return bytes(file.content)


def _progress_key(batch: ImportBatch) -> str:
    return f"import:{batch.pk}:{batch.state}"


@contextmanager
def _sentences(batch: ImportBatch) -> Iterator[None]:
    """Turn what goes wrong with the whole file into a sentence on the batch's page."""
    try:
        yield
    except _OvertakenError:
        return
    except (RuleBrokenError, UnreadableFileError) as error:
        if not (isinstance(error, RuleBrokenError) and error.code == "import.state"):
            stop_batch(batch=batch, fault=str(error.message))
    except IntegrityError as error:
        stop_batch(batch=batch, fault=kind_sentence(error))
