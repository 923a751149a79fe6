"""Saved views on any list: one line in its template."""

from typing import TypedDict
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

from accounts.models import Person
from accounts.queries.saved import ShownView, narrowing, shown_views

register = template.Library()


class _Views(TypedDict):
    views: list[ShownView]
    save_url: str
    narrowed: bool


@register.inclusion_tag("accounts/parts/saved_views.html", takes_context=True)
def saved_views(context: Context) -> _Views:
    """Show a list's saved views above it, and the button that saves it as it is narrowed now.

    For any page whose url has a name and no arguments and whose filters stand in its address
    (`?who=mine&sector=hospital`). Put `{% load saved_views %}{% saved_views %}` above the
    filters; it asks the database once. The button shows only while something is narrowed.
    """
    request = context["request"]
    person, match = request.user, request.resolver_match
    if not isinstance(person, Person) or match is None:
        return _Views(views=[], save_url="", narrowed=False)
    query = request.GET.urlencode()
    here = narrowing(query)
    views = shown_views(person, match.url_name or "", query)
    known = any(view.current for view in views)
    asked = urlencode({"page": match.url_name, "query": here})
    return _Views(
        views=views,
        save_url=f"{reverse('saved_view_new')}?{asked}",
        narrowed=bool(here) and not known,
    )
