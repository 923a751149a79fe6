"""Keeping the books of an import made in the browser: what was sent, refused and written."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Refusal, Step
from accounts.models import (
    ImportBatch,
    ImportFile,
    ImportRefusal,
    ImportState,
    ImportTrail,
    Person,
    Versioned,
)
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal

MIND_IMPORTS: Final = "crm.home.tasks.mind_imports"
FILE_DAYS: Final = 7
UNDO_DAYS: Final = 30
CELL: Final = 300


@transaction.atomic
def begin_batch(
    *,
    person: Person,
    kind: str,
    file_name: str,
    content: bytes,
    columns: Sequence[str],
    mapping: Mapping[str, str],
    has_header: bool = True,
) -> ImportBatch:
    """Take a file that can be read; nothing of it is written yet."""
    now = clock.now()
    batch = ImportBatch.objects.create(
        person=person,
        kind=kind,
        file_name=file_name[:200],
        columns=list(columns),
        mapping=dict(mapping),
        has_header=has_header,
        uploaded_at=now,
        touched_at=now,
    )
    ImportFile.objects.create(batch=batch, content=content)
    return batch


@transaction.atomic
def choose_columns(
    *, batch: ImportBatch, mapping: Mapping[str, str], zone: str = ""
) -> ImportBatch:
    """Say which column holds which field, and have the file checked by that.

    `zone` is whose clocks its times were read from; the person's own unless named.
    """
    row = _locked(batch, ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)
    if row.begun_at is not None or not ImportFile.objects.filter(batch=row).exists():
        raise RuleBrokenError(
            _("This file is written already. Send it again to import it anew."), "import.begun"
        )
    row.mapping, row.zone, row.fault = dict(mapping), zone, ""
    return _move(row, ImportState.CHECKING)


@transaction.atomic
def keep_check(
    *,
    batch: ImportBatch,
    read: int,
    outcome: Outcome,
    cells: Mapping[int, Mapping[str, str]],
    remarks: Mapping[str, int] | None = None,
) -> ImportBatch:
    """Keep what a dry run found; `cells` holds the refused rows by line."""
    row = _locked(batch, ImportState.CHECKING)
    row.refusals.all().delete()
    _keep_refusals(row, outcome.refused, cells)
    row.rows_total, row.remarks = read, dict(remarks or {})
    _count(row, outcome)
    return _move(row, ImportState.CHECKED)


@transaction.atomic
def order_writing(*, by: Person, batch: ImportBatch, all_or_nothing: bool) -> ImportBatch:
    """Say that the checked file shall be written; whoever sent it may."""
    row = _locked(batch, ImportState.CHECKED)
    if row.person_id != by.pk:
        raise NotAllowedError(_("Whoever sent the file has it written."))
    if all_or_nothing and row.refused:
        raise RuleBrokenError(
            _("There are refused rows, so nothing would be written. Mend the file first."),
            "import.refused_rows",
        )
    row.all_or_nothing, row.begun_at = all_or_nothing, clock.now()
    row.refusals.all().delete()
    _count(row, Outcome())
    journal.record(
        "accounts.import_begun",
        person=row.person,
        subject_kind="import",
        subject_id=row.pk,
        facts={"kind": row.kind, "rows": row.rows_total or 0},
    )
    return _move(row, ImportState.WRITING)


def note_chunk(
    *,
    batch: ImportBatch,
    rows: int,
    outcome: Outcome,
    cells: Mapping[int, Mapping[str, str]],
    trail: Sequence[Step],
    waiting_lines: Sequence[int],
) -> None:
    """Note what a chunk did, in the chunk's own transaction; `batch` is locked by the caller."""
    _keep_refusals(batch, outcome.refused, cells)
    _keep_trail(batch, trail)
    batch.rows_done += rows
    batch.created += outcome.created
    batch.updated += outcome.updated
    batch.unchanged += outcome.unchanged
    batch.refused += len(outcome.refused)
    batch.waiting_lines = list(waiting_lines)
    batch.touched_at = clock.now()
    batch.save()


def finish_writing(*, batch: ImportBatch) -> None:
    """Close the books in the last chunk's transaction: the file itself is not needed any more."""
    batch.waiting_lines = []
    batch.written_at = clock.now()
    ImportFile.objects.filter(batch=batch).delete()
    _move(batch, ImportState.WRITTEN)
    journal.record(
        "accounts.import_written",
        person=batch.person,
        subject_kind="import",
        subject_id=batch.pk,
        facts={
            name: getattr(batch, name) for name in ("created", "updated", "unchanged", "refused")
        },
    )


