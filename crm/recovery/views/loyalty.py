"""The customer's own page: how loyal they are after a mishap. Looking at it writes nothing."""

from django.http import HttpRequest, HttpResponse

from accounts.views.letters import language_chosen, letter
from crm.recovery import actions
from crm.recovery.forms import LoyaltyForm
from crm.recovery.queries import question_of
from crm.recovery.rules.loyalty_words import LOYALTY_WORDS


def loyalty(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and thank; the link brings back the answer, which may be changed."""
    question, answer = question_of(token)
    language = language_chosen(request, question.contact)
    words = LOYALTY_WORDS[language]
    given = {
        name: getattr(answer, name)
        for name in ("score", "fair_outcome", "fair_handling", "respect")
        if answer is not None
    }
    sent = request.POST if request.method == "POST" else None
    form = LoyaltyForm(sent, initial=given, words=words)
    saved = form.is_bound and form.is_valid()
    if saved:
        actions.answer_loyalty(token=token, **form.cleaned_data)
    shown: dict[str, object] = {
        "form": form,
        "saved": saved,
        "words": words,
        "about": words["about"].format(name=question.contact.name),
        "said": question.cycle.ticket.words,
        "name": question.contact.name,
    }
    status = 422 if form.is_bound and not saved else 200
    return letter(request, "recovery/loyalty.html", language, shown, status=status)
