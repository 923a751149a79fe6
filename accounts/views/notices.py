"""Everybody chooses what comes by mail, and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import answer_status, send_once, sent
from accounts.forms.notices import NoticesForm
from accounts.permissions import SignedInRequest, sign_in_required
from crm.notices.actions import choose_ways


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def settings_notices(request: SignedInRequest) -> HttpResponse:
    """Show and change how one hears of each kind of thing."""
    form, page = NoticesForm(sent(request), person=request.user), reverse("settings_notices")

    def change() -> str:
        choose_ways(person=request.user, ways=form.ways, hour=form.cleaned_data["hour"])
        return page

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Your choices hold from now on."))
        return redirect(page)
    return render(
        request, "accounts/settings_notices.html", {"form": form}, status=answer_status(form)
    )
