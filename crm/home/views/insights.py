"""What customers want, counted across customers, with nobody's name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from secrets_manual.queries import FEWEST_CUSTOMERS, wants_by_kind
from secrets_manual.rules.kinds import Layer


@roles_required("rep", "lead", "manager", "director", "marketing")
@require_safe
def insights(request: SignedInRequest) -> HttpResponse:
    """Show wants and needs by kind: one's own customers', the team's, or everybody's."""
    page = {
        "wants": wants_by_kind(request.user),
        "needs": wants_by_kind(request.user, layer=Layer.NEED.value),
        "needed": FEWEST_CUSTOMERS,
        "all_customers": request.user.has_role("marketing", "director"),
    }
    return render(request, "home/insights.html", page)
