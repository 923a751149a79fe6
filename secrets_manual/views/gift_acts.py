"""One gift: written down, decided by a second person, given."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from secrets_manual import actions, queries
from secrets_manual.forms import DecideForm, GiftForm, HandForm
from secrets_manual.models import Gift
from secrets_manual.permissions import GIVING, may_decide_gift
from secrets_manual.views.agreed import asked_customer
from secrets_manual.views.gifts import READING


@sensitive_post_parameters()
@roles_required(*GIVING)
@require_http_methods(["GET", "POST"])
def gift_new(request: SignedInRequest) -> HttpResponse:
    """Write down a gift; what is over a limit is asked for first."""
    customer, contact_pk = asked_customer(request)
    tickets = queries.tickets_of_customer(customer) if customer else []
    chosen = {"contact": contact_pk, "ticket_id": request.GET.get("ticket", "")}
    form = GiftForm(
        sent(request), person=request.user, customer=customer, tickets=tickets, initial=chosen
    )

    def make() -> str:
        given = form.changes
        value_minor = given.pop("value")
        made = actions.record_gift(
            person=request.user, customer=form.at, value_minor=value_minor, **given
        )
        return reverse("gift", args=[made.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Written down"))
        return redirect(made)
    allowed = queries.allowance_for(customer) if customer else None
    page = {
        "form": form,
        "customer": customer,
        "allowed": queries.what_is_allowed(allowed) if allowed else "",
    }
    return render(request, "secrets_manual/gift_new.html", page, status=answer_status(form))


@roles_required(*READING)
@require_safe
def gift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one entry of the register, and let a second person decide what is over a limit."""
    return _page(request, _found(request, pk))


def _found(request: SignedInRequest, pk: int) -> Gift:
    return get_visible(queries.gifts_visible(request.user), pk)


def _page(
    request: SignedInRequest, row: Gift, *, bound: DecideForm | HandForm | None = None
) -> HttpResponse:
    decides = row.waits and may_decide_gift(request.user, row)
    hands = row.may_be_handed and row.person_id == request.user.pk
    page = {
        "gift": row,
        "decide_form": (bound or DecideForm()) if decides else None,
        "hand_form": (bound or HandForm()) if hands else None,
    }
    status = answer_status(bound) if bound else 200
    return render(request, "secrets_manual/gift.html", page, status=status)


@sensitive_post_parameters()
@roles_required(*READING)
@require_POST
def gift_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve or refuse a gift that is over a limit."""
    row, form = _found(request, pk), DecideForm(request.POST)

    def decide() -> str:
        approved = form.cleaned_data["answer"] == "approved"
        why = form.cleaned_data["why"]
        actions.decide_gift(person=request.user, gift=row, approved=approved, why=why)
        return reverse("gift", args=[pk])

    made = send_once(form, person=request.user, make=decide)
    return redirect(made) if made else _page(request, row, bound=form)


@roles_required(*READING)
@require_POST
def gift_hand(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that an approved gift was given."""
    row, form = _found(request, pk), HandForm(request.POST)

    def hand() -> str:
        actions.hand_gift(person=request.user, gift=row, on=form.cleaned_data["on"])
        return reverse("gift", args=[pk])

    made = send_once(form, person=request.user, make=hand)
    return redirect(made) if made else _page(request, row, bound=form)
