"""Where customers tell us of a mishap, without signing in. Opening a page writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.actions import contact_of_mishap
from accounts.forms import answer_status, send_once, sent
from accounts.views.letters import (
    closing_page,
    is_too_much,
    language_chosen,
    letter,
    quiet,
    sender_of,
)
from crm.recovery import actions
from crm.recovery.forms import OwnReportForm, StrangerForm, new_stamp, read_stamp
from crm.recovery.queries import things_of
from crm.recovery.rules.reporting import REPORT

#: Reports of one sender in an hour and of one address in a day: a bad day, and no flood.
FROM_A_SENDER, FROM_AN_ADDRESS, FROM_A_CONTACT = 6, 5, 6
DAY = 24 * 3600


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def oops(request: HttpRequest) -> HttpResponse:
    """Take a mishap from somebody we need not know; the answer never says whether we do."""
    language = language_chosen(request, None)
    words = REPORT[language]
    form = StrangerForm(sent(request), words=words)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        if _is_flood(request, str(given["email"])):
            return closing_page(request, "many", status=429, table=REPORT)
        once = form.once or read_stamp(new_stamp(seconds_ago=60))
        del given["made"], given["website"]
        report = actions.Report(**given, is_machine=form.is_machine)
        actions.take_report(report, once=once)
        return closing_page(request, "thanks", status=200, table=REPORT)
    made = request.POST.get("made", "")
    shown: dict[str, object] = {
        "words": words,
        "lead": words["lead"],
        "form": form,
        "made": made if read_stamp(made) else new_stamp(),
    }
    return letter(request, "recovery/oops.html", language, shown, status=answer_status(form))


def _is_flood(request: HttpRequest, address: str) -> bool:
    many = is_too_much(f"oops:{sender_of(request)}", most=FROM_A_SENDER, seconds=3600)
    if address:
        name = f"oops-of:{address.lower()}"
        many = is_too_much(name, most=FROM_AN_ADDRESS, seconds=DAY) or many
    return many


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def oops_own(request: HttpRequest, token: str) -> HttpResponse:
    """Take a mishap by a contact's own link: it is a ticket at once, and its clock runs."""
    contact = contact_of_mishap(token)
    if contact is None:
        return closing_page(request, "unknown", status=404)
    language = language_chosen(request, contact)
    words = REPORT[language]
    form = OwnReportForm(sent(request), words=words, things=things_of(contact.customer))

    def make() -> str:
        given = form.changes
        ticket = actions.report_mishap(contact=contact, deal=given.pop("about", None), **given)
        return reverse("oops_at", args=[actions.standing_token(ticket, contact)])

    if form.is_bound and form.is_valid():
        if is_too_much(f"oops-by:{contact.pk}", most=FROM_A_CONTACT, seconds=DAY):
            return closing_page(request, "many", status=429, contact=contact, table=REPORT)
        address = send_once(form, person=None, make=make)
        if address:
            return redirect(f"{address}?lang={language}&said=reported")
    shown: dict[str, object] = {
        "words": words,
        "lead": words["lead_own"].format(name=contact.name),
        "form": form,
    }
    return letter(request, "recovery/oops.html", language, shown, status=answer_status(form))
