"""The import wizard: send a file, say what its columns hold, look at the check, write, undo."""

import csv
import hashlib
from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import begin_batch, choose_columns, order_undo, order_writing
from accounts.actions.batches import FILE_DAYS, UNDO_DAYS
from accounts.formats import UnreadableFileError
from accounts.forms import (
    ColumnsForm,
    OnceForm,
    UploadForm,
    WriteForm,
    answer_status,
    send_once,
    sent,
)
from accounts.imports import (
    Kind,
    check_batch,
    examples_of,
    guessed_columns,
    guessed_kind,
    is_header,
    kind_label,
    label_of,
    opened,
    progress_of,
    sample_of,
)
from accounts.imports.columns import columns_of
from accounts.models import ImportBatch, ImportFile, ImportState, Person
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import (
    UNDER_WAY,
    batches_visible,
    get_visible,
    keyset,
    rows_kept,
    trail_counts,
)
from accounts.rules import neutralise_cell
from crm import clock
from crm.errors import RuleBrokenError
from crm.home.registry import KINDS

INSTANT_BYTES = 300_000
REFUSED_SHOWN = 100


def importable(person: Person) -> dict[str, Kind]:
    """Give the kinds this person may import; nobody else has an import page."""
    kinds = {name: kind for name, kind in KINDS.items() if kind.may_import(person)}
    if not kinds:
        raise PermissionDenied
    return kinds


@sign_in_required
def imports(request: SignedInRequest) -> HttpResponse:
    """Send a file, or go on with one sent before."""
    person = request.user
    kinds = importable(person)
    asked = request.GET.get("kind", "")
    form = UploadForm(
        sent(request),
        request.FILES or None,
        kinds=[(name, kind_label(name)) for name in kinds],
        initial={"kind": asked if asked in kinds else ""},
    )
    made = send_once(form, person=person, make=lambda: _begin(person, form))
    if made:
        return redirect(made)
    page = keyset(batches_visible(person), order=("-id",), cursor=request.GET.get("cursor"))
    batches = [(batch, kind_label(batch.kind)) for batch in page.rows]
    return render(
        request,
        "accounts/imports.html",
        {
            "form": form,
            "batches": batches,
            "file_days": FILE_DAYS,
            "next_url": page.next_cursor and f"?cursor={page.next_cursor}",
        },
        status=answer_status(form),
    )


def _begin(person: Person, form: UploadForm) -> str:
    upload = form.cleaned_data["file"]
    named = form.cleaned_data["kind"]
    has_header = form.cleaned_data["has_header"]
    content = _as_written(upload.read(), form.cleaned_data["letters"])
    try:
        if has_header:
            with opened(content, has_header=True) as reader:
                has_header = is_header(reader.columns)
        with opened(content, has_header=has_header) as reader:
            sample = sample_of(reader)
            kind = KINDS[named] if named else _guessed(person, reader.columns, sample)
            mapping = guessed_columns(kind, reader.columns, sample)
            columns = reader.columns
    except UnreadableFileError as error:
        raise RuleBrokenError(str(error.message), error.code, field="file") from error
    batch = begin_batch(
        person=person,
        kind=kind.name,
        file_name=(upload.name or "").replace("\0", "") or _("a file"),
        content=content,
        columns=columns,
        mapping=mapping,
        has_header=has_header,
    )
    return reverse("import_columns", args=[batch.pk])


def _guessed(person: Person, header: Sequence[str], sample: list[dict[str, str]]) -> Kind:
    """Guess the kind: people at companies rather than companies where both would do."""
    kinds = importable(person)
    first = [kinds[name] for name in ("contacts", "customers") if name in kinds]
    others = [kind for kind in kinds.values() if kind not in first]
    return guessed_kind([*first, *others], header, sample)


def _as_written(content: bytes, letters: str) -> bytes:
    """Write a text anew as UTF-8 whose letters somebody named; a spreadsheet stays as it is."""
    if not letters or content.startswith(b"PK\x03\x04"):
        return content
    try:
        return content.decode(letters).encode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBrokenError(
            _("The file holds letters that are not of this kind. Choose another."),
            "import.letters",
            field="letters",
        ) from error


def _own(request: SignedInRequest, pk: int) -> ImportBatch:
    importable(request.user)
    return get_visible(batches_visible(request.user), pk)


