"""A contact's own page: link, code, a short visit. No sign-in; opening it writes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import contact_of_page, mishap_path
from accounts.models import Contact, PageVisit
from accounts.views.letters import (
    closing_page,
    is_too_much,
    language_chosen,
    letter,
    quiet,
    sender_of,
)
from crm.errors import RuleBrokenError
from secrets_manual import actions
from secrets_manual.actions import SecretRefusedError
from secrets_manual.forms import AddressForm, CodeForm, LineForm, WishesForm
from secrets_manual.models.secrets import LONGEST
from secrets_manual.queries import own_page_of
from secrets_manual.rules.page import PAGES
from secrets_manual.views.own_lines import (
    gifts_shown,
    lines_shown,
    parts_shown,
    promised,
    visit_ends,
    wishes_shown,
)

COOKIE = "me"
COOKIE_SALT = "secrets_manual.own_page"
COOKIE_PATH = "/me/at/"
#: Addresses typed by one sender in an hour: enough for a household, too few to try a list.
ASKED_AN_HOUR = 10
#: What the page may say after an act.
SAID = frozenset(("corrected", "deleted", "gone", "saved", "objected", "allowed", "receipt_sent"))
Arguments = ParamSpec("Arguments")
Visited = Callable[Concatenate[HttpRequest, PageVisit, Arguments], HttpResponse]
Page = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def _ended(request: HttpRequest, key: str, contact: Contact | None, status: int) -> HttpResponse:
    """Draw a page with nothing on it but a sentence, and the way back in."""
    language = language_chosen(request, contact)
    words = PAGES[language]
    shown: dict[str, object] = {
        "heading": words[f"{key}_title"],
        "sentence": words[key],
        "own_page": words["title"],
        "own_page_url": reverse("me_ask"),
    }
    return letter(request, "accounts/letters/closed.html", language, shown, status=status)


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def me_ask(request: HttpRequest) -> HttpResponse:
    """Take an address and send the link there, if it is one we know; the answer never says."""
    language = language_chosen(request, None)
    words = PAGES[language]
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not is_too_much(f"me-ask:{sender_of(request)}", most=ASKED_AN_HOUR, seconds=3600):
            actions.ask_for_page(address=form.cleaned_data["email"])
        return _ended(request, "asked", None, 200)
    shown = {"words": words, "form": form, "is_broken": form.is_bound}
    status = 422 if form.is_bound else 200
    return letter(request, "secrets_manual/own_ask.html", language, shown, status=status)


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code that was mailed; a POST without one has it mailed."""
    contact = contact_of_page(token)
    if contact is None:
        return closing_page(request, "unknown", status=404)
    code = request.POST.get("code", "")
    if request.method == "POST" and code:
        form = CodeForm(request.POST)
        visit = actions.open_visit(contact=contact, code=code) if form.is_valid() else None
        if visit:
            return _enter(request, visit)
        return _door(request, contact, "code_wrong", status=422)
    if request.method == "POST":
        actions.mail_code(contact=contact)
        return _door(request, contact, "code_sent")
    return _door(request, contact, "")


def _door(request: HttpRequest, contact: Contact, said: str, *, status: int = 200) -> HttpResponse:
    language = language_chosen(request, contact)
    words = PAGES[language]
    shown: dict[str, object] = {
        "words": words,
        "said": words.get(said, ""),
        "is_wrong": said == "code_wrong",
        "asks_code": bool(said),
    }
    return letter(request, "secrets_manual/own_door.html", language, shown, status=status)


