"""What pages for contacts share: quiet headers, a limit, a language; and the page that stops."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions import contact_of_stop, note_consent, page_url
from accounts.models import Answer, Contact
from accounts.queries import language_of
from accounts.rules import LANGUAGES, MAIL_WORDS
from crm import clock

PER_MINUTE = 20
#: Where a request keeps the language of the contact whose page it is.
SPOKEN = "confidant.contact_language"
Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def kept_quiet(
    name: str, busy: Callable[[HttpRequest], HttpResponse], view: Page[Arguments]
) -> Page[Arguments]:
    """Answer at most 20 requests a minute from one address; nothing is stored or indexed.

    Pages of one `name` are counted together; `busy` draws what stands there instead.
    """

    @wraps(view)
    def answered(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if is_too_much(f"{name}:{sender_of(request)}", most=PER_MINUTE, seconds=60):
            answer = busy(request)
            answer["Retry-After"] = "60"
        else:
            answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store, private"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return answered


def quiet(view: Page[Arguments]) -> Page[Arguments]:
    """Keep a contact's pages quiet, and say in their language when it was a lot at once."""
    return kept_quiet("letter-page", _busy, view)


def _busy(request: HttpRequest) -> HttpResponse:
    return closing_page(request, "busy", status=429)


def is_too_much(name: str, *, most: int, seconds: int) -> bool:
    """Count one more of its name, and say whether there were too many within the seconds."""
    key = f"{name}:{int(clock.now().timestamp() // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    return int(cache.incr(key)) > most


def sender_of(request: HttpRequest) -> str:
    """Give the address a request comes from, as far as our own proxies vouch for it."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop]
    if proxies and len(hops) >= proxies:
        return str(hops[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def language_chosen(request: HttpRequest, contact: Contact | None) -> str:
    """Give the language chosen on the page, else the contact's, else the browser's."""
    chosen = request.POST.get("lang") or request.GET.get("lang") or ""
    if chosen in LANGUAGES:
        return chosen
    if contact is not None:
        # Kept for whoever answers in the end: on a full disk that is not the page itself.
        request.META[SPOKEN] = language_of(contact)
    if SPOKEN in request.META:
        return str(request.META[SPOKEN])
    asked = (translation.get_language() or "").split("-")
    return next((code for code in asked if code in LANGUAGES), next(iter(LANGUAGES)))


def letter(
    request: HttpRequest,
    template: str,
    language: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page for a contact in a language, from right to left where that is read so."""
    frame = {"languages": LANGUAGES.items(), "letter": MAIL_WORDS[language]}
    shown = frame | context | {"language": language}
    with translation.override(language):
        answer = render(request, template, shown, status=status)
    answer["Content-Language"] = language
    return answer


def closing_page(
    request: HttpRequest,
    key: str,
    *,
    status: int,
    contact: Contact | None = None,
    table: Mapping[str, Mapping[str, str]] = MAIL_WORDS,
) -> HttpResponse:
    """Draw a page with a heading and a sentence, and nothing to do.

    `table` gives by language the words `<key>_title` and `<key>`.
    """
    language = language_chosen(request, contact)
    words = table[language]
    shown: dict[str, object] = {"heading": words[f"{key}_title"], "sentence": words[key]}
    return letter(request, "accounts/letters/closed.html", language, shown, status=status)


@csrf_exempt
@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop one kind of mail, and stop it. Mail programs post here with one click.

    No CSRF token can be asked of a mail program (RFC 8058); the signature in the address is
    the key, and all it opens is this one refusal.
    """
    found = contact_of_stop(token)
    if found is None:
        return closing_page(request, "unknown", status=404)
    contact, purpose = found
    language = language_chosen(request, contact)
    words = {
        name: text.format(purpose=MAIL_WORDS[language].get(purpose, purpose))
        for name, text in MAIL_WORDS[language].items()
    }
    if request.method == "POST":
        note_consent(person=None, contact=contact, purpose=purpose, answer=Answer.REFUSED)
        shown: dict[str, object] = {
            "heading": words["stopped_title"],
            "sentence": words["stopped"],
            "own_page": words["own_page"],
            "own_page_url": page_url(contact),
        }
        return letter(request, "accounts/letters/closed.html", language, shown)
    return letter(request, "accounts/letters/stop.html", language, {"words": words})
