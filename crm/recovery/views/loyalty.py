"""The customer's own page: how loyal they are after a mishap. Looking at it writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from crm.recovery import actions
from crm.recovery.forms import LoyaltyForm
from crm.recovery.queries import question_of


def loyalty(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and thank; the link brings back the answer, which may be changed."""
    question, answer = question_of(token)
    with translation.override(question.contact.language or translation.get_language()):
        given = {
            name: getattr(answer, name)
            for name in ("score", "fair_outcome", "fair_handling", "respect")
            if answer is not None
        }
        form = LoyaltyForm(request.POST if request.method == "POST" else None, initial=given)
        saved = form.is_bound and form.is_valid()
        if saved:
            actions.answer_loyalty(token=token, **form.cleaned_data)
        context = {
            "form": form,
            "saved": saved,
            "words": question.cycle.ticket.words,
            "name": question.contact.name,
        }
        status = 422 if form.is_bound and not saved else 200
        return render(request, "recovery/loyalty.html", context, status=status)
