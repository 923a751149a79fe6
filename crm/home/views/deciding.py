"""How a customer decides: its steps and what else it considers, on the page of its people."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import OnceForm, answer_status, send_once, sent
from accounts.models import Alternative, Contact, Customer, DecisionStep
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import alternatives_of, customers_readable, decision_steps, get_visible
from crm import clock
from crm.home.actions import deciding as acts
from crm.home.actions.mapping import check_writes
from crm.home.forms import AlternativeForm, StepForm, offer
from secrets_manual.forms.partial import written


def deciding_page(
    request: SignedInRequest, customer: Customer, contacts: list[Contact]
) -> dict[str, object]:
    """Give what the section shows, with a fresh form for each list that offers these contacts."""
    others = _others(customer)
    step_form = StepForm(others=others, home=customer.pk, auto_id="step_%s")
    alternative_form = AlternativeForm(others=others, home=customer.pk, auto_id="other_%s")
    for form in (step_form, alternative_form):
        offer(form, sorted(contacts, key=lambda each: each.name))
    return {
        "steps": list(decision_steps(request.user, customer)),
        "alternatives": list(alternatives_of(request.user, customer)),
        "step_form": step_form,
        "alternative_form": alternative_form,
        "today": clock.today(),
    }


def _others(customer: Customer) -> QuerySet[Contact]:
    return customer.contacts.select_related("customer").order_by("name", "id")


def _refused(request: SignedInRequest, customer: Customer, form: OnceForm) -> HttpResponse:
    """Show a refused form alone, with the way back."""
    page = {"form": form, "customer": customer, "is_step": isinstance(form, StepForm)}
    return render(request, "home/step.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def step_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the next step."""
    customer = get_visible(customers_readable(request.user), pk)
    check_writes(request.user, customer)
    form = StepForm(request.POST, others=_others(customer), home=pk, auto_id="step_%s")

    def make() -> str:
        acts.add_step(person=request.user, customer=customer, **form.changes)
        return reverse("people_map", args=[pk]) + "#deciding"

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _refused(request, customer, form)


def _step(request: SignedInRequest, pk: int) -> DecisionStep:
    rows = DecisionStep.objects.filter(customer__in=customers_readable(request.user))
    return get_visible(rows.select_related("customer"), pk)


@sign_in_required
@require_http_methods(["GET", "POST"])
def step_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a step."""
    step = _step(request, pk)
    check_writes(request.user, step.customer)
    initial = {
        "words": step.words,
        "owner": step.owner_id,
        "by": written(step.by_on, step.by_precision),
        "version": step.version,
    }
    form = StepForm(
        sent(request), others=_others(step.customer), home=step.customer_id, initial=initial
    )

    def make() -> str:
        version = form.cleaned_data["version"]
        acts.change_step(person=request.user, step=step, version=version, **form.changes)
        return reverse("people_map", args=[step.customer_id]) + "#deciding"

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    if form.is_bound and form.is_stale:
        newer = _step(request, pk)
        form.compare_with(newer.version, {"words": newer.words})
    return _refused(request, step.customer, form)


@sign_in_required
@require_POST
def step_act(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a step up or down, say that it is done or is not, or take it away."""
    step, act = _step(request, pk), request.POST.get("act", "")
    if act in {"up", "down"}:
        acts.move_step(person=request.user, step=step, up=act == "up")
    elif act in {"done", "open"}:
        acts.finish_step(person=request.user, step=step, done=act == "done")
    elif act == "remove":
        acts.remove_step(person=request.user, step=step)
        messages.success(request, _("Taken away"))
    return redirect(reverse("people_map", args=[step.customer_id]) + "#deciding")


@sign_in_required
@require_POST
def alternative_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what else they consider."""
    customer = get_visible(customers_readable(request.user), pk)
    check_writes(request.user, customer)
    form = AlternativeForm(request.POST, others=_others(customer), home=pk, auto_id="other_%s")

    def make() -> str:
        acts.add_alternative(person=request.user, customer=customer, **form.changes)
        return reverse("people_map", args=[pk]) + "#deciding"

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _refused(request, customer, form)


@sign_in_required
@require_POST
def alternative_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away what they consider no more."""
    rows = Alternative.objects.filter(customer__in=customers_readable(request.user))
    row = get_visible(rows.select_related("customer"), pk)
    acts.remove_alternative(person=request.user, alternative=row)
    messages.success(request, _("Taken away"))
    return redirect(reverse("people_map", args=[row.customer_id]) + "#deciding")
