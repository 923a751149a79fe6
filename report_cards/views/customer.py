"""The customer's page: no sign-in, no session row, nothing written by opening it."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Person
from accounts.views.letters import letter
from crm import clock
from crm.errors import RuleBrokenError
from report_cards import defaults, rules
from report_cards.actions import decline, save_answers, submit_card
from report_cards.actions.links import digest_of, zone_of
from report_cards.forms import CardForm
from report_cards.models import Invitation
from report_cards.queries.cards import Given, given_on, invitation_at, invitation_of_token
from report_cards.queries.cards import questions_of as questions_in
from report_cards.views.letters import (
    COOKIE,
    COOKIE_SALT,
    closed_page,
    closing_page,
    language_of,
    quiet,
    words_for,
)
from report_cards.views.lines import Sheet, lines_of

CARRIED = ("q1", "q2", "q3", "q4", "q5", "q6", "lang")


@quiet
@require_GET
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Turn the link into a page without the token in its address; writes nothing."""
    invitation = invitation_of_token(digest_of(token))
    if invitation is None:
        return closing_page(request, "unknown", status=404)
    standing = invitation.standing(clock.now())
    if not rules.is_usable(standing):
        return closed_page(request, invitation, standing)
    carried = {name: request.GET[name] for name in CARRIED if name in request.GET}
    page = reverse("card_at", args=[invitation.public_id])
    answer = HttpResponseRedirect(f"{page}?{urlencode(carried)}" if carried else page)
    answer.set_signed_cookie(
        COOKIE,
        str(invitation.public_id),
        salt=COOKIE_SALT,
        path=page,
        expires=invitation.expires_at,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _invited(request: HttpRequest, public_id: UUID) -> Invitation | None:
    """Find the invitation whose link this browser followed; the address alone opens nothing."""
    cookie = request.get_signed_cookie(COOKIE, default="", salt=COOKIE_SALT)
    return invitation_at(public_id) if cookie == str(public_id) else None


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def card_at(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the card and take it; once it is sent, show what was answered and who sees it."""
    invitation = _invited(request, public_id)
    if invitation is None:
        return closing_page(request, "unknown", status=404)
    standing = invitation.standing(clock.now())
    if standing == rules.Standing.ANSWERED:
        return _thanks(request, invitation)
    if standing != rules.Standing.OPEN:
        return closed_page(request, invitation, standing)
    if request.method != "POST":
        return _card(request, invitation, None)
    form = CardForm(request.POST, design=invitation.design, turn=invitation.turn)
    if not form.is_valid():
        return _card(request, invitation, form)
    submit_card(
        invitation=invitation,
        answers=form.answers(language_of(request, invitation)),
        colleague=request.user if isinstance(request.user, Person) else None,
        honeypot=form.honeypot,
    )
    return redirect(f"{request.path}?{urlencode({'lang': language_of(request, invitation)})}")


@quiet
@require_POST
def save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the answers given so far; without any, note that the page was opened."""
    invitation = _invited(request, public_id)
    if invitation is None:
        return HttpResponse(status=404)
    form = CardForm(request.POST, design=invitation.design, turn=invitation.turn)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        answers = form.answers(language_of(request, invitation))
        save_answers(invitation=invitation, answers=answers)
    except RuleBrokenError:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def stop_at(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether to stop, and stop; from the card's own page."""
    invitation = _invited(request, public_id)
    if invitation is None:
        return closing_page(request, "unknown", status=404)
    return _stop(request, invitation, back=reverse("card_at", args=[public_id]))


@csrf_exempt
@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop, and stop; from the mail. Mail programs post here with one click.

    No CSRF token can be asked of a mail program; the secret in the address is the key.
    """
    invitation = invitation_of_token(digest_of(token))
    if invitation is None:
        return closing_page(request, "unknown", status=404)
    return _stop(request, invitation, back=reverse("card", args=[token]))


def _stop(request: HttpRequest, invitation: Invitation, *, back: str) -> HttpResponse:
    language = language_of(request, invitation)
    if request.method == "POST":
        decline(invitation=invitation)
        return closed_page(request, invitation, rules.Standing.DECLINED)
    shown: dict[str, object] = {"words": words_for(invitation, language), "back": back}
    return letter(request, "report_cards/stop.html", language, shown)


def _card(request: HttpRequest, invitation: Invitation, form: CardForm | None) -> HttpResponse:
    language = language_of(request, invitation)
    given = given_on(invitation)
    chosen = _preselected(request) | given.values
    errors: frozenset[str] = frozenset()
    if form is not None:
        errors = frozenset(form.errors)
        chosen |= {name: str(form.data[name]) for name in form.fields if name in form.data}
    shown = _shown(invitation, language, given, chosen, errors)
    shown |= {
        "comment": chosen.get("comment", given.words),
        "may_read": given.may_read or "may_read" in chosen,
        "please": given.values.get("call") == "please" or "call_please" in chosen,
        "no_need": given.values.get("call") == "no_need" or "call_no_need" in chosen,
        "is_broken": bool(errors),
    }
    status = 422 if errors else 200
    return letter(request, "report_cards/card.html", language, shown, status=status)


def _preselected(request: HttpRequest) -> dict[str, str]:
    """Take what a button in the mail chose; it is saved only when the card is."""
    return {name: str(value)[:4] for name, value in request.GET.items() if name.startswith("q")}


def _shown(
    invitation: Invitation,
    language: str,
    given: Given,
    chosen: dict[str, str],
    errors: frozenset[str] = frozenset(),
) -> dict[str, object]:
    words = words_for(invitation, language)
    sheet = Sheet(
        design=invitation.design,
        turn=invitation.turn,
        questions=questions_in(invitation.design_id, language),
        words=words,
        saved=given.values,
        chosen=chosen,
        errors=errors,
    )
    page = reverse("card_at", args=[invitation.public_id])
    return {
        "words": words,
        "lines": lines_of(sheet),
        "languages": defaults.NAMES.items(),
        "page": page,
        "save_url": f"{page}save/",
        "stop_url": f"{page}stop/",
    }


def _thanks(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    language = language_of(request, invitation)
    given = given_on(invitation)
    shown = _shown(invitation, language, given, given.values)
    zone = zone_of(invitation.contact) if invitation.contact else clock.company_zone()
    submitted_at = given.card.submitted_at if given.card else None
    if submitted_at is not None:
        with translation.override(language):
            day = formats.date_format(timezone.localtime(submitted_at, zone), "DATE_FORMAT")
        text = defaults.PAGES[language]["answered_on"]
        shown["answered_on"] = text.format(day=day)
    shown |= {
        "comment": given.words,
        "may_read": given.may_read,
        "please": given.values.get("call") == "please",
        "no_need": given.values.get("call") == "no_need",
    }
    return letter(request, "report_cards/thanks.html", language, shown)
