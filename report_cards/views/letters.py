"""What every page for customers shares: their language, quiet headers, a limit, a kind end."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from crm import clock
from crm import company as our
from report_cards import defaults, rules
from report_cards.actions.sending import last_day
from report_cards.models import LANGUAGES, Invitation

PER_MINUTE = 20
COOKIE = "card"
COOKIE_SALT = "report_cards.card"

Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def quiet(view: Page[Arguments]) -> Page[Arguments]:
    """Answer at most 20 requests a minute from one address; nothing is stored or indexed."""

    @wraps(view)
    def answered(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if _is_too_much(request):
            answer = closing_page(request, "busy", status=429)
            answer["Retry-After"] = "60"
        else:
            answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store, private"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return answered


def _is_too_much(request: HttpRequest) -> bool:
    minute = int(clock.now().timestamp() // 60)
    key = f"card-page:{sender_of(request)}:{minute}"
    cache.add(key, 0, timeout=120)
    return int(cache.incr(key)) > PER_MINUTE


def sender_of(request: HttpRequest) -> str:
    """Give the address a request comes from, as far as our own proxies vouch for it."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop]
    if proxies and len(hops) >= proxies:
        return str(hops[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def language_of(request: HttpRequest, invitation: Invitation | None) -> str:
    """Give the language chosen on the page, else the invitation's, else the browser's."""
    chosen = request.POST.get("lang") or request.GET.get("lang") or ""
    if chosen in LANGUAGES:
        return chosen
    if invitation is not None:
        return invitation.language
    return next(
        (code for code in (translation.get_language() or "").split("-") if code in LANGUAGES),
        LANGUAGES[0],
    )


def words_for(invitation: Invitation | None, language: str) -> dict[str, str]:
    """Give the page's words in a language, with the names and the last day put in."""
    names = {"person": "", "company": our.name(), "name": "", "day": "", "title": ""}
    if invitation is not None:
        names |= {
            "person": invitation.person.get_short_name(),
            "name": invitation.contact.name if invitation.contact else "",
            "day": last_day(invitation, invitation.contact, language),
        }
    return {key: text.format(**names) for key, text in defaults.PAGES[language].items()}


def letter(
    request: HttpRequest,
    template: str,
    language: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page for a customer in a language, from right to left where that is read so."""
    with translation.override(language):
        answer = render(request, template, context | {"language": language}, status=status)
    answer["Content-Language"] = language
    return answer


CLOSED = {
    rules.Standing.EXPIRED: ("expired", 410),
    rules.Standing.REVOKED: ("revoked", 410),
    rules.Standing.DECLINED: ("declined", 200),
    rules.Standing.NOT_SENT: ("unknown", 404),
}


def closed_page(
    request: HttpRequest, invitation: Invitation, standing: rules.Standing
) -> HttpResponse:
    """Say kindly why this card is not open."""
    key, status = CLOSED[standing]
    return closing_page(request, key, status=status, invitation=invitation)


def closing_page(
    request: HttpRequest, key: str, *, status: int, invitation: Invitation | None = None
) -> HttpResponse:
    """Draw a page with a heading and a sentence, and nothing to do."""
    language = language_of(request, invitation)
    words = words_for(invitation, language)
    shown: dict[str, object] = {"heading": words[f"{key}_title"], "sentence": words[key]}
    return letter(request, "report_cards/closed.html", language, shown, status=status)