@transaction.atomic
def stop_batch(*, batch: ImportBatch, fault: str) -> None:
    """Stop with a sentence; what earlier chunks wrote stands, and can be undone."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    row.fault = fault[:500]
    wrote = row.trail.exists() or row.created or row.updated
    if row.begun_at is not None and wrote:
        row.written_at = clock.now()
    _move(row, ImportState.WRITTEN if row.written_at else ImportState.FAILED)


@transaction.atomic
def order_undo(*, by: Person, batch: ImportBatch) -> ImportBatch:
    """Have everything taken back that was not touched since."""
    row = _locked(batch, ImportState.WRITTEN)
    if row.written_at and clock.now() > row.written_at + dt.timedelta(days=UNDO_DAYS):
        raise RuleBrokenError(
            _("An import can be undone for %(days)s days; this one is older.")
            % {"days": UNDO_DAYS},
            "import.too_old",
        )
    journal.record(
        "accounts.import_undo_begun", person=by, subject_kind="import", subject_id=row.pk
    )
    return _move(row, ImportState.UNDOING)


def forget_files() -> int:
    """Delete files that were never written, and cells of refused rows, after seven days."""
    before = clock.now() - dt.timedelta(days=FILE_DAYS)
    old = ImportBatch.objects.filter(uploaded_at__lt=before)
    files = ImportFile.objects.filter(batch__in=old.exclude(state=ImportState.WRITING)).delete()[0]
    ImportRefusal.objects.filter(batch__in=old).exclude(cells={}, value="").update(
        cells={}, value=""
    )
    month = clock.now() - dt.timedelta(days=UNDO_DAYS + 1)
    ImportTrail.objects.filter(batch__written_at__lt=month).exclude(
        batch__state=ImportState.UNDOING
    ).delete()
    return files


def _locked(batch: ImportBatch, *states: str) -> ImportBatch:
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state not in states:
        raise RuleBrokenError(
            _("This import is %(state)s; look at it again.")
            % {"state": ImportState(row.state).label},
            "import.state",
        )
    return row


def _move(row: ImportBatch, state: str) -> ImportBatch:
    row.state, row.touched_at = state, clock.now()
    row.save()
    if state in {ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING}:
        journal.wake(MIND_IMPORTS)
    return row


def _count(row: ImportBatch, outcome: Outcome) -> None:
    row.created, row.updated, row.unchanged = outcome.created, outcome.updated, outcome.unchanged
    row.refused = len(outcome.refused)


def _keep_refusals(
    batch: ImportBatch, refused: Iterable[Refusal], cells: Mapping[int, Mapping[str, str]]
) -> None:
    rows = {each.line: _refusal(batch, each, cells.get(each.line, {})) for each in refused}
    ImportRefusal.objects.bulk_create(rows.values(), batch_size=1000, ignore_conflicts=True)


def _refusal(batch: ImportBatch, refused: Refusal, cells: Mapping[str, str]) -> ImportRefusal:
    kept = {} if refused.keeps_no_words else cells
    return ImportRefusal(
        batch=batch,
        line=refused.line,
        column=(refused.column or "")[:CELL],
        value=kept.get(refused.column or "", "").replace("\0", "")[:CELL],
        reason=str(refused.reason)[:500],
        cells={name.replace("\0", ""): cell.replace("\0", "") for name, cell in kept.items()},
    )


def _keep_trail(batch: ImportBatch, trail: Sequence[Step]) -> None:
    """Keep what was done, as arrays: a file has a hundred thousand steps, all of them short."""
    if not trail:
        return
    columns = [list(column) for column in zip(*map(_trail, trail), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into accounts_importtrail"
            " (batch_id, model, row_id, version, before, after, follows, outcome, reason)"
            " select %s, step.*, '', '' from unnest(%s::text[], %s::bigint[], %s::int[],"
            " %s::jsonb[], %s::jsonb[], %s::bool[]) as step",
            [batch.pk, *columns],
        )


def _trail(step: Step) -> tuple[object, ...]:
    """Give model, row, version, what was there before, what is there after, and `follows`."""
    row, meta = step.row, step.row._meta  # noqa: SLF001 - Django's public habit
    version = row.version if isinstance(row, Versioned) else None
    if step.before is not None:
        before, names = json.dumps(plain(step.before)), list(step.before)
    else:
        before, names = None, [field.attname for field in meta.concrete_fields if version is None]
    after = json.dumps(plain({name: getattr(row, name) for name in names}))
    return meta.label_lower, row.pk, version, before, after, step.follows


def plain(values: Mapping[str, object]) -> dict[str, object]:
    """Make values comparable and storable as JSON: days, instants and decimals become text."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return json.loads(json.dumps(value))
