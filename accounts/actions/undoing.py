"""Taking an import back: what it made goes, what it changed gets its former values again.

Only what nobody touched since. What is kept says why, row by row. Five hundred rows are one
transaction, the last made first, so that a contact goes before its customer.
"""

from collections.abc import Sequence
from typing import Final

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from accounts.actions.batches import plain
from accounts.models import ImportBatch, ImportState, ImportTrail, TrailOutcome, Versioned
from crm import clock
from crm.journal import actions as journal

CHUNK: Final = 500


def undo_chunk(*, batch: ImportBatch) -> bool:
    """Take the next rows back; gives whether there is more to do."""
    with transaction.atomic():
        row = (
            ImportBatch.objects.select_for_update(skip_locked=True)
            .filter(pk=batch.pk, state=ImportState.UNDOING)
            .first()
        )
        if row is None:
            return False
        open_steps = row.trail.filter(outcome="", follows=False).order_by("-id")
        steps = list(open_steps[:CHUNK])
        for label in dict.fromkeys(step.model for step in steps):
            _take_back(row, label, [step for step in steps if step.model == label])
        ImportTrail.objects.bulk_update(steps, ["outcome", "reason"], batch_size=CHUNK)
        row.touched_at = clock.now()
        if not open_steps.exists():
            _finish(row)
        row.save()
        return row.state == ImportState.UNDOING


def _finish(batch: ImportBatch) -> None:
    batch.state, batch.undone_at = ImportState.UNDONE, clock.now()
    counts = dict(
        batch.trail.filter(follows=False)
        .values_list("outcome")
        .annotate(number=models.Count("pk"))
        .order_by()
    )
    journal.record(
        "accounts.import_undone",
        subject_kind="import",
        subject_id=batch.pk,
        facts={"taken_back": counts.get("undone", 0), "kept": counts.get("kept", 0)},
    )


def _take_back(batch: ImportBatch, label: str, steps: Sequence[ImportTrail]) -> None:
    model = apps.get_model(label)
    ids = [step.row_id for step in steps]
    there = {
        row.pk: row
        for row in model._default_manager.select_for_update().filter(pk__in=ids)  # noqa: SLF001
    }
    made = [step for step in steps if step.before is None]
    blocked = _needed_by_others(batch, model, {step.row_id for step in made})
    for step in steps:
        step.outcome, step.reason = TrailOutcome.KEPT, ""
        row = there.get(step.row_id)
        if row is None:
            step.reason = _("It is not there any more.")
        elif not _is_untouched(row, step):
            step.reason = _("Somebody changed it since.")
        elif step.before is None and step.row_id in blocked:
            step.reason = _("It is in use: %(what)s.") % {"what": blocked[step.row_id]}
        else:
            step.outcome = TrailOutcome.TAKEN_BACK
    _remove(model, [step for step in made if step.outcome == TrailOutcome.TAKEN_BACK])
    changed = [step for step in steps if step.before is not None]
    _restore(there, [step for step in changed if step.outcome == TrailOutcome.TAKEN_BACK])
    _record(batch, model, there, steps)


def _is_untouched(row: models.Model, step: ImportTrail) -> bool:
    if isinstance(row, Versioned) and row.version != step.version:
        return False
    return bool(plain({name: getattr(row, name) for name in step.after}) == step.after)


def _needed_by_others(
    batch: ImportBatch, model: type[models.Model], ids: set[int]
) -> dict[int, str]:
    """Say which of the rows others point to, and by what; what follows them does not count."""
    blocked: dict[int, str] = {}
    if not ids:
        return blocked
    for link in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's public habit
        if not isinstance(link, models.ManyToOneRel):
            continue
        name = link.field.attname
        pointing = link.related_model._default_manager.filter(**{f"{name}__in": ids})  # noqa: SLF001
        label = link.related_model._meta.label_lower  # noqa: SLF001
        following = batch.trail.filter(model=label, follows=True)
        found = pointing.exclude(pk__in=following.values("row_id")).values_list(name, flat=True)
        what = str(link.related_model._meta.verbose_name)  # noqa: SLF001
        blocked |= {pk: what for pk in found.distinct() if pk not in blocked}
    return blocked


def _remove(model: type[models.Model], steps: list[ImportTrail]) -> None:
    rows = model._default_manager.filter(pk__in=[step.row_id for step in steps])  # noqa: SLF001
    try:
        with transaction.atomic():
            rows.delete()
    except (ProtectedError, RestrictedError):
        for step in steps:
            step.outcome, step.reason = TrailOutcome.KEPT, _("It is in use.")


def _restore(there: dict[int, models.Model], steps: list[ImportTrail]) -> None:
    for step in steps:
        row = there[step.row_id]
        for name, value in (step.before or {}).items():
            field = row._meta.get_field(name)  # noqa: SLF001 - Django's public habit
            if not isinstance(field, models.Field):
                continue
            is_json = isinstance(field, models.JSONField)
            setattr(row, field.attname, value if is_json else field.to_python(value))
        if isinstance(row, Versioned):
            row.version += 1
        row.save()


def _record(
    batch: ImportBatch,
    model: type[models.Model],
    there: dict[int, models.Model],
    steps: Sequence[ImportTrail],
) -> None:
    journal.record_many(
        journal.NewEntry(
            kind="accounts.import_row_removed"
            if step.before is None
            else "accounts.import_row_restored",
            subject_kind=model._meta.model_name or "",  # noqa: SLF001 - Django's public habit
            subject_id=step.row_id,
            customer_id=getattr(there[step.row_id], "customer_id", None),
            facts={"import": batch.pk},
        )
        for step in steps
        if step.outcome == TrailOutcome.TAKEN_BACK
    )
