"""What every request passes through: the reader's zone, broken rules, the closed front door."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.defaults import page_not_found, server_error

from accounts.models import Person
from accounts.permissions import SECOND_FACTOR_ROLES
from accounts.queries import MergedError
from accounts.rules import MAIL_WORDS
from accounts.views.letters import closing_page, language_chosen, letter
from crm import clock
from crm.disk import NO_ROOM, is_full
from crm.errors import RuleBrokenError

Answer = Callable[[HttpRequest], HttpResponse]
#: What signing in, setting up the second factor and the machines around us need.
OPEN_WITHOUT = (
    *("/accounts/", "/api/", "/join/", "/settings/theme/", "/static/", "/worker.js", "/offline/"),
    *("/healthz", "/readyz", "/metrics"),
)
TONGUES = frozenset(code for code, _name in settings.LANGUAGES)


def person_zone(answer: Answer) -> Answer:
    """Show times in the reader's own zone or the company's, words in their own language."""

    def answered(request: HttpRequest) -> HttpResponse:
        reader = request.user if isinstance(request.user, Person) else None
        with timezone.override(clock.zone_called(reader.zone if reader else "")):
            chosen = reader.language if reader else ""
            if chosen not in TONGUES:
                return answer(request)
            with translation.override(chosen):
                page = answer(request)
                page.headers.setdefault("Content-Language", chosen)
                return page

    return answered


def never_stored(answer: Answer) -> Answer:
    """Keep pages out of every store on the way and in the browser: secrets stand on them.

    What may be kept (the service worker itself, the page without a network) says so itself.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        page = answer(request)
        if not page.has_header("Cache-Control"):
            page["Cache-Control"] = "no-store, private"
        return page

    return answered


def second_factor(answer: Answer) -> Answer:
    """Let people of much power set up a second factor before they come to anything else."""

    def answered(request: HttpRequest) -> HttpResponse:
        person = request.user
        if (
            settings.SECOND_FACTOR_NEEDED
            and isinstance(person, Person)
            and not request.path.startswith(OPEN_WITHOUT)
            and person.has_role(*SECOND_FACTOR_ROLES)
            and not is_mfa_enabled(person)
        ):
            return redirect("second_factor")
        return answer(request)

    return answered


class broken_rules:  # noqa: N801 - middleware is named like the functions beside it
    """Turn a rule that no form caught into a page with its sentence, never a crash."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Answer, *_called_with: object
    ) -> HttpResponse | None:
        # Programs speak JSON: what they send is read by the API, which refuses anything else.
        is_form = not getattr(view, "csrf_exempt", False)
        if is_form and request.method == "POST" and request.content_type == "multipart/form-data":
            request.POST  # noqa: B018 - read now, where a file that finds no room can be answered
        return _no_room(request) if NO_ROOM in request.META else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_full(exception):
            return _no_room(request)
        if isinstance(exception, MergedError):
            return _sent_on(request, exception)
        if not isinstance(exception, RuleBrokenError):
            return None
        status = exception.status
        template = {403: "403.html", 404: "404.html"}.get(status, "400.html")
        return render(request, template, {"sentence": exception.message}, status=status)


def _no_room(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved, and give back what was typed, to be sent once more."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    shown = {"typed": typed, "had_file": NO_ROOM in request.META or bool(request.FILES)}
    full = HTTPStatus.INSUFFICIENT_STORAGE
    if request.user.is_authenticated:
        return render(request, "507.html", shown, status=full)
    # Customers have no administrator to tell, and their own languages.
    language = language_chosen(request, None)
    return letter(request, "accounts/letters/no_room.html", language, shown, status=full)


def _sent_on(request: HttpRequest, merged: MergedError) -> HttpResponse | None:
    """Send a reader of an old address on to the row that the one asked for became part of."""
    match = request.resolver_match
    if request.method != "GET" or match is None or not match.url_name:
        return None
    kwargs = {
        name: merged.now if value == merged.old else value for name, value in match.kwargs.items()
    }
    return redirect(reverse(match.view_name, kwargs=kwargs))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the page was open too long or came from elsewhere."""
    if request.user.is_authenticated:
        return render(request, "csrf_failure.html", {"reason": reason}, status=403)
    return closing_page(request, "too_long", status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page; who is not signed in may be a customer: in their language."""
    if request.user.is_authenticated:
        return page_not_found(request, exception)
    return closing_page(request, "missing", status=404)


def broke(request: HttpRequest) -> HttpResponse:
    """Say that it broke, asking nothing of a database that may be why.

    Whoever has no session may be a customer, and reads it in the language of their browser.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return server_error(request)
    asked = (translation.get_language() or "").partition("-")[0]
    shown = {"letter": MAIL_WORDS.get(asked) or MAIL_WORDS["en"]}
    return HttpResponse(render_to_string("500.html", shown), status=500)


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: colleagues add colleagues."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False
