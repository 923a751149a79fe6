"""Mail that no signature brought to a ticket: somebody of service looks at each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible
from crm import clock
from crm.recovery import actions
from crm.recovery.forms import AttachForm
from crm.recovery.models import Attachment, Place
from crm.recovery.permissions import may_sort_mail
from crm.recovery.queries import (
    Filters,
    contacts_of_address,
    mail_waiting,
    open_tickets,
    tickets_visible_to,
)

SHOWN = 50


@require_safe
@roles_required("service")
def triage(request: SignedInRequest) -> HttpResponse:
    """List the mails that wait, the oldest first, with who may have written each."""
    waiting = mail_waiting(request.user)
    mails = list(waiting.defer("whole")[:SHOWN])
    known = contacts_of_address(request.user, {mail.from_address for mail in mails})
    context = {
        "rows": [(mail, known.get(mail.from_address.lower(), [])) for mail in mails],
        "count": waiting.count(),
    }
    return render(request, "recovery/triage.html", context)


@roles_required("service")
def triage_mail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one mail that waits; sending its form puts it into a ticket."""
    person = request.user
    mail = get_visible(mail_waiting(person), pk)
    suggested = contacts_of_address(person, {mail.from_address}).get(mail.from_address, [])
    tickets = (
        open_tickets(person, Filters(), clock.now())
        .select_related("customer")
        .order_by("-reported_at")
    )
    theirs = [contact.customer_id for contact in suggested]
    likely = tickets.filter(customer__in=theirs) if theirs else tickets
    form = AttachForm(sent(request), tickets=likely)

    def attach() -> str:
        ticket = form.cleaned_data["ticket"]
        actions.attach_mail(person=person, message=mail, ticket=ticket)
        return reverse("ticket", args=[ticket.pk])

    address = send_once(form, person=person, make=attach)
    if address:
        messages.success(request, _("The mail is in the ticket."))
        return redirect(address)
    query = {"mail": mail.pk} | ({"contact": suggested[0].pk} if len(suggested) == 1 else {})
    context = {
        "mail": mail,
        "files": mail.attachments.defer("content").order_by("id"),
        "suggested": suggested,
        "form": form,
        "new_url": f"{reverse('ticket_new')}?{urlencode(query)}",
    }
    return render(request, "recovery/triage_mail.html", context, status=answer_status(form))


@require_POST
@roles_required("service")
def triage_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a mail tells of no mishap."""
    actions.set_mail_aside(person=request.user, message=get_visible(mail_waiting(request.user), pk))
    messages.success(request, _("Set aside. It is deleted after thirty days."))
    return redirect("triage")


@require_safe
@sign_in_required
def mail_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a file to whoever may read its ticket (or looks at waiting mail), as a download."""
    person = request.user
    seen = tickets_visible_to(person).filter(pk=OuterRef("message__ticket"))
    may = Q(Exists(seen))
    if may_sort_mail(person):
        may |= Q(message__place=Place.WAITING)
    file = Attachment.objects.filter(may, pk=pk).first()
    if file is None:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.kind)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=file.name) or ""
    )
    return answer
