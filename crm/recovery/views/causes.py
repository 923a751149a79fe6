"""Why things go wrong: a short list, what each cause comes to, and the tickets behind it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm.errors import NotAllowedError
from crm.recovery import actions
from crm.recovery.forms import CauseNameForm
from crm.recovery.models import Cause
from crm.recovery.permissions import TICKET_ROLES, may_keep_causes
from crm.recovery.queries import causes_counted, tickets_of_cause


@roles_required(*TICKET_ROLES)
@require_http_methods(["GET", "POST"])
def causes(request: SignedInRequest) -> HttpResponse:
    """List the causes with their counts; a POST adds one."""
    if request.method == "POST" and not may_keep_causes(request.user):
        raise NotAllowedError(_("Leads, managers and directors keep the list of causes."))
    form = CauseNameForm(sent(request))

    def make() -> str:
        actions.add_cause(person=request.user, name=form.cleaned_data["name"])
        return reverse("causes")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("On the list."))
        return redirect(made)
    page = {
        "rows": causes_counted(request.user),
        "form": form,
        "may_keep": may_keep_causes(request.user),
    }
    return render(request, "recovery/causes.html", page, status=answer_status(form))


@roles_required(*TICKET_ROLES)
@require_http_methods(["GET", "POST"])
def cause(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the tickets of a cause; a POST gives it another name."""
    row = get_visible(Cause.objects.all(), pk)
    if request.method == "POST" and not may_keep_causes(request.user):
        raise NotAllowedError(_("Leads, managers and directors keep the list of causes."))
    form = CauseNameForm(sent(request), initial={"name": row.name})

    def make() -> str:
        actions.rename_cause(person=request.user, cause=row, name=form.cleaned_data["name"])
        return reverse("cause", args=[pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Changes saved."))
        return redirect(made)
    page = tickets_of_cause(request.user, row, request.GET.get("after"))
    context = {
        "cause": row,
        "tickets": page.rows,
        "form": form,
        "may_keep": may_keep_causes(request.user),
        "next_url": f"?after={page.next_cursor}" if page.next_cursor else "",
    }
    return render(request, "recovery/cause.html", context, status=answer_status(form))


@roles_required(*TICKET_ROLES)
@require_POST
def cause_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a cause off the list offered, or put it back."""
    row = get_visible(Cause.objects.all(), pk)
    retired = request.POST.get("active") == "no"
    actions.retire_cause(person=request.user, cause=row, retired=retired)
    messages.success(request, _("Changes saved."))
    return redirect("causes")
