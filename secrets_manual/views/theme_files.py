"""What pages of insights show, as files: the same bands, and no more."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from accounts.rules import neutralise_cell
from crm.journal import actions as journal
from secrets_manual import queries
from secrets_manual.models import LAYER_LABELS, Theme
from secrets_manual.rules.sheets import Band
from secrets_manual.views.themes import READERS


@roles_required(*READERS)
@require_safe
def insights_csv(request: SignedInRequest) -> HttpResponse:
    """Give what the page of insights shows as CSV: the same bands, and no more."""
    person = request.user
    rows: list[Sequence[object]] = [
        (
            _("theme"),
            line.theme.name,
            queries.band_words(line.customers),
            _shown(line.now),
            _shown(line.before),
        )
        for line in queries.wants_by_theme(person)
    ]
    for layer, label in LAYER_LABELS.items():
        rows += [
            (label, line.label, queries.band_words(line.customers), "", "")
            for line in queries.wants_by_kind(person, layer=str(layer))
        ]
    header = (
        _("what"), _("name"), _("customers"), _("new this quarter"), _("new the quarter before"),
    )  # fmt: skip
    return _as_csv(request, "wants", header, rows)


@roles_required(*READERS)
@require_safe
def theme_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the cuts of one theme as CSV."""
    row = get_object_or_404(Theme, pk=pk)
    whole, cuts = queries.cuts_of_theme(request.user, row)
    rows: list[Sequence[object]] = [(_("all"), row.name, queries.band_words(whole))]
    rows += [
        (cut.title, capfirst(str(label)), queries.band_words(shown))
        for cut in cuts
        for label, shown in cut.parts
    ]
    return _as_csv(request, f"theme-{pk}", (_("cut"), _("segment"), _("customers")), rows)


def _shown(quarter: Band | None) -> str:
    return queries.band_words(quarter) if quarter else ""


def _as_csv(
    request: SignedInRequest, name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Write a table as a file; what a spreadsheet would run is neutralised, the act journaled."""
    journal.record(
        "accounts.exported",
        person=request.user,
        subject_kind="export",
        subject_id=name,
        facts={"kind": "insights"},
        audience="privacy",
    )
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    lines = csv.writer(answer)
    lines.writerow([str(cell) for cell in header])
    for row in rows:
        lines.writerow([neutralise_cell(str(cell)) for cell in row])
    return answer
