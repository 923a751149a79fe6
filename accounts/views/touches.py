"""The pages for a customer's days: since when they are one, and when we are in touch next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import plan_touch, win_customer
from accounts.forms import OnceForm, answer_status, send_once, sent
from accounts.forms.touches import TouchForm, WonForm
from accounts.models import Customer
from accounts.permissions import SignedInRequest, may_write_customer, sign_in_required
from accounts.queries import customers_named, get_visible
from crm import clock
from crm.errors import NotAllowedError


@sign_in_required
def customer_won(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say since when a prospect is a customer."""
    customer = _mine(request, pk)
    form = WonForm(sent(request), initial={"since_on": clock.today()})
    page = reverse("customer", args=[pk])

    def win() -> str:
        win_customer(person=request.user, customer=customer, **form.changes)
        return page

    if send_once(form, person=request.user, make=win):
        messages.success(request, _("Welcome them: they are a customer now."))
        return redirect(page)
    heading = _("%(name)s became a customer") % {"name": customer.name}
    return _page(request, form, heading=heading, button=_("Save the day"), cancel_url=page)


@sign_in_required
def customer_touch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say when one means to be in touch next, and why."""
    customer = _mine(request, pk)
    initial = {"on": customer.next_touch_on, "why": customer.next_touch_why}
    form = TouchForm(sent(request), initial=initial)
    page = reverse("customer", args=[pk])

    def plan() -> str:
        plan_touch(person=request.user, customer=customer, **form.changes)
        return page

    if send_once(form, person=request.user, make=plan):
        messages.success(request, _("Next touch saved."))
        return redirect(page)
    heading = _("Next touch with %(name)s") % {"name": customer.name}
    return _page(request, form, heading=heading, cancel_url=page)


def _mine(request: SignedInRequest, pk: int) -> Customer:
    customer = get_visible(customers_named(request.user), pk)
    if not may_write_customer(request.user, customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    return customer


def _page(request: SignedInRequest, form: OnceForm, **words: object) -> HttpResponse:
    status = answer_status(form)
    return render(request, "accounts/form_page.html", {"form": form, **words}, status=status)
