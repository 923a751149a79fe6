"""Sending a contact the link to their own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import contacts_reachable, get_visible
from crm.errors import RuleBrokenError
from secrets_manual.actions import mail_page_link


@require_POST
@sign_in_required
def contact_page_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mail a contact the link to their own page, or say why it does not go."""
    contact = get_visible(contacts_reachable(request.user), pk)
    try:
        mail_page_link(person=request.user, contact=contact)
    except RuleBrokenError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, _("The link to their page is on its way to them."))
    return redirect("contact", pk=pk)
