"""Webhooks: the list, a new one with its key shown once, and how its posts fared."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.forms.webhooks import WebhookForm
from accounts.permissions import SignedInRequest, sign_in_required
from crm.notices import actions as notices
from crm.notices import queries
from crm.notices.models import Endpoint
from crm.notices.permissions import may_see_failed


def _for_keepers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let in admins, directors and service leads, who also see what could not be sent."""

    def entered(request: SignedInRequest, /, **kwargs: int) -> HttpResponse:
        if not may_see_failed(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return sign_in_required(wraps(view)(entered))


@require_safe
@_for_keepers
def settings_webhooks(request: SignedInRequest) -> HttpResponse:
    """List the webhooks, each with its last post."""
    return render(request, "accounts/webhooks.html", {"endpoints": queries.endpoints()[:200]})


@require_http_methods(["GET", "HEAD", "POST"])
@_for_keepers
def settings_webhook_new(request: SignedInRequest) -> HttpResponse:
    """Make one; the answer to its making shows its key, and no page ever again."""
    form = WebhookForm(sent(request))
    made: list[notices.MadeEndpoint] = []

    def make() -> str:
        asked = form.changes
        team, person = asked.pop("team"), asked.pop("person")
        one = notices.make_endpoint(
            by=request.user,
            team_id=team.pk if team else None,
            person_id=person.pk if person else None,
            **asked,
        )
        made.append(one)
        return str(one.endpoint.pk)

    pk = send_once(form, person=request.user, make=make)
    if pk and not (made and made[0].key):
        return redirect("settings_webhook", pk=int(pk))
    if made:
        return _page(request, made[0].endpoint, key=made[0].key)
    shown = {"form": form}
    return render(request, "accounts/webhook_new.html", shown, status=answer_status(form))


@require_safe
@_for_keepers
def settings_webhook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one webhook and how its last posts fared."""
    return _page(request, get_object_or_404(queries.endpoints(), pk=pk))


def _page(request: SignedInRequest, endpoint: Endpoint, key: str = "") -> HttpResponse:
    posts = queries.posts_to(endpoint)[:50]
    shown = {"endpoint": endpoint, "posts": posts, "key": key}
    answer = render(request, "accounts/webhook.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@_for_keepers
def settings_webhook_try(request: SignedInRequest, pk: int) -> HttpResponse:
    """Post a trial to it."""
    notices.try_endpoint(by=request.user, endpoint=get_object_or_404(Endpoint, pk=pk))
    messages.success(request, _("A trial is on its way. Load this page again to see the answer."))
    return redirect("settings_webhook", pk=pk)


@require_POST
@_for_keepers
def settings_webhook_switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop it, or let it run again."""
    active = request.POST.get("active") == "yes"
    endpoint = get_object_or_404(Endpoint, pk=pk)
    notices.switch_endpoint(by=request.user, endpoint=endpoint, active=active)
    messages.success(request, _("It runs again.") if active else _("It is stopped."))
    return redirect("settings_webhook", pk=pk)
