"""Pages about plans: what they weigh, what is wrong with them, what they would change."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import OnceForm, answer_status, send_once
from accounts.models import Person
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible
from compensation.actions import (
    approve_plan,
    assign,
    change_draft,
    draft_plan,
    publish_plan,
    sign_assignment,
)
from compensation.forms import AssignForm, PlanNewForm, SignForm, StepForm, WeightsForm
from compensation.models import (
    Assignment,
    PlanState,
    PlanVersion,
)
from compensation.permissions import may_approve_plan, may_decide, may_draft, may_try_weights
from compensation.queries import (
    assignments_visible,
    compare,
    people_i_manage,
    plan_versions_visible,
    sees_all_pay,
)
from compensation.views.designing import behaviour_row, checks, part_row


@require_GET
@sign_in_required
def plans(request: SignedInRequest) -> HttpResponse:
    """List the plans one may see, the newest first."""
    person = request.user
    rows = plan_versions_visible(person).order_by("plan__name", "-number")
    return render(
        request,
        "compensation/plans.html",
        {
            "versions": list(rows[:100]),
            "may_draft": may_draft(person),
            "sees_periods": sees_all_pay(person) or people_i_manage(person).exists(),
        },
    )


@require_http_methods(["GET", "POST"])
@roles_required("finance")
def plan_new(request: SignedInRequest) -> HttpResponse:
    """Begin a draft."""
    form = PlanNewForm(request.POST or None)
    made = send_once(
        form,
        person=request.user,
        make=lambda: reverse("plan", args=[draft_plan(person=request.user, **form.changes).pk]),
    )
    if made:
        return redirect(made)
    return render(request, "compensation/plan_new.html", {"form": form}, status=answer_status(form))


@require_http_methods(["GET", "POST"])
@sign_in_required
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a plan; a draft's weights are changed here, other weights are tried here."""
    row = get_visible(_versions(request), pk)
    if request.method == "GET":
        return _show(request, row)
    form = WeightsForm(request.POST, plan_version=row)

    def make() -> str:
        change_draft(
            person=request.user,
            plan_version=row,
            version=form.cleaned_data["version"],
            weights=form.weights,
            **form.terms,
        )
        return reverse("plan", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, weights=form)


def _versions(request: SignedInRequest) -> QuerySet[PlanVersion]:
    return plan_versions_visible(request.user).prefetch_related("components", "behaviours")


@require_POST
@roles_required("finance", "director", "manager")
def plan_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what would be wrong with the weights as typed; nothing is written."""
    row = get_visible(_versions(request), pk)
    form = WeightsForm(request.POST, plan_version=row)
    if not form.is_valid():
        return render(request, "compensation/plan_checks.html", {"unread": True}, status=422)
    _read_as(row, form)
    return render(request, "compensation/plan_checks.html", checks(row, weights=form.weights))


def _read_as(row: PlanVersion, form: WeightsForm) -> None:
    for name, value in form.terms.items():
        setattr(row, name, value)


@require_POST
@roles_required("director")
def plan_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve a draft."""
    return _step(request, pk, approve_plan)


@require_POST
@roles_required("director")
def plan_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an approved version into effect."""
    return _step(request, pk, publish_plan)


def _step(request: SignedInRequest, pk: int, act: Callable[..., PlanVersion]) -> HttpResponse:
    row = get_visible(_versions(request), pk)
    form = StepForm(request.POST)

    def make() -> str:
        act(person=request.user, plan_version=row, version=form.cleaned_data["version"])
        return reverse("plan", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, step=form)


@require_http_methods(["GET", "POST"])
@roles_required("finance")
def plan_assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pay somebody by this version."""
    row = get_visible(_versions(request), pk)
    form = AssignForm(request.POST or None, plan_version=row)

    def make() -> str:
        assign(by=request.user, plan_version=row, **form.changes)
        return reverse("plan", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    return render(
        request,
        "compensation/assign.html",
        {"form": form, "version": row},
        status=answer_status(form),
    )


@require_POST
@sign_in_required
def assignment_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign the plan one is paid by."""
    row = get_visible(assignments_visible(request.user).filter(person=request.user), pk)
    form = SignForm(request.POST)

    def make() -> str:
        sign_assignment(person=request.user, assignment=row, **form.changes)
        return reverse("bonus")

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    return render(
        request,
        "compensation/sign.html",
        {"form": form, "assignment": row},
        status=answer_status(form),
    )


def _show(
    request: SignedInRequest,
    row: PlanVersion,
    *,
    weights: WeightsForm | None = None,
    step: OnceForm | None = None,
) -> HttpResponse:
    person = request.user
    tried = _tried(request, row)
    edits = row.is_draft and may_draft(person)
    tries = may_try_weights(person)
    refused = weights or step
    context = {
        "version": row,
        "parts": [part_row(component) for component in row.components.all()],
        "behaviours": [behaviour_row(behaviour) for behaviour in row.behaviours.all()],
        "weights_form": weights or tried or WeightsForm(plan_version=row),
        "edits": edits,
        "tries": tries,
        "step_form": step or StepForm(initial={"version": row.version}),
        "may_approve": row.is_draft and may_approve_plan(person, row),
        "may_publish": row.state == PlanState.APPROVED and may_decide(person),
        "may_assign": row.state == PlanState.PUBLISHED and may_draft(person),
        "assignments": [] if row.is_draft else _assignments(person, row),
    }
    if tries or edits:
        chosen = tried.weights if tried and tried.is_valid() else None
        context |= checks(row, weights=chosen)
        context["comparison"] = (
            None if context["problems"] else compare(person, row, weights=chosen)
        )
    return render(
        request,
        "compensation/plan.html",
        context,
        status=answer_status(refused) if refused else 200,
    )


def _tried(request: SignedInRequest, row: PlanVersion) -> WeightsForm | None:
    """Read weights from the address: what-if never writes."""
    if request.method != "GET" or "quota" not in request.GET:
        return None
    form = WeightsForm(request.GET, plan_version=row)
    if form.is_valid():
        _read_as(row, form)
    return form


def _assignments(person: Person, row: PlanVersion) -> list[Assignment]:
    """Give the first people a version pays, as far as somebody may see them."""
    rows = assignments_visible(person).filter(plan_version=row)
    return list(rows.order_by("person__name", "from_on")[:200])
