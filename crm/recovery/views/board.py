"""The recovery board: live, narrowed and laid out by its address."""

import hashlib

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from crm import clock
from crm.recovery.models import Severity
from crm.recovery.permissions import (
    FIGURE_READERS,
    TICKET_ROLES,
    may_see_load,
    may_share_out,
    may_sort_mail,
)
from crm.recovery.queries import (
    STEPS,
    Board,
    board_for,
    board_mark,
    causes_offered,
    mail_waiting,
)
from crm.recovery.queries.table import SORTS, table_page
from crm.recovery.views.narrowing import Asked, asked_of

Choices = dict[str, list[tuple[str, str]]]


@require_safe
@roles_required(*TICKET_ROLES)
def board(request: SignedInRequest) -> HttpResponse:
    """Show what is open by step and time left, or as a table.

    The page's module asks for the part that changes with `X-Poll`; it is answered 304 while
    nothing has.
    """
    now = clock.now()
    asked = asked_of(request.GET)
    polled = request.headers.get("X-Poll") == "1"
    etag = _etag(board_mark(request.user, asked.filters, now), request)
    if polled and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    context = _shown(request, asked) | {"now": now, "etag": etag}
    template = "recovery/parts/board.html" if polled else "recovery/board.html"
    response = render(request, template, context)
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["X-Poll"])
    return response


def _shown(request: SignedInRequest, asked: Asked) -> dict[str, object]:
    person, now = request.user, clock.now()
    shown = board_for(person, asked.filters, now, windows=asked.windows, cards=not asked.is_table)
    choices = _choices(shown)
    context: dict[str, object] = {
        "board": shown,
        "columns": [
            (column, {way: asked.moved(column.step, part) for way, part in column.ways.items()})
            for column in shown.columns
        ],
        "asked": asked,
        "links": _links(asked),
        "filters_on": len(asked.narrowing.keys() - {"q", "view"}),
        "may_pick": may_share_out(person),
        "choices": choices,
        "pills": _pills(asked, choices),
        "mail_waiting": mail_waiting(person).count() if may_sort_mail(person) else None,
        "here": request.get_full_path(),
        "back": asked.moved("", ""),
        "reads_figures": person.has_role(*FIGURE_READERS),
        "may_see_load": may_see_load(person),
    }
    if asked.is_table:
        page = table_page(person, asked.filters, now, sort=asked.sort, cursor=asked.cursor)
        following = page.next_cursor and asked.url(cursor=page.next_cursor)
        context |= {"rows": page.rows, "next_url": following, "heads": _heads(asked)}
    return context


def _links(asked: Asked) -> dict[str, str]:
    """Give the addresses behind the figures on top, and the two ways to lay the board out."""
    return {
        "all": asked.only(),
        "soon": asked.only(time="soon"),
        "late": asked.only(time="late"),
        "mine": asked.only(view="mine"),
        "unowned": asked.only(view="unowned"),
        "grave": asked.only(view="grave"),
        "table": asked.url(layout="table"),
        "cards": asked.url(layout="", sort=""),
    }


def _choices(shown: Board) -> Choices:
    """Give what each filter may be set to; owners are those who have something open."""
    return {
        "step": [(step.value, str(step.label)) for step in STEPS],
        "severity": [(str(number), str(label)) for number, label in Severity.choices],
        "cause": [
            ("none", _("no cause yet")),
            *((str(cause.pk), cause.name) for cause in causes_offered()),
        ],
        "owner": [
            ("mine", _("me")),
            ("nobody", _("nobody yet")),
            *((str(one["owner"]), str(one["owner__name"])) for one in shown.load),
        ],
        "time": [("soon", _("under 4 hours")), ("late", _("breached"))],
        "repeat": [("yes", _("happened again"))],
        "word": [("yes", _("a word is promised"))],
        "view": [("mine", _("mine")), ("unowned", _("nobody’s")), ("grave", _("grave"))],
    }


def _pills(asked: Asked, choices: Choices) -> list[tuple[str, str]]:
    """Say each filter in words, with the address of the board without it."""
    said = []
    for name, value in asked.narrowing.items():
        words = dict(choices.get(name, ())).get(value, value)
        said.append((words, asked.url(**{name: ""})))
    return said


def _heads(asked: Asked) -> list[tuple[str, str, str]]:
    """Give the table's columns: their name, the address that sorts by them, and how they do now."""
    names = {
        "number": _("No"), "customer": _("Customer"), "severity": _("Severity"),
        "step": _("Step"), "due": _("Time left"), "cause": _("Cause"), "owner": _("Owner"),
        "reported": _("Reported"),
    }  # fmt: skip
    now, back = asked.sort.removeprefix("-"), asked.sort.startswith("-")
    order = "descending" if back else "ascending"
    return [
        (
            label,
            asked.url(sort=f"-{name}" if name == now and not back else name),
            order if name == now else "",
        )
        for name, label in names.items()
        if name in SORTS
    ]


def _etag(mark: str, request: SignedInRequest) -> str:
    parts = f"{mark} {request.get_full_path()} {get_language()}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:24]}"'
