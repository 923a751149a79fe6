"""False alarms of the detector: the author asks, the privacy officer decides."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from secrets_manual import actions, queries
from secrets_manual.models import Refusal


@roles_required("privacy")
@require_safe
def refusals(request: SignedInRequest) -> HttpResponse:
    """List the refusals that their authors call false alarms; no words are kept of them."""
    page = {
        "appeals": queries.appeals(),
        "counts": queries.refusals_by_rule(),
        "set_aside": queries.set_aside()[:100],
    }
    return render(request, "secrets_manual/refusals.html", page)


@sensitive_post_parameters()
@sign_in_required
@require_POST
def refusal_appeal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the privacy officer to release exactly the refused text."""
    refusal = Refusal.objects.filter(pk=pk, person=request.user).first()
    if refusal is None:
        raise Http404
    actions.appeal_refusal(person=request.user, refusal=refusal)
    messages.success(
        request, _("The privacy officer was told, without the words. They will ask you.")
    )
    return redirect("secret_new")


@roles_required("privacy")
@require_POST
def refusal_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Release exactly this text, unseen; its author is told."""
    refusal = Refusal.objects.filter(pk=pk).select_related("person").first()
    if refusal is None:
        raise Http404
    actions.release_refusal(person=request.user, refusal=refusal)
    messages.success(request, _("Released: this text, and no other, may be saved"))
    return redirect("refusals")
