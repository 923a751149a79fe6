"""The bell, what could not be sent, and the demo's mailbox."""

from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm import clock
from crm.notices import actions, permissions, queries
from crm.notices.channels import person_of_stop
from crm.notices.models import Kind, Notice
from crm.notices.permissions import Colleague, for_readers

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def notices(request: HttpRequest, person: Colleague) -> HttpResponse:
    """List what the person was told; a POST marks one notice or all of them as read."""
    if request.method == "POST":
        return _mark_read(request, person)
    rows = queries.bell_for(person)
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows[: PAGE + 1])
    more = len(shown) > PAGE
    shown = shown[:PAGE]
    return render(
        request,
        "notices/bell.html",
        {
            "groups": _by_ticket(shown),
            "unread": sum(notice.read_at is None for notice in shown),
            "next_url": f"{reverse('notices')}?before={shown[-1].pk}" if more else "",
            "may_see_failed": permissions.may_see_failed(person),
        },
    )


def _by_ticket(shown: list[Notice]) -> list[list[Notice]]:
    """Lay what is about one ticket together, where its newest notice stands."""
    groups: dict[object, list[Notice]] = {}
    for notice in shown:
        is_ticket = notice.about_kind == "ticket" and notice.about_id
        groups.setdefault(notice.about_id if is_ticket else notice.pk, []).append(notice)
    return list(groups.values())


def _mark_read(request: HttpRequest, person: Colleague) -> HttpResponse:
    """Mark as read; with `open`, go on to the page the notice is about."""
    chosen = request.POST.getlist("notice")
    ids = [int(one) for one in chosen if one.isdecimal() and len(one) < 19] or None
    actions.mark_read(person=person, notice_ids=ids)
    if ids and "open" in request.POST:
        notice = get_object_or_404(queries.bell_for(person), pk=ids[0])
        if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
            return redirect(notice.url)
    return redirect("notices")


@require_safe
@for_readers
def bell_count(request: HttpRequest, person: Colleague) -> HttpResponse:
    """Give the bell with its number; 304 when it is the number the page has already."""
    count = queries.unread_count(person)
    compact = "compact" in request.GET
    etag = f'"{sha256(f"{person.pk}:{count}:{compact}".encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    answer = render(request, "parts/bell.html", {"bell_count": count, "compact": compact})
    answer.headers["ETag"] = etag
    return answer


@require_safe
@for_readers
def failed(request: HttpRequest, person: Colleague) -> HttpResponse:
    """List what could not be sent: to whom and why, without the words."""
    if not permissions.may_see_failed(person):
        raise PermissionDenied
    return render(
        request,
        "notices/failed.html",
        {
            "notices": queries.failed_notices().prefetch_related("tries")[:100],
            "waiting": queries.waiting_count(),
        },
    )


@require_safe
@for_readers
def log(request: HttpRequest, person: Colleague) -> HttpResponse:
    """List what left the app and how that went, newest first, without the words."""
    if not permissions.may_see_failed(person):
        raise PermissionDenied
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    rows = queries.delivery_log(state)
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows[: PAGE + 1])
    more = f"?state={quote(state)}&before={shown[PAGE - 1].pk}" if len(shown) > PAGE else ""
    found = {
        "notices": shown[:PAGE],
        "state": state,
        "states": Notice.State.choices,
        "next_url": more,
    }
    return render(request, "notices/log.html", found)


@require_POST
@for_readers
def resend_all(request: HttpRequest, person: Colleague) -> HttpResponse:
    """Let everything that failed wait again."""
    if not permissions.may_see_failed(person):
        raise PermissionDenied
    count = actions.resend_failed(person=person)
    said = ngettext("%(n)d waits to be sent again.", "%(n)d wait to be sent again.", count)
    messages.success(request, said % {"n": count})
    return redirect("notices_failed")


@require_safe
@for_readers
def watch(request: HttpRequest, person: Colleague) -> HttpResponse:
    """Show who was last seen at work, what waits to be sent and what the watchmen found."""
    if not permissions.may_see_failed(person):
        raise PermissionDenied
    now = clock.now()
    found = list(queries.findings()[:100])
    shown = {
        "beats": sorted(queries.heartbeats().values(), key=lambda beat: beat.name),
        "outbox": queries.outbox(now),
        "open": [one for one in found if one.gone_at is None],
        "gone": [one for one in found if one.gone_at is not None][:20],
    }
    return render(request, "notices/watch.html", shown)


@require_POST
@for_readers
def resend(request: HttpRequest, person: Colleague, pk: int) -> HttpResponse:
    """Let a failed notice wait again."""
    if not permissions.may_see_failed(person):
        raise PermissionDenied
    if not queries.failed_notices().filter(pk=pk).exists():
        raise Http404
    notice = actions.resend_notice(person=person, notice_id=pk)
    messages.success(request, _("It waits to be sent again."))
    if notice.endpoint_id is not None:
        return redirect("settings_webhook", pk=notice.endpoint_id)
    return redirect("notices_failed")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop one kind of mail, and stop it. Mail programs post here with one click.

    No CSRF token can be asked of a mail program (RFC 8058); the signature in the address is
    the key, and all it opens is this one choice, which its person can take back.
    """
    found = person_of_stop(token)
    if found is None:
        raise Http404
    person = get_object_or_404(get_user_model(), pk=found[0])
    if request.method == "POST":
        actions.stop_mail_of(person=person, kind=found[1])
    kind = dict(Kind.choices).get(found[1], _("the daily mail"))
    shown = {"kind": kind, "stopped": request.method == "POST"}
    return render(request, "notices/stop.html", shown)


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails of the demo; elsewhere this page does not exist."""
    if not settings.DEMO:
        raise Http404
    return render(request, "notices/mailbox.html", {"mails": queries.mails()[:100]})


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail of the demo as text, with its links."""
    if not settings.DEMO:
        raise Http404
    return render(request, "notices/mail.html", {"mail": get_object_or_404(queries.mails(), pk=pk)})
