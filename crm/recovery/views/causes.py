"""Why things go wrong: a short list, what each cause comes to, and the tickets behind it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once, sent
from accounts.models import Person
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm.errors import NotAllowedError
from crm.recovery import actions
from crm.recovery.forms import CauseNameForm, SaidCauseForm
from crm.recovery.models import Cause
from crm.recovery.permissions import TICKET_ROLES, may_keep_causes
from crm.recovery.queries import causes_counted, said_counted, tickets_of_cause


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
        **_listed(request.user),
        "form": form,
    }
    return render(request, "recovery/causes.html", page, status=answer_status(form))


@roles_required(*TICKET_ROLES)
@require_POST
def cause_said(request: SignedInRequest) -> HttpResponse:
    """Put what was said in own words under a cause, or make a cause of it."""
    form = SaidCauseForm(sent(request), auto_id="refused_%s")

    def name() -> str:
        actions.name_said_cause(person=request.user, **form.changes)
        return reverse("causes")

    made = send_once(form, person=request.user, make=name)
    if made:
        messages.success(request, _("On the list; its tickets count there now."))
        return redirect(made)
    page = {**_listed(request.user, refused=form), "form": CauseNameForm()}
    return render(request, "recovery/causes.html", page, status=422)


def _listed(person: Person, *, refused: SaidCauseForm | None = None) -> dict[str, object]:
    """Give the causes, and a form for each that was said in own words."""
    rows, may_keep = causes_counted(person), may_keep_causes(person)
    offered = [row.cause for row in rows if row.cause.is_active]
    said = []
    for place, one in enumerate(said_counted(person)):
        initial = {"words": one["words"], "name": one["words"]}
        form = SaidCauseForm(initial=initial, auto_id=f"said{place}_%s", offered=offered)
        is_refused = refused is not None and refused.data.get("words") == one["words"]
        said.append((one, refused if is_refused else form))
    return {
        "rows": rows,
        "said": said,
        "refused": refused,
        "may_keep": may_keep,
    }


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
