"""Saved views: whose a person sees on a list, and what an address is narrowed to."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from accounts.models import Person, SavedView
from crm.prepared import prepared

#: Parts of an address that say where one is in a list, not what it is narrowed to.
PLACES = frozenset({"cursor", "page", "undo"})


@dataclass(frozen=True)
class ShownView:
    """One saved view as a list shows it; `owner` is empty where it is one's own."""

    name: str
    url: str
    owner: str
    current: bool


def views_of(person: Person) -> QuerySet[SavedView]:
    """Give a person's own views, list by list, in their order."""
    return SavedView.objects.filter(person=person, gone_at__isnull=True).order_by(
        "page", "position", "id"
    )


@prepared
def _views_on(person: Person, team: int | None, page: str) -> QuerySet[SavedView]:
    """Give the views of one list: a person's own, then those their team shares.

    A team shares with its people, its lead and its manager, and they with the team.
    """
    mine = Q(person=person)
    members = Q(person__team=team) if team else Q(pk__in=[])
    leading = Q(person__team__lead=person) | Q(person__team__manager=person)
    led = Q(person__teams_led=team) | Q(person__teams_managed=team) if team else Q(pk__in=[])
    near = members | leading | led
    return (
        SavedView.objects.filter(mine | (Q(is_shared=True) & near), page=page, gone_at__isnull=True)
        .select_related("person")
        .distinct()
        .order_by("position", "id")[:60]
    )


def shown_views(person: Person, page: str, query: str) -> list[ShownView]:
    """Give the views of a list as it shows them, one's own first; one question to the base."""
    here = narrowing(query)
    found = _views_on(person, person.team_id, page)
    rows = sorted(found, key=lambda view: view.person_id != person.pk)
    return [
        ShownView(
            name=view.name,
            url=f"?{view.query}",
            owner="" if view.person_id == person.pk else view.person.name,
            current=view.query == here,
        )
        for view in rows
    ]


def narrowing(query: str) -> str:
    """Write what an address is narrowed to in the one way it is kept: sorted, nothing empty."""
    try:
        parts = parse_qsl(query.replace("%00", "").replace("\0", ""), max_num_fields=60)
    except ValueError:
        return ""
    return urlencode(sorted((name, value) for name, value in parts if name not in PLACES))


def page_url(page: str) -> str:
    """Give the address of a list by its url's name; "" where there is no such list."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
