"""The recovery board: live, filtered by its address."""

import hashlib
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from crm import clock
from crm.recovery.permissions import FIGURE_READERS, TICKET_ROLES, may_see_load, may_sort_mail
from crm.recovery.queries import Filters, board_for, board_mark, mail_waiting


@require_safe
@roles_required(*TICKET_ROLES)
def board(request: SignedInRequest) -> HttpResponse:
    """Show what is open by step and time left.

    The page's module asks for the part that changes with `X-Poll`; it is answered 304 while
    nothing has.
    """
    now = clock.now()
    filters = _filters(request)
    polled = request.headers.get("X-Poll") == "1"
    etag = _etag(board_mark(request.user, filters, now), request)
    if polled and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    context = {
        "board": board_for(request.user, filters, now),
        "filters": filters,
        "reads_figures": request.user.has_role(*FIGURE_READERS),
        "mail_waiting": mail_waiting(request.user).count() if may_sort_mail(request.user) else None,
        "may_see_load": may_see_load(request.user),
        "now": now,
        "here": request.get_full_path(),
        "query": urlencode({"q": filters.words}) if filters.words else "",
    }
    template = "recovery/parts/board.html" if polled else "recovery/board.html"
    response = render(request, template, context)
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["X-Poll"])
    return response


def _filters(request: SignedInRequest) -> Filters:
    owner = request.GET.get("owner", "")
    return Filters(
        mine=request.GET.get("view") == "mine",
        grave=request.GET.get("view") == "grave",
        owner=int(owner) if owner.isdecimal() and len(owner) < 19 else None,
        words=request.GET.get("q", "").replace("\x00", "").strip()[:100],
    )


def _etag(mark: str, request: SignedInRequest) -> str:
    parts = f"{mark} {request.get_full_path()} {get_language()}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:24]}"'
