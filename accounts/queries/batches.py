"""Reads about imports: one's own; directors see all of them."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, QuerySet

from accounts.models import ImportBatch, ImportState, ImportTrail, Person, TrailOutcome

UNDER_WAY = (ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING)


@dataclass(frozen=True)
class Kept:
    """A row that an undone import left where it was, and why."""

    name: str
    reason: str


def batches_visible(person: Person) -> QuerySet[ImportBatch]:
    """Give the imports a person may look at."""
    batches = ImportBatch.objects.select_related("person")
    return batches if person.has_role("director") else batches.filter(person=person)


def batches_under_way() -> QuerySet[ImportBatch]:
    """Give what a worker should be at, the longest untouched first."""
    return (
        ImportBatch.objects.filter(state__in=UNDER_WAY)
        .select_related("person")
        .order_by("touched_at", "id")
    )


def trail_counts(batch: ImportBatch) -> dict[str, int]:
    """Count what stands, what was taken back and what was kept."""
    rows = batch.trail.filter(follows=False).values_list("outcome").order_by()
    counts = dict(rows.annotate(number=Count("pk")))
    return {
        "stands": counts.get("", 0),
        "taken_back": counts.get("undone", 0),
        "kept": counts.get("kept", 0),
    }


def rows_kept(batch: ImportBatch, *, most: int = 100) -> list[Kept]:
    """Name the rows that were not taken back, and why."""
    steps = list(batch.trail.filter(outcome=TrailOutcome.KEPT).order_by("id")[:most])
    names: dict[tuple[str, int], str] = {}
    for label in {step.model for step in steps}:
        ids = [step.row_id for step in steps if step.model == label]
        rows = apps.get_model(label)._default_manager.in_bulk(ids)  # noqa: SLF001
        names |= {(label, pk): str(row) for pk, row in rows.items()}
    return [Kept(names.get((step.model, step.row_id), "–"), step.reason) for step in steps]


def trail_of(model: str, row_id: int) -> QuerySet[ImportTrail]:
    """Give what imports remember of one row, for whoever has to forget it."""
    return ImportTrail.objects.filter(model=model, row_id=row_id)
