"""Hand-over of one customer, and the wizard for somebody who leaves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import (
    decline_offer,
    may_offer,
    note_customer_told,
    offer_customer,
    withdraw_offer,
)
from accounts.forms import answer_status, send_once, sent
from accounts.models import Person
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import customers_named, get_visible, people_of_my_teams, with_role
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError
from crm.home.actions.handing import accept_hand_over
from crm.home.actions.leaving import may_let_go, move_everything, work_of
from crm.home.forms import HandOverForm, LeavingForm
from crm.home.queries.handing import checklist_of, hand_overs_visible, letter_draft


@sign_in_required
def hand_over_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer a customer to another steward."""
    person = request.user
    customer = get_visible(customers_named(person), pk)
    if not may_offer(person, customer):
        raise NotAllowedError(
            _("The steward, who looks after a customer, or their lead offers it.")
        )
    form = HandOverForm(
        sent(request),
        receivers=with_role("rep"),
        initial={"from_on": clock.today()},
    )

    def offer() -> str:
        url = reverse("hand_over", args=[0])
        row = offer_customer(person=person, customer=customer, url=url, **form.changes)
        return reverse("hand_over", args=[row.pk])

    made = send_once(form, person=person, make=offer)
    if made:
        messages.success(request, _("Offered. Nothing moves until they accept."))
        return redirect(made)
    return render(
        request,
        "home/hand_over_new.html",
        {
            "form": form,
            "customer": customer,
            "checks": checklist_of(customer),
            "cancel_url": reverse("customer", args=[pk]),
        },
        status=answer_status(form),
    )


@sign_in_required
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one offer: the checklist, what one must know, and the answers one may give."""
    person = request.user
    row = get_visible(hand_overs_visible(person), pk)
    return render(
        request,
        "home/hand_over.html",
        {
            "row": row,
            "checks": checklist_of(row.customer),
            "is_receiver": row.receiver_id == person.pk,
            "may_withdraw": row.offered_by_id == person.pk or may_offer(person, row.customer),
            "tells": person.pk in {row.giver_id, row.receiver_id, row.offered_by_id},
            "letter": letter_draft(row) if row.state == "accepted" else "",
        },
    )


@require_POST
@sign_in_required
def hand_over_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept, decline, take back, or note that the customer was told."""
    person = request.user
    get_visible(hand_overs_visible(person), pk)
    answer = request.POST.get("answer", "")
    if answer == "accept":
        accept_hand_over(person=person, hand_over_id=pk)
        messages.success(request, _("They are yours from that day on. Tell the customer by name."))
    elif answer == "decline":
        reason = request.POST.get("reason", "").replace("\0", "")[:400]
        decline_offer(person=person, hand_over_id=pk, reason=reason)
        messages.success(request, _("Declined; they know why."))
    elif answer == "told":
        note_customer_told(person=person, hand_over_id=pk)
        messages.success(request, _("Noted: the customer knows."))
    else:
        withdraw_offer(person=person, hand_over_id=pk)
        messages.success(request, _("The offer is taken back."))
    return redirect("hand_over", pk)


@roles_required("lead", "manager", "director", "admin")
def leaving(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move all of somebody's work in one act; then they cannot sign in any more."""
    by = request.user
    leaver = Person.objects.filter(pk=pk).first()
    if leaver is None or not may_let_go(by, leaver):
        raise NotVisibleError(_("There is no such person in your teams."))
    everybody = by.has_role("admin", "director")
    near = Person.objects.all() if everybody else people_of_my_teams(by)
    receivers = near.filter(is_active=True).exclude(pk=pk).order_by("name", "id")
    work = work_of(leaver)
    form = LeavingForm(sent(request), work=work, receivers=receivers)

    def move() -> str:
        move_everything(by=by, leaver=leaver, receivers=form.changes)
        return reverse("settings_people")

    made = send_once(form, person=by, make=move)
    if made:
        messages.success(
            request, _("All work of %(name)s has somebody new.") % {"name": leaver.name}
        )
        return redirect(made)
    return render(
        request,
        "home/leaving.html",
        {"form": form, "leaver": leaver, "total": sum(work.values())},
        status=answer_status(form),
    )
