"""The search page and the palette behind Ctrl K."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Customer, Person
from accounts.permissions import SignedInRequest, sign_in_required
from crm.frame import BAR, MORE, RAIL, SALES, Place
from crm.home.queries import finding, narrowing

PALETTE_ROWS = 5


@sign_in_required
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Show what was found; secrets appear only where the person may read them."""
    asked = finding.clean(request.GET.get("q", ""))
    wanted = narrowing.read(request.GET)
    found = finding.find(request.user, asked, wanted=wanted, cursor=request.GET.get("cursor"))
    following = found.secrets.next_cursor
    narrowed = {"q": asked} | narrowing.written(wanted)
    page = {
        "q": asked,
        "found": found,
        "wanted": wanted,
        "asked_anything": bool(asked or wanted.narrows),
        "may_narrow": request.user.has_role(*SALES),
        "choices": narrowing.choices(request.user, wanted),
        "pills": narrowing.pills(request.user, asked, wanted),
        "next_url": "?" + urlencode(narrowed | {"cursor": following}) if following else "",
    }
    return render(request, "home/search.html", page)


@sign_in_required
@require_safe
def palette(request: SignedInRequest) -> HttpResponse:
    """Give the rows of the palette: places and things to do, customers, contacts, a ticket."""
    asked = finding.clean(request.GET.get("q", ""))
    customers = finding.find_customers(request.user, asked)[:PALETTE_ROWS] if asked else []
    contacts = finding.find_contacts(request.user, asked)[:PALETTE_ROWS] if asked else []
    page = {
        "q": asked,
        "customers": customers,
        "contacts": contacts,
        "tickets": finding.find_tickets(request.user, asked),
        "places": _places(request.user, asked),
        "deeds": _deeds(request.user, asked, customers),
    }
    return render(request, "home/palette.html", page)


def _places(person: Person, asked: str) -> list[dict[str, str]]:
    start = asked.casefold()
    return [
        {"label": str(place.label), "url": url, "icon": place.icon}
        for place in (*RAIL, *MORE)
        if _open_to(place, person)
        and start in str(place.label).casefold()
        and (url := _url(place.name))
    ]


def _open_to(place: Place, person: Person) -> bool:
    return not place.roles or person.has_role(*place.roles)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _deeds(person: Person, asked: str, customers: list[Customer]) -> list[dict[str, str]]:
    offered = []
    may_write = any(place.name == "secret_new" and _open_to(place, person) for place in BAR)
    may_open = any(place.name == "board" and _open_to(place, person) for place in BAR)
    first = customers[0] if customers else None
    for name, label, key, icon, may in (
        ("secret_new", _("New secret"), "n", "journal-plus", may_write),
        ("ticket_new", _("New OOPS!"), "o", "stopwatch", may_open),
    ):
        url = _url(name)
        if may and url and (asked.casefold() in label.casefold() or not asked):
            offered.append({"label": label, "url": url, "icon": icon, "key": key})
    if first is not None and may_open and _url("ticket_new"):
        label = _("New OOPS! for %(name)s") % {"name": first.name}
        url = f"{_url('ticket_new')}?customer={first.pk}"
        offered.append({"label": label, "url": url, "icon": "stopwatch", "key": ""})
    return offered
