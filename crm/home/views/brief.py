"""The brief: what to know before a meeting, on one page that also prints."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import customers_readable, get_prepared, readable_numbered
from crm import clock
from crm.home.queries.brief import brief_of


@sign_in_required
@require_safe
def brief(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what one needs before meeting somebody at a customer; reading is recorded."""
    customer = get_prepared(readable_numbered, customers_readable, request.user, pk)
    page = {
        "customer": customer,
        "brief": brief_of(request.user, customer, contact=request.GET.get("contact", "")),
        "now": clock.now(),
        "today": clock.today(),
    }
    return render(request, "home/brief.html", page)
