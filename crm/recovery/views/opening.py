"""Writing down a new mishap."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import take_down_caller
from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import contacts_reachable, customers_named
from crm.recovery import actions
from crm.recovery.forms import NewTicketForm
from crm.recovery.models import CameBy
from crm.recovery.permissions import TICKET_ROLES
from crm.recovery.queries import mail_waiting


@roles_required(*TICKET_ROLES)
def ticket_new(request: SignedInRequest) -> HttpResponse:
    """Open a ticket; a double click opens one."""
    person = request.user
    form = NewTicketForm(sent(request), person=person, initial=_initial(request))

    def make() -> str:
        report = form.changes
        if form.caller:
            report["customer"], report["contact"] = take_down_caller(person=person, **form.caller)
        mail = mail_waiting(person).filter(pk=report.pop("mail") or 0).first()
        if mail is None:
            made = actions.open_ticket(person=person, **report)
        else:
            made = actions.open_from_mail(person=person, message=mail, **report)
        return reverse("ticket", args=[made.pk])

    address = send_once(form, person=person, make=make)
    if address:
        messages.success(request, _("The clock runs. Reach the customer first."))
        if form.caller:
            who = form.caller["contact_name"] or form.caller["customer_name"]
            messages.success(request, _("%(name)s is written down.") % {"name": who})
        return redirect(address)
    return render(request, "recovery/new.html", {"form": form}, status=answer_status(form))


def _initial(request: SignedInRequest) -> dict[str, Any]:
    """Fill in the customer or contact a link names, where the person may see them."""
    initial: dict[str, Any] = _of_mail(request)
    if request.user.has_role("service"):
        initial["owner"] = request.user.pk
    contact_id, customer_id = request.GET.get("contact", ""), request.GET.get("customer", "")
    if contact_id.isdecimal():
        contact = contacts_reachable(request.user).filter(pk=contact_id[:18]).first()
        if contact:
            return initial | {"customer": contact.customer.name, "contact": contact.name}
    if customer_id.isdecimal():
        customer = customers_named(request.user).filter(pk=customer_id[:18]).first()
        if customer:
            initial["customer"] = customer.name
    return initial


def _of_mail(request: SignedInRequest) -> dict[str, Any]:
    """Fill in the words of a waiting mail, where the person may look at such."""
    number = request.GET.get("mail", "")
    found = mail_waiting(request.user).filter(pk=number[:18]) if number.isdecimal() else None
    mail = found.first() if found is not None else None
    if mail is None:
        return {}
    words = (mail.words or mail.subject)[:4000]
    channel = "web" if mail.came_by == CameBy.FORM else "email"
    return {
        "mail": mail.pk,
        "words": words,
        "channel": channel,
        "contact": mail.from_name,
        "reach": mail.from_address,
        "reported_at": mail.received_at,
        "cost_words": mail.how_bad,
    }
