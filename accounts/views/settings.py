"""Settings: the hub, oneself, one's tokens, light or dark."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.actions import change_own_settings, issue_token, revoke_token
from accounts.forms import MeForm, TokenForm, answer_status, send_once, sent
from accounts.models import Person
from accounts.permissions import SignedInRequest, sign_in_required
from crm.journal import actions as journal
from crm.notices.permissions import may_see_failed

THEMES = ("light", "dark", "system")
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class SettingsPage:
    """One entry of the hub; it is shown to those roles, where its page exists."""

    label: object
    hint: object
    name: str
    icon: str
    roles: tuple[str, ...] = ()
    allowed: Callable[[Person], bool] | None = None

    def is_for(self, person: Person) -> bool:
        """Say whether the person may open it."""
        if self.allowed is not None:
            return self.allowed(person)
        return not self.roles or person.has_role(*self.roles)


PAGES = (
    SettingsPage(
        gettext_lazy("You"),
        gettext_lazy("Time zone, language, quiet hours, absence and who stands in"),
        "settings_me",
        "person",
    ),
    SettingsPage(
        gettext_lazy("What reaches you"),
        gettext_lazy("What comes by mail at once, once a day or not at all"),
        "settings_notices",
        "bell",
    ),
    SettingsPage(
        gettext_lazy("Your calendar"),
        gettext_lazy("Where your meetings come from, read only"),
        "settings_calendar",
        "calendar-event",
        ("rep", "service", "lead", "manager", "director"),
    ),
    SettingsPage(
        gettext_lazy("Signing in"),
        gettext_lazy("Password and second factor"),
        "mfa_index",
        "shield-lock",
    ),
    SettingsPage(
        gettext_lazy("Tokens"),
        gettext_lazy("Keys for programs that act for you"),
        "settings_tokens",
        "key",
    ),
    SettingsPage(
        gettext_lazy("Our standard"),
        gettext_lazy("What good looks like, signed by the director"),
        "standard",
        "award",
    ),
    SettingsPage(
        gettext_lazy("Import"),
        gettext_lazy("Customers, contacts and more from a file, and back again"),
        "imports",
        "upload",
        ("rep", "service", "lead", "manager", "director", "admin"),
    ),
    SettingsPage(
        gettext_lazy("Fields of your own"),
        gettext_lazy("What customers and contacts have here that no other company asks for"),
        "settings_fields",
        "card-checklist",
        ("director", "admin"),
    ),
    SettingsPage(
        gettext_lazy("Our company"),
        gettext_lazy("Name, time zone, language and currency"),
        "settings_company",
        "building",
        ("director", "admin"),
    ),
    SettingsPage(
        gettext_lazy("People"),
        gettext_lazy("Who works here, their roles, who is away"),
        "settings_people",
        "people",
        ("admin", "lead", "manager"),
    ),
    SettingsPage(
        gettext_lazy("Teams"),
        gettext_lazy("Who leads whom"),
        "settings_teams",
        "signpost-split",
        ("admin",),
    ),
    SettingsPage(
        gettext_lazy("Recovery policy"),
        gettext_lazy("Clocks, ladder and the rota"),
        "settings_recovery",
        "stopwatch",
        ("rep", "service", "lead", "manager", "director", "admin"),
    ),
    SettingsPage(
        gettext_lazy("Gifts"),
        gettext_lazy("What may be given to whom"),
        "settings_gifts",
        "gift",
        ("rep", "service", "lead", "manager", "director", "finance"),
    ),
    SettingsPage(
        gettext_lazy("Mail to customers"),
        gettext_lazy("The one cap over all mail we send to a contact"),
        "settings_mail",
        "envelope",
        ("director",),
    ),
    SettingsPage(
        gettext_lazy("Webhooks"),
        gettext_lazy("Chat rooms and programs that hear what a team or a person is told"),
        "settings_webhooks",
        "send",
        allowed=may_see_failed,
    ),
    SettingsPage(
        gettext_lazy("The watch"),
        gettext_lazy("Whether the clocks are climbed, what waits to be sent, what is wrong"),
        "notices_watch",
        "activity",
        allowed=may_see_failed,
    ),
    SettingsPage(
        gettext_lazy("Notices that failed"),
        gettext_lazy("Mail that did not go out"),
        "notices_failed",
        "bell",
        allowed=may_see_failed,
    ),
)


@sign_in_required
def settings(request: SignedInRequest) -> HttpResponse:
    """Show every settings page the person may open."""
    shown = [
        (page, url) for page in PAGES if page.is_for(request.user) and (url := _url(page.name))
    ]
    return render(request, "accounts/settings.html", {"pages": shown})


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@sign_in_required
def settings_me(request: SignedInRequest) -> HttpResponse:
    """Change what is one's own to change."""
    person = Person.objects.get(pk=request.user.pk)
    form = MeForm(sent(request), instance=person)
    page = reverse("settings_me")

    def change() -> str:
        version = form.cleaned_data["version"]
        change_own_settings(person=request.user, version=version, **form.changes)
        return page

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Your settings are saved."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = Person.objects.get(pk=person.pk)
        form.compare_with(newer.version, {name: getattr(newer, name) for name in form.Meta.fields})
    return render(
        request,
        "accounts/form_page.html",
        {
            "form": form,
            "heading": _("You"),
            "crumb_url": reverse("settings"),
            "lead": _("You sign in as %(email)s. The admin can change it.")
            % {"email": request.user.email},
        },
        status=answer_status(form),
    )


@sign_in_required
def account_email(request: SignedInRequest) -> HttpResponse:
    """Lead to one's own settings: the admin keeps the address one signs in with."""
    del request
    return redirect("settings_me")


@sign_in_required
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Say why a second factor is needed, and lead to setting it up."""
    if is_mfa_enabled(request.user):
        return redirect("today")
    return render(request, "accounts/second_factor.html")


@sign_in_required
def settings_tokens(request: SignedInRequest) -> HttpResponse:
    """List one's tokens; a new one is shown once, on the answer to its making."""
    form = TokenForm(sent(request), initial={"scope": "read"})
    token = ""
    if form.is_bound and form.is_valid():
        # The answer shows the token itself, so it cannot be a redirect that is sent twice.
        with transaction.atomic():
            if journal.claim_once(form.once_key, person=request.user, made="token"):
                return redirect("settings_tokens")
            token = issue_token(person=request.user, scope=form.cleaned_data["scope"])
        form = TokenForm(initial={"scope": "read"})
    answer = render(
        request,
        "accounts/tokens.html",
        {"form": form, "token": token, "tokens": request.user.tokens.order_by("-id")[:50]},
        status=answer_status(form),
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@sign_in_required
def settings_token_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of one's tokens."""
    revoke_token(person=request.user, token_id=pk)
    messages.success(request, _("The token is revoked."))
    return redirect("settings_tokens")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie and go back to the page."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
    return answer
