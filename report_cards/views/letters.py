"""What the pages of a card share: their language and words, and a kind end."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.views.letters import Arguments, Page, kept_quiet, letter
from crm import company as our
from report_cards import defaults, rules
from report_cards.actions.sending import last_day
from report_cards.models import LANGUAGES, Invitation

COOKIE = "card"
COOKIE_SALT = "report_cards.card"


def quiet(view: Page[Arguments]) -> Page[Arguments]:
    """Keep the pages of a card quiet, and say in its language when it was a lot at once."""
    return kept_quiet("card-page", _busy, view)


def _busy(request: HttpRequest) -> HttpResponse:
    return closing_page(request, "busy", status=429)


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
