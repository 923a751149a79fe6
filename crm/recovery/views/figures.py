"""The figures of recovery, the cases behind each number, and the same as a file."""

import csv
from collections.abc import Iterator
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from accounts.rules import neutralise_cell
from crm import clock
from crm.journal import actions as journal
from crm.recovery.permissions import FIGURE_READERS
from crm.recovery.queries import (
    Figure,
    Period,
    Spans,
    cases_behind,
    cases_of,
    figures_for,
    figures_of,
    group_words,
)
from crm.recovery.queries.cases import GROUPS, SPANS
from crm.recovery.rules.matched import FEWEST

#: What the list of cases behind a number is called.
KINDS: dict[str, str | Promise] = {
    "all": _("All cases"),
    "open": _("Still open"),
    "unanswered": _("Not answered yet"),
    "lost": _("Lost"),
    "day": _("Told to us more than 24 hours ago"),
    "within": _("Put right within 24 hours of the report"),
    "late": _("Past the deadline"),
    "late_to_respond": _("Answered too late"),
    "late_to_recover": _("Put right too late"),
    "repeats": _("A second mishap within 30 days"),
    "again": _("Opened again"),
    "recovered": _("Recovered"),
    "surprised": _("Surprised"),
    "more": _("More loyal than before"),
    "same": _("As loyal as before"),
    "less": _("Less loyal than before"),
    "no_answer": _("Asked, no answer"),
    "no_baseline": _("Answered, not known before"),
    "not_asked": _("Not asked yet"),
}
HEADER = (
    "group", "name", "cases", "open", "lost", "told_over_24_h_ago", "of_these_put_right_in_24_h",
    "answered_late", "put_right_late", "repeats", "opened_again",
    "response_n", "response_open", "response_p50_s", "response_p75_s", "response_p90_s",
    "recovery_n", "recovery_open", "recovery_p50_s", "recovery_p75_s", "recovery_p90_s",
)  # fmt: skip


@require_safe
@roles_required(*FIGURE_READERS)
def figures(request: SignedInRequest) -> HttpResponse:
    """Show how recovery goes, over the tickets one may read."""
    period = _period(request)
    page = {
        "figures": figures_for(request.user, period),
        "few": FEWEST,
        "query": _query(period),
        **_words(period),
    }
    return render(request, "recovery/figures.html", page)


@require_safe
@roles_required(*FIGURE_READERS)
def figure_cases(request: SignedInRequest) -> HttpResponse:
    """List the cases behind one number."""
    period = _period(request)
    by, of, key = (request.GET.get(name, "") for name in ("by", "of", "key"))
    by = by if by in GROUPS else "all"
    of = of if of in KINDS else "all"
    number = int(key) if key.isdecimal() and len(key) < 19 else 0
    found = cases_behind(
        request.user, period, by=by, key=number, of=of, cursor=request.GET.get("after")
    )
    asked = {"by": by, "key": number, "of": of}
    page = {
        "cases": found.rows,
        "title": KINDS[of],
        "query": _query(period),
        "next_url": f"?{_query(period, **asked, after=found.next_cursor)}"
        if found.next_cursor
        else "",
        **_words(period),
    }
    return render(request, "recovery/figure_cases.html", page)


@roles_required(*FIGURE_READERS)
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def figures_csv(request: SignedInRequest) -> HttpResponse:
    """Give the figures of every group as CSV; times in seconds, empty where not reached."""
    period, person = _period(request), request.user
    found = figures_of(person, cases_of(person, period), period)
    journal.record(
        "accounts.exported",
        person=person,
        subject_kind="export",
        subject_id="recovery-figures",
        facts={"kind": "recovery-figures", "rows": len(found)},
        audience="privacy",
    )
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recovery-figures.csv"'
    answer["Cache-Control"] = "no-store"
    lines = csv.writer(answer)
    lines.writerow(HEADER)
    for figure in found:
        lines.writerow([neutralise_cell(str(cell)) for cell in _cells(figure)])
    return answer


def _cells(figure: Figure) -> Iterator[object]:
    yield figure.by
    yield "" if figure.by == "all" else group_words(figure)
    yield from (
        figure.n, figure.open, figure.lost, figure.day, figure.within,
        figure.late_to_respond, figure.late_to_recover, figure.repeats, figure.again,
    )  # fmt: skip
    for spans in (figure.respond, figure.recover):
        yield from (spans.n, spans.undone, *_seconds(spans))


def _seconds(spans: Spans) -> list[object]:
    return ["" if spans.too_few or one is None else round(one) for one in spans.points]


def _period(request: HttpRequest) -> Period:
    months = request.GET.get("months", "")
    known = {str(number): number for number in SPANS}
    return Period(
        known.get(months, SPANS[1]), clock.now(), imported=request.GET.get("imported") == "yes"
    )


def _words(period: Period) -> dict[str, object]:
    return {
        "months": period.months,
        "spans": SPANS,
        "imported": period.imported,
        "begins_at": period.begins_at,
        "now": period.now,
    }


def _query(period: Period, **more: object) -> str:
    asked = {"months": period.months, **({"imported": "yes"} if period.imported else {}), **more}
    return urlencode(asked)
