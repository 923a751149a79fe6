"""The one cap over all mail we send to a contact: a director sets it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import change_mail_policy
from accounts.forms import answer_status, send_once, sent
from accounts.forms.mail_cap import MailCapForm
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import contacts_with_lower_cap, mail_policy


@roles_required("director")
@require_http_methods(["GET", "POST"])
def settings_mail(request: SignedInRequest) -> HttpResponse:
    """Show and change how many mails a contact may get from us, of all kinds together."""
    policy, page = mail_policy(), reverse("settings_mail")
    form = MailCapForm(sent(request), policy=policy)

    def change() -> str:
        version = form.cleaned_data["version"]
        change_mail_policy(person=request.user, version=version, **form.changes)
        return page

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("The cap holds from now on."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = mail_policy()
        form.compare_with(newer.version, {"cap": newer.cap, "days": newer.days})
    return render(
        request,
        "accounts/form_page.html",
        {
            "form": form,
            "heading": _("Mail to customers"),
            "lead": _(
                "At most so many mails to one contact, whoever of us sends them. %(lower)d of"
                " %(all)d contacts asked for fewer."
            )
            % contacts_with_lower_cap(policy),
            "crumb_url": reverse("settings"),
        },
        status=answer_status(form),
    )
