"""The page where a customer reads how their mishap stands and says what they think of it.

Opening it writes nothing.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import mishap_path
from accounts.forms import send_once
from accounts.models import Contact
from accounts.views.letters import closing_page, is_too_much, language_chosen, letter, quiet
from crm import clock
from crm.recovery import actions
from crm.recovery.forms import AnswerForm, DirectorForm, FixedForm, LaterForm, ThankForm
from crm.recovery.models import Ticket
from crm.recovery.rules.standing import STANDING
from crm.recovery.views.standing_lines import moment_named, standing_shown, zone_of

FORMS: dict[str, type[AnswerForm]] = {
    "fixed": FixedForm,
    "later": LaterForm,
    "thank": ThankForm,
    "director": DirectorForm,
}
#: What the page may say after an answer.
SAID = frozenset(("reported", "fixed", "not-yet", "again", "later", "passed", "thank", "director"))
ANSWERED_UNTIL = dt.timedelta(days=90)
ANSWERS_AN_HOUR = 12


def _is_over(ticket: Ticket) -> bool:
    """Whether it was closed so long ago that it is told anew, and not opened again."""
    closed_at = ticket.cycle.recovered_at or ticket.cycle.lost_at
    return closed_at is not None and clock.now() - closed_at > ANSWERED_UNTIL


@quiet
@require_safe
def oops_at(request: HttpRequest, token: str) -> HttpResponse:
    """Show how it stands, to whom it is about."""
    found = actions.ticket_of_link(token)
    if found is None:
        return closing_page(request, "unknown", status=404)
    return _shown(request, token, found)


@quiet
@require_POST
def oops_answer(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """Take one answer of the customer's; sent twice it counts once."""
    found = actions.ticket_of_link(token)
    if found is None or act not in FORMS:
        return closing_page(request, "unknown", status=404)
    ticket, contact = found.ticket, found.contact
    if _is_over(ticket):
        return _shown(request, token, found, status=410)
    if is_too_much(f"oops-answer:{found.own.pk}", most=ANSWERS_AN_HOUR, seconds=3600):
        return closing_page(request, "busy", status=429, contact=contact)
    language = language_chosen(request, contact)
    with timezone.override(zone_of(contact)), translation.override(language):
        form = FORMS[act](request.POST, words=STANDING[language], auto_id=f"{act}_%s")
        said = send_once(form, person=None, make=lambda: ANSWERS[act](ticket, contact, form))
    if said:
        page = reverse("oops_at", args=[token])
        return redirect(f"{page}?lang={language}&said={said}")
    fresh = actions.ticket_of_link(token) or found
    return _shown(request, token, fresh, refused=(act, form), status=422)


def _fixed(ticket: Ticket, contact: Contact, form: AnswerForm) -> str:
    words, was = form.cleaned_data["because"], ticket.cycle.number
    if form.cleaned_data["answer"] == "yes":
        actions.confirm_fix(contact=contact, ticket=ticket, words=words, once=form.once_key)
        return "fixed"
    now = actions.refuse_fix(contact=contact, ticket=ticket, words=words, once=form.once_key)
    return "again" if now.cycle.number > was else "not-yet"


def _later(ticket: Ticket, contact: Contact, form: AnswerForm) -> str:
    moved = actions.choose_time(contact=contact, ticket=ticket, once=form.once_key, **form.changes)
    return "later" if moved else "passed"


def _thank(ticket: Ticket, contact: Contact, form: AnswerForm) -> str:
    actions.thank(contact=contact, ticket=ticket, once=form.once_key, **form.changes)
    return "thank"


def _complain(ticket: Ticket, contact: Contact, form: AnswerForm) -> str:
    actions.complain(contact=contact, ticket=ticket, once=form.once_key, **form.changes)
    return "director"


ANSWERS: dict[str, Callable[[Ticket, Contact, AnswerForm], str]] = {
    "fixed": _fixed,
    "later": _later,
    "thank": _thank,
    "director": _complain,
}


def _shown(
    request: HttpRequest,
    token: str,
    opened: actions.Opened,
    *,
    refused: tuple[str, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page; `refused` is the answer that is shown again with what is wrong with it."""
    ticket, contact = opened.ticket, opened.contact
    language = language_chosen(request, contact)
    words = STANDING[language]
    with timezone.override(zone_of(contact)), translation.override(language):
        page = standing_shown(opened, language)
        forms = {name: form(words=words, auto_id=f"{name}_%s") for name, form in FORMS.items()}
        if refused:
            forms[refused[0]] = refused[1]
            _say(refused[1], words, moment_named(ticket.cycle.recover_by, zone_of(contact)))
        # A form that was checked keeps its labels, so the field itself would be too late.
        forms["later"]["until"].label = str(page["until_label"])
        shown: dict[str, Any] = page | {
            "words": words,
            "forms": forms,
            "is_refused": refused is not None,
            "is_over": _is_over(ticket),
            "said": words[f"said_{said}"] if (said := request.GET.get("said")) in SAID else "",
            "more_url": mishap_path(contact),
            "page": reverse("oops_at", args=[token]),
        }
        return letter(request, "recovery/standing.html", language, shown, status=status)


def _say(form: AnswerForm, words: dict[str, str], promised: str) -> None:
    """Put what our rules refused into the customer's language."""
    told = {
        "recovery.before_promised": words["until_before"].format(when=promised),
        "recovery.too_far": words["until_far"],
    }
    for errors in form.errors.values():
        errors.data = [
            ValidationError(told.get(str(one.code), words["failed"])) if _is_ours(one) else one
            for one in errors.as_data()
        ]


def _is_ours(error: ValidationError) -> bool:
    return str(error.code).startswith("recovery.")
