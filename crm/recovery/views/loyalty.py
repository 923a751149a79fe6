"""The customer's own page: how loyal they are after a mishap. Looking at it writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.actions import mishap_path
from accounts.views.letters import closing_page, language_chosen, letter, quiet
from crm.recovery import actions
from crm.recovery.forms import LoyaltyForm
from crm.recovery.models import LoyaltyQuestion
from crm.recovery.queries import question_of
from crm.recovery.rules.loyalty_words import LOYALTY_WORDS
from crm.recovery.rules.reporting import REPORT

ASKED = ("score", "fair_outcome", "fair_handling", "respect")


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def loyalty(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and thank; the link brings back the answer, which may be changed for three weeks.

    A number in the address, as a mail's links have it, is only chosen beforehand.
    """
    question, answer = question_of(token)
    if question is None:
        return closing_page(request, "unknown", status=404)
    language = language_chosen(request, question.contact)
    if actions.is_late(question):
        return _late(request, question, language)
    words = LOYALTY_WORDS[language]
    given = {name: getattr(answer, name) for name in ASKED if answer is not None}
    tapped = request.GET.get("score", "")
    if tapped.isdecimal():
        given["score"] = tapped[:2]
    sent = request.POST if request.method == "POST" else None
    form = LoyaltyForm(sent, initial=given, words=words)
    saved = form.is_bound and form.is_valid()
    if saved:
        actions.answer_loyalty(token=token, **form.cleaned_data)
    theirs = question.cycle.ticket.words_are_theirs
    shown: dict[str, object] = {
        "form": form,
        "saved": saved,
        "words": words,
        "about": words["about"].format(name=question.contact.name) if theirs else "",
        "said": question.cycle.ticket.words if theirs else "",
        "name": question.contact.name,
    }
    status = 422 if form.is_bound and not saved else 200
    return letter(request, "recovery/loyalty.html", language, shown, status=status)


def _late(request: HttpRequest, question: LoyaltyQuestion, language: str) -> HttpResponse:
    words = LOYALTY_WORDS[language]
    shown: dict[str, object] = {
        "heading": words["late_title"],
        "sentence": words["late"],
        "own_page": REPORT[language]["title"],
        "own_page_url": mishap_path(question.contact),
    }
    return letter(request, "accounts/letters/closed.html", language, shown, status=410)
