"""The colleagues offered while somebody writes @ and a name."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, sign_in_required
from crm.recovery.queries import ticket_visible
from crm.recovery.queries.mentions import readers_called

_LONGEST = 40


@require_safe
@sign_in_required
def ticket_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the names of some who may read the ticket and whose names begin with `q`."""
    row = ticket_visible(request.user, pk)
    begins = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    names = [one.name for one in readers_called(row, begins)] if begins else []
    return JsonResponse({"names": names})