def _enter(request: HttpRequest, visit: PageVisit) -> HttpResponse:
    """Lead on to the page itself, by a cookie that only that page gets."""
    language = language_chosen(request, visit.contact)
    answer = redirect(f"{reverse('me_page')}?lang={language}")
    answer.set_signed_cookie(
        COOKIE,
        str(visit.pk),
        salt=COOKIE_SALT,
        path=COOKIE_PATH,
        max_age=int(actions.VISIT_LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def visited(view: Visited[Arguments]) -> Page[Arguments]:
    """Let in only a browser whose visit is under way; others learn that it is over."""

    @wraps(view)
    def entered(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE_SALT) or ""
        visit = actions.visit_under_way(int(kept)) if kept.isdecimal() else None
        if visit is None:
            return _ended(request, "over", None, 403)
        return view(request, visit, *args, **kwargs)

    return entered


def _show(
    request: HttpRequest,
    visit: PageVisit,
    *,
    status: int = 200,
    wrong: dict[int, tuple[str, str]] | None = None,
    problem: str = "",
) -> HttpResponse:
    """Draw everything; `wrong` holds a sentence and the words typed, by line."""
    contact = visit.contact
    language = language_chosen(request, contact)
    words = PAGES[language]
    page = own_page_of(contact)
    wishes = wishes_shown(contact, language)
    shown: dict[str, object] = {
        "words": words,
        "lead": words["until"].format(time=visit_ends(visit, language)),
        "said": words[said] if (said := request.GET.get("said")) in SAID else "",
        "problem": problem,
        "lines": lines_shown(page.lines, contact, language, wrong or {}),
        "parts": parts_shown(page, contact, language),
        "promises": promised(page.promises, contact, language),
        "commitments": promised(page.commitments, contact, language),
        "gifts": gifts_shown(page.gifts, contact, language),
        "wishes": wishes,
        "objecting": wishes["objecting"],
        "longest": LONGEST,
        "mishap_url": mishap_path(contact),
    }
    return letter(request, "secrets_manual/own_page.html", language, shown, status=status)


def _back(request: HttpRequest, visit: PageVisit, said: str) -> HttpResponse:
    language = language_chosen(request, visit.contact)
    return redirect(f"{reverse('me_page')}?lang={language}&said={said}")


@quiet
@require_GET
@visited
def me_page(request: HttpRequest, visit: PageVisit) -> HttpResponse:
    """Show everything that is remembered about them, and what they allow."""
    return _show(request, visit)


@quiet
@require_POST
@visited
def me_correct(request: HttpRequest, visit: PageVisit, pk: int) -> HttpResponse:
    """Put a line into their own words; what we may not keep is refused kindly."""
    language = language_chosen(request, visit.contact)
    words = PAGES[language]
    form = LineForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    typed = request.POST.get("text", "")[:2000]
    if not text.strip() or len(text.strip()) > LONGEST:
        sentence = words["too_long"].format(n=LONGEST) if typed.strip() else words["empty"]
        return _show(request, visit, status=422, wrong={pk: (sentence, typed)})
    try:
        row = actions.correct_line(contact=visit.contact, secret_id=pk, text=text)
    except SecretRefusedError:
        return _show(request, visit, status=422, wrong={pk: (words["not_kept"], typed)})
    except RuleBrokenError as error:
        return _show(request, visit, status=422, wrong={pk: (error.message, typed)})
    return _back(request, visit, "corrected" if row else "gone")


@quiet
@require_POST
@visited
def me_take_back(request: HttpRequest, visit: PageVisit, pk: int) -> HttpResponse:
    """Delete a line, everywhere and for good."""
    gone = actions.take_back_line(contact=visit.contact, secret_id=pk)
    return _back(request, visit, "deleted" if gone else "gone")


@quiet
@require_POST
@visited
def me_take_back_part(request: HttpRequest, visit: PageVisit, part: str, pk: int) -> HttpResponse:
    """Delete what is written down about their part where they work."""
    gone = actions.take_back_part(contact=visit.contact, part=part, pk=pk)
    return _back(request, visit, "deleted" if gone else "gone")


@quiet
@require_POST
@visited
def me_wishes(request: HttpRequest, visit: PageVisit) -> HttpResponse:
    """Save how we may write to them, and what they allow."""
    language = language_chosen(request, visit.contact)
    form = WishesForm(request.POST)
    if not form.is_valid():
        return _show(request, visit, status=422, problem=PAGES[language]["stale"])
    try:
        actions.save_wishes(
            contact=visit.contact,
            answers=form.answers,
            channels=form.cleaned_data["channels"],
            topics=form.cleaned_data["topics"],
            mails_a_month=form.cleaned_data["mails_a_month"],
            language=form.cleaned_data["speak"],
            version=form.cleaned_data["version"] or 0,
        )
    except RuleBrokenError:
        return _show(request, visit, status=409, problem=PAGES[language]["stale"])
    visit.contact.refresh_from_db()
    chosen = form.cleaned_data["speak"] or language
    return redirect(f"{reverse('me_page')}?lang={chosen}&said=saved")


@quiet
@require_POST
@visited
def me_object(request: HttpRequest, visit: PageVisit) -> HttpResponse:
    """Forget everything and write down nothing more, or take that back."""
    if "allow" in request.POST:
        actions.allow_remembering(contact=visit.contact)
        return _back(request, visit, "allowed")
    if "sure" not in request.POST:
        words = PAGES[language_chosen(request, visit.contact)]
        return _show(request, visit, status=422, problem=words["object_unsure"])
    actions.object_to_remembering(contact=visit.contact)
    return _back(request, visit, "objected")


@quiet
@require_POST
@visited
def me_receipt(request: HttpRequest, visit: PageVisit) -> HttpResponse:
    """Mail them a list of what they changed."""
    language = language_chosen(request, visit.contact)
    actions.mail_receipt(visit=visit, language=language)
    return _back(request, visit, "receipt_sent")


@quiet
@require_POST
@visited
def me_leave(request: HttpRequest, visit: PageVisit) -> HttpResponse:
    """End the visit before its time."""
    actions.close_visit(visit=visit)
    answer = _ended(request, "left", visit.contact, 200)
    answer.delete_cookie(COOKIE, path=COOKIE_PATH)
    return answer
