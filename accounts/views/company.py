"""Who we are, for the director and the admin: name, time zone, language, currency."""

import zoneinfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import change_company
from accounts.actions.company import OWN
from accounts.forms import CompanyForm, answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import money_is_counted, our_company
from crm import clock


@roles_required("director", "admin")
def settings_company(request: SignedInRequest) -> HttpResponse:
    """Show and change who we are, and say what each change changes."""
    row = our_company()
    said = {name: getattr(row, name) for name in OWN}
    form = CompanyForm(
        sent(request),
        initial=said | {"version": row.version},
        is_counted=money_is_counted(),
    )
    page = reverse("settings_company")

    def change() -> str:
        version = form.cleaned_data["version"]
        change_company(by=request.user, version=version, **form.changes)
        return page

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Changes saved. They hold everywhere within a minute."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        form.compare_with(row.version, said)
    return render(
        request,
        "accounts/company.html",
        {
            "form": form,
            "heading": _("Our company"),
            "crumb_url": reverse("settings"),
            "zone": row.zone,
            "here_at": clock.now().astimezone(zoneinfo.ZoneInfo(row.zone)),
        },
        status=answer_status(form),
    )
