"""The empty chair: the customer's own words on the wall of a meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import customers_readable, get_visible
from crm import clock
from crm.home.queries.chair import chair_of


@sign_in_required
@require_safe
def empty_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a customer would say if somebody of theirs sat in the room."""
    customer = get_visible(customers_readable(request.user), pk)
    page = {"customer": customer, "chair": chair_of(request.user, customer), "now": clock.now()}
    return render(request, "home/chair.html", page)
