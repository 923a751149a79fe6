"""Rounds: planned, tried dry, sent by a director; exclusions decided by a manager."""

import secrets

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.forms import answer_status, send_once
from accounts.models import Customer
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import customers_readable, get_visible
from crm.errors import NotAllowedError
from report_cards.actions import (
    decide_exclusion,
    draw_round,
    plan_round,
    propose_exclusion,
    send_round,
)
from report_cards.forms import ExclusionForm, RoundForm
from report_cards.models import Decision, Exclusion, Round, RoundState, SkipReason
from report_cards.permissions import may_send_rounds, seen_in_full
from report_cards.queries import reach_of
from report_cards.queries.drawing import Plan, plan_of

_SEEDS = 2**31


@roles_required("manager", "director")
def round_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a round: drawn and sent with every skip's reason, or a dry run with its seed."""
    this_round = get_object_or_404(Round.objects.select_related("design"), pk=pk)
    shown: dict[str, object] = {
        "round": this_round,
        "may_send": may_send_rounds(request.user),
        "exclusions": _exclusions(request, this_round),
        "is_planned": this_round.state == RoundState.PLANNED,
        "is_sent": this_round.state == RoundState.SENT,
    }
    if this_round.state == RoundState.PLANNED:
        shown |= _dry_run(request, this_round)
    else:
        shown["reach"] = reach_of(request.user, this_round)
    return render(request, "report_cards/round.html", shown)


def _dry_run(request: SignedInRequest, this_round: Round) -> dict[str, object]:
    wanted = request.GET.get("seed", "")
    seed = int(wanted) % _SEEDS if wanted.isdecimal() else secrets.randbelow(_SEEDS)
    plan: Plan = plan_of(this_round, seed=seed)
    mine = set(seen_in_full(request.user).values_list("pk", flat=True))
    skipped = plan.skipped_by_reason()
    return {
        "seed": seed,
        "asked": [one for one in plan.asked if one.person.pk in mine][:200],
        "asked_count": len(plan.asked),
        "skipped": [(SkipReason(reason).label, n) for reason, n in skipped.items()],
    }


def _exclusions(request: SignedInRequest, this_round: Round) -> QuerySet[Exclusion]:
    mine = customers_readable(request.user)
    rows = this_round.exclusions.filter(customer__in=mine)
    return rows.select_related("customer", "proposed_by", "decided_by").order_by("pk")


@roles_required("director")
def round_new(request: SignedInRequest) -> HttpResponse:
    """Plan a round."""
    form = RoundForm(request.POST or None)
    made = send_once(
        form,
        person=request.user,
        make=lambda: reverse(
            "round",
            args=[plan_round(person=request.user, **form.changes).pk],
        ),
    )
    if made:
        return redirect(made)
    return render(
        request, "report_cards/round_new.html", {"form": form}, status=answer_status(form)
    )


@roles_required("manager", "director")
@require_POST
def round_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draw with the seed of the dry run that was looked at, and send; a director's act."""
    this_round = get_object_or_404(Round, pk=pk)
    if not may_send_rounds(request.user):
        raise NotAllowedError(_("Only a director sends a round."))
    if this_round.state == RoundState.PLANNED:
        seed = request.POST.get("seed", "")
        draw_round(
            person=request.user,
            this_round=this_round,
            seed=int(seed) % _SEEDS if seed.isdecimal() else None,
        )
        this_round.refresh_from_db()
    done = send_round(person=request.user, this_round=this_round)
    messages.success(
        request,
        ngettext("%(n)s card is on its way.", "%(n)s cards are on their way.", done.queued)
        % {"n": done.queued},
    )
    return redirect("round", pk=pk)


@roles_required("rep", "lead", "manager")
def exclusion_new(request: SignedInRequest, pk: int, customer_pk: int) -> HttpResponse:
    """Propose to leave a customer out; a manager decides."""
    customer: Customer = get_visible(customers_readable(request.user), customer_pk)
    this_round = get_object_or_404(Round, pk=pk)
    form = ExclusionForm(request.POST or None)

    def make() -> str:
        propose_exclusion(
            person=request.user,
            this_round=this_round,
            customer=customer,
            reason=str(form.cleaned_data["reason"]),
        )
        return reverse("report_cards")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Proposed. A manager decides."))
        return redirect(made)
    shown = {"form": form, "customer": customer, "round": this_round}
    return render(request, "report_cards/exclusion_new.html", shown, status=answer_status(form))


@roles_required("manager", "director")
@require_POST
def exclusion_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide a proposal: left out, or asked all the same."""
    visible = Exclusion.objects.filter(customer__in=customers_readable(request.user))
    exclusion = get_visible(visible, pk)
    decide_exclusion(
        person=request.user,
        exclusion=exclusion,
        leave_out=request.POST.get("decision") == Decision.ACCEPTED,
    )
    return redirect("round", pk=exclusion.round_id)