@sign_in_required
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which column goes where; then the file is checked, and nothing is written."""
    batch = _own(request, pk)
    page = reverse("import_batch", args=[pk])
    file = ImportFile.objects.filter(batch=batch).first()
    if file is None or batch.begun_at is not None:
        messages.info(request, _("This file is written already, or gone."))
        return redirect(page)
    kind = KINDS[batch.kind]
    with opened(bytes(file.content), has_header=batch.has_header) as reader:
        sample = sample_of(reader)
    form = ColumnsForm(
        sent(request),
        columns=batch.columns,
        fields=[(each.name, each.label or label_of(each.name)) for each in kind.all_fields],
        mapping=batch.mapping,
        examples={column: examples_of(sample, column) for column in batch.columns},
        zone=_zone_of(batch) if kind.tells_times else "",
    )

    def choose() -> str:
        columns_of(kind, batch.columns, form.mapping, guess=False)
        choose_columns(batch=batch, mapping=form.mapping, zone=form.zone)
        return page

    if send_once(form, person=request.user, make=choose):
        if len(file.content) <= INSTANT_BYTES:
            check_batch(batches_visible(request.user).get(pk=pk), kind)
        return redirect(page)
    return render(
        request,
        "accounts/import_columns.html",
        {"form": form, "batch": batch, "kind_label": kind_label(kind.name)},
        status=answer_status(form),
    )


def _zone_of(batch: ImportBatch) -> str:
    return clock.zone_called(batch.zone or batch.person.zone).key


@sign_in_required
def import_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show where an import stands; its module asks for the part that changes."""
    batch = _own(request, pk)
    if batch.state == ImportState.UPLOADED:
        return redirect("import_columns", pk=pk)
    polled = request.headers.get("X-Poll") == "1"
    progress = progress_of(batch)
    mark = f"{batch.touched_at} {batch.state} {progress} {get_language()}"
    etag = f'"{hashlib.sha256(mark.encode()).hexdigest()[:24]}"'
    if polled and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    template = "accounts/parts/import.html" if polled else "accounts/import.html"
    answer = render(request, template, _shown(batch, progress))
    answer.headers["ETag"] = etag
    patch_vary_headers(answer, ["X-Poll"])
    return answer


def _shown(batch: ImportBatch, progress: int, form: WriteForm | None = None) -> dict[str, object]:
    kind = KINDS[batch.kind]
    is_under_way = batch.state in UNDER_WAY
    is_written = batch.written_at is not None
    return {
        "batch": batch,
        "kind_label": kind_label(batch.kind),
        "zone": _zone_of(batch) if kind.tells_times else "",
        "can_undo": kind.can_undo,
        "is_under_way": is_under_way,
        "progress": progress,
        "refusals": batch.refusals.order_by("line")[:REFUSED_SHOWN],
        "more_refused": max(0, batch.refused - REFUSED_SHOWN),
        "trail": trail_counts(batch) if is_written else None,
        "kept": rows_kept(batch) if batch.undone_at else [],
        "write_form": form or WriteForm(),
        "undo_form": OnceForm(),
        "undo_days": UNDO_DAYS,
        "file_days": FILE_DAYS,
    }


@require_POST
@sign_in_required
def import_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the checked file written by the worker."""
    batch = _own(request, pk)
    form = WriteForm(sent(request))
    page = reverse("import_batch", args=[pk])

    def order() -> str:
        order_writing(
            by=request.user, batch=batch, all_or_nothing=form.cleaned_data["how"] == "all"
        )
        return page

    if send_once(form, person=request.user, make=order):
        return redirect(page)
    context = _shown(batch, progress_of(batch), form)
    return render(request, "accounts/import.html", context, status=answer_status(form))


@require_POST
@sign_in_required
def import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what the import wrote, as far as nobody touched it since."""
    batch = _own(request, pk)
    try:
        order_undo(by=request.user, batch=batch)
    except RuleBrokenError as error:
        messages.error(request, error.message)
    return redirect("import_batch", pk=pk)


@sign_in_required
def import_refused(request: SignedInRequest, pk: int) -> StreamingHttpResponse:
    """Give the refused rows as CSV, each with its line and reason, to be mended and sent again."""
    batch = _own(request, pk)
    answer = StreamingHttpResponse(_lines(batch), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


class _Echo:
    """Gives back what the csv module writes."""

    def write(self, text: str) -> str:
        return text


def _lines(batch: ImportBatch) -> Iterator[str]:
    lines = csv.writer(_Echo())
    columns = list(batch.columns)
    yield "\ufeff" + lines.writerow([*map(neutralise_cell, columns), _("line"), _("reason")])
    for each in batch.refusals.order_by("line").iterator(2000):
        cells = [neutralise_cell(str(each.cells.get(column, ""))) for column in columns]
        reason = f"{each.column}: {each.reason}" if each.column else each.reason
        yield lines.writerow([*cells, each.line, neutralise_cell(reason)])
