"""Saving, naming, ordering and taking away views of lists."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person, SavedView
from accounts.models.saved import LONGEST_QUERY
from accounts.queries import narrowing, page_url, views_of
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal

MOST_VIEWS = 30
FORGOTTEN_AFTER = dt.timedelta(days=1)


@transaction.atomic
def save_view(
    *, person: Person, page: str, query: str, name: str, is_shared: bool = False
) -> SavedView:
    """Keep a list's filters under a name; thirty for a list are enough."""
    kept = narrowing(query)
    if not page_url(page):
        raise RuleBrokenError(_("There is no such list."), "accounts.unknown_list", status=400)
    if len(kept) > LONGEST_QUERY:
        raise RuleBrokenError(_("These are too many filters to keep."), "accounts.view_too_long")
    Person.objects.select_for_update().get(pk=person.pk)
    before = views_of(person).filter(page=page)
    if before.count() >= MOST_VIEWS:
        raise RuleBrokenError(
            _("Thirty views of one list are enough. Take one away first."),
            "accounts.too_many_views",
        )
    last = before.aggregate(last=Max("position"))["last"]
    view = SavedView(
        person=person,
        page=page,
        name=name.strip(),
        query=kept,
        is_shared=is_shared,
        position=0 if last is None else last + 1,
    )
    view.full_clean()
    view.save()
    _note("accounts.view_saved", view)
    return view


@transaction.atomic
def change_view(*, person: Person, view_id: int, name: str, is_shared: bool) -> SavedView:
    """Give one of one's own views another name, or share it."""
    view = _own(person, view_id)
    view.name, view.is_shared = name.strip(), is_shared
    view.full_clean()
    view.save(update_fields=["name", "is_shared"])
    _note("accounts.view_changed", view)
    return view


@transaction.atomic
def move_view(*, person: Person, view_id: int, up: bool) -> SavedView:
    """Let one of one's own views change places with its neighbour."""
    view = _own(person, view_id)
    row = list(views_of(person).filter(page=view.page).select_for_update())
    at = row.index(view)
    there = at - 1 if up else at + 1
    if 0 <= there < len(row):
        row[at], row[there] = row[there], row[at]
    for position, each in enumerate(row):
        each.position = position
    SavedView.objects.bulk_update(row, ["position"])
    _note("accounts.view_moved", view)
    return view


@transaction.atomic
def remove_view(*, person: Person, view_id: int) -> SavedView:
    """Take a view away; for a day it can be brought back."""
    view = _own(person, view_id)
    now = clock.now()
    SavedView.objects.filter(person=person, gone_at__lt=now - FORGOTTEN_AFTER).delete()
    view.gone_at = now
    view.save(update_fields=["gone_at"])
    _note("accounts.view_removed", view)
    return view


@transaction.atomic
def restore_view(*, person: Person, view_id: int) -> SavedView:
    """Bring back a view that was taken away."""
    found = SavedView.objects.select_for_update().filter(
        person=person, pk=view_id, gone_at__isnull=False
    )
    view = found.first()
    if view is None:
        raise NotVisibleError(_("There is no such view."))
    if views_of(person).filter(page=view.page, name__iexact=view.name).exists():
        raise RuleBrokenError(
            _("You have a view of this name here already."), "accounts.view_name_taken"
        )
    view.gone_at = None
    view.save(update_fields=["gone_at"])
    _note("accounts.view_restored", view)
    return view


def _own(person: Person, view_id: int) -> SavedView:
    view = views_of(person).select_for_update().filter(pk=view_id).first()
    if view is None:
        raise NotVisibleError(_("There is no such view."))
    return view


def _note(kind: str, view: SavedView) -> None:
    journal.record(
        kind,
        person=view.person,
        subject_kind="saved_view",
        subject_id=view.pk,
        words={"name": view.name},
        facts={"page": view.page, "shared": view.is_shared},
    )
