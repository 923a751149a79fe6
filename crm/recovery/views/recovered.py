"""The recoveries behind the figures of the board."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from crm import clock
from crm.recovery.permissions import TICKET_ROLES
from crm.recovery.queries import recovered_lately


@require_safe
@roles_required(*TICKET_ROLES)
def recovered(request: SignedInRequest) -> HttpResponse:
    """List the recoveries of 30 days behind a figure of the board."""
    outcome = request.GET.get("outcome", "")
    names = _outcomes()
    page = recovered_lately(request.user, clock.now(), outcome, request.GET.get("cursor"))
    following = page.next_cursor and f"?outcome={outcome}&cursor={page.next_cursor}"
    context = {
        "page": page,
        "outcome": outcome if outcome in names else "",
        "names": names.items(),
        "next_url": following,
    }
    return render(request, "recovery/recovered.html", context)


def _outcomes() -> dict[str, str]:
    return {
        "": _("All"),
        "in_time": _("Before their deadline"),
        "late": _("After their deadline"),
        "more": _("More loyal"),
        "same": _("The same"),
        "less": _("Less loyal"),
        "no_answer": _("No answer"),
        "no_baseline": _("Not known before"),
    }
