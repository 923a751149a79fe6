"""The frame around every page: what the rail and the bar hold for this person."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm import company as our
from crm.notices import queries as notices

SALES = ("rep", "lead", "manager", "director")
TICKETS = ("rep", "service", "lead", "manager", "director")


@dataclass(frozen=True)
class Place:
    """One entry of the rail: where it leads and who may see it."""

    label: object
    name: str
    icon: str
    roles: tuple[str, ...] = ()
    url: str = ""
    current: bool = False
    count: int = 0


RAIL = (
    Place(_("Today"), "today", "sun"),
    Place(_("Customers"), "customers", "people", (*TICKETS, "marketing", "finance")),
    Place(_("Manuals"), "manuals", "journal-text", SALES),
    Place(_("Promises"), "promises", "check2-square", TICKETS),
    Place(_("Recovery"), "board", "stopwatch", TICKETS),
    Place(_("Report cards"), "report_cards", "ui-checks", SALES),
    Place(_("Deals & success"), "deals", "flag", (*SALES, "finance")),
    Place(_("Bonus"), "bonus", "receipt", (*SALES, "service", "finance")),
    Place(_("Insights"), "insights", "graph-up", (*SALES, "marketing")),
    Place(_("Privacy"), "privacy", "eye", ("privacy",)),
    Place(_("Settings"), "settings", "sliders"),
)
#: Places that the menu of a person and the palette lead to.
MORE = (
    Place(_("Empty chair"), "any_chair", "chair", TICKETS),
    Place(_("Awards"), "awards", "trophy"),
)
BAR = (
    Place(_("Today"), "today", "sun"),
    Place(_("Customers"), "customers", "people", (*TICKETS, "marketing", "finance")),
    Place(_("Secret"), "secret_new", "plus-lg", SALES),
    Place(_("OOPS!"), "board", "stopwatch", TICKETS),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Give base.html its rail, bar, theme, bell and banner."""
    theme = request.COOKIES.get("theme", "system")
    common: dict[str, object] = {
        "theme": theme if theme in {"light", "dark"} else "system",
        "company_name": our.name(),
        "demo": settings.DEMO,
    }
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return common
    news = cache(lambda: notices.news_for(person))
    rail = _places(RAIL, person.roles, request.path)
    bar = _places(BAR, person.roles, request.path)
    more = _places(MORE, person.roles, request.path)
    return common | {
        "rail": rail,
        "bar": bar,
        "more": more,
        "places_key": tuple((place.name, place.current) for place in (*rail, *bar, *more)),
        "bell_count": SimpleLazyObject(lambda: news().unread),
        "banner": SimpleLazyObject(lambda: notices.watch_banner(news())),
    }


def _places(places: tuple[Place, ...], roles: frozenset[str], path: str) -> list[Place]:
    return [
        replace(place, current=True)
        if (path == place.url if place.url == "/" else path.startswith(place.url))
        else place
        for place in _open_to(places, roles)
    ]


@lru_cache(256)
def _open_to(places: tuple[Place, ...], roles: frozenset[str]) -> list[Place]:
    """Give the places these roles may see, each with its address."""
    shown = []
    for place in places:
        if place.roles and roles.isdisjoint(place.roles):
            continue
        with suppress(NoReverseMatch):
            shown.append(replace(place, url=reverse(place.name)))
    return shown
