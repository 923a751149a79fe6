"""Pages about periods: finance calculates, a director approves and closes."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import OnceForm, answer_status, send_once
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible, keyset
from compensation.actions import approve_period, calculate_period, close_period, open_period
from compensation.components import COMPONENTS
from compensation.forms import PeriodForm, StepForm
from compensation.models import Period, PeriodState
from compensation.permissions import may_decide_period, may_draft
from compensation.queries import period_totals, periods_visible, statements_of
from crm import clock, money


@require_http_methods(["GET", "POST"])
@roles_required("finance", "director", "manager")
def periods(request: SignedInRequest) -> HttpResponse:
    """List the periods; finance opens one here."""
    person = request.user
    form = PeriodForm(request.POST or None)
    made = send_once(
        form,
        person=person,
        make=lambda: reverse("period", args=[open_period(person=person, **form.changes).pk]),
    )
    if made:
        return redirect(made)
    page = keyset(
        periods_visible(person), order=("-last_on", "-id"), cursor=request.GET.get("cursor")
    )
    return render(
        request,
        "compensation/periods.html",
        {
            "page": page,
            "form": form if may_draft(person) else None,
            "next_url": f"?cursor={page.next_cursor}" if page.next_cursor else "",
            "sees_periods": True,
        },
        status=answer_status(form),
    )


@require_GET
@sign_in_required
def period(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a period: where it stands, the totals, the statements one may see."""
    return _show(request, get_visible(periods_visible(request.user), pk))


@require_POST
@roles_required("finance")
def period_calculate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Calculate every statement of the period."""
    row = get_visible(periods_visible(request.user), pk)
    form = StepForm(request.POST)

    def make() -> str:
        found = calculate_period(person=request.user, period=row)
        messages.success(
            request,
            ngettext(
                "Calculated for %(n)s person in %(seconds).1f s.",
                "Calculated for %(n)s people in %(seconds).1f s.",
                found.people,
            )
            % {"n": found.people, "seconds": found.seconds},
        )
        return reverse("period", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, step=form)


@require_POST
@roles_required("director")
def period_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve what was calculated; then it is frozen and people see their statements."""
    row = get_visible(periods_visible(request.user), pk)
    form = StepForm(request.POST)

    def make() -> str:
        approve_period(person=request.user, period=row, version=form.cleaned_data["version"])
        messages.success(request, _("Approved. Everybody it pays can read their statement."))
        return reverse("period", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, step=form)


@require_http_methods(["GET", "POST"])
@roles_required("director")
@reauthentication_required(allow_get=False)  # type: ignore[untyped-decorator]
def period_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the period for good, after showing again who one is."""
    row = get_visible(periods_visible(request.user), pk)
    form = StepForm(request.POST or None, initial={"version": row.version})

    def make() -> str:
        close_period(person=request.user, period=row, version=form.cleaned_data["version"])
        messages.success(request, _("Closed. Nothing under it changes any more."))
        return reverse("period", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    return render(
        request,
        "compensation/period_close.html",
        {"period": row, "form": form, "totals": period_totals(row, request.user)},
        status=answer_status(form),
    )


def _show(request: SignedInRequest, row: Period, *, step: OnceForm | None = None) -> HttpResponse:
    person = request.user
    page = keyset(
        statements_of(row, person).order_by(),
        order=("person_id", "id"),
        cursor=request.GET.get("cursor"),
        size=100,
    )
    decides = may_decide_period(person, row)
    context: dict[str, Any] = {
        "period": row,
        "rows": [_row(statement) for statement in page.rows],
        "codes": [COMPONENTS[code].label for code in COMPONENTS],
        "totals": period_totals(row, person),
        "next_url": f"?cursor={page.next_cursor}" if page.next_cursor else "",
        "step_form": step or StepForm(initial={"version": row.version}),
        "may_calculate": may_draft(person) and not row.is_frozen,
        "may_approve": decides and row.state == PeriodState.CALCULATED,
        "may_close": decides and row.state == PeriodState.APPROVED,
        "over": row.last_on < clock.today(),
    }
    return render(
        request,
        "compensation/period.html",
        context,
        status=answer_status(step) if step else 200,
    )


def _row(statement: Any) -> dict[str, Any]:
    parts = {part["code"]: part["part"] for part in statement.parts}
    return {
        "statement": statement,
        "parts": [
            (component.label, money.shown(parts.get(code, 0), statement.currency))
            for code, component in COMPONENTS.items()
        ],
    }
