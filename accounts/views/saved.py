"""Saved views: keep a list's filters under a name, and put the names in order.

A list shows its views by `{% load saved_views %}{% saved_views %}`; see that tag.
"""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import change_view, move_view, remove_view, restore_view, save_view
from accounts.forms import answer_status, send_once, sent
from accounts.forms.saved import RenameViewForm, SavedViewForm
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import get_visible, page_url, views_of


@sign_in_required
def saved_views(request: SignedInRequest) -> HttpResponse:
    """List one's own views, list by list, to rename, reorder and take away."""
    rows = list(views_of(request.user))
    pages = [(page_url(page), page, list(views)) for page, views in groupby(rows, _page_of)]
    return render(request, "accounts/saved_views.html", {"pages": pages, "count": len(rows)})


@sign_in_required
def saved_view_new(request: SignedInRequest) -> HttpResponse:
    """Save the list one came from under a name."""
    given = {name: request.GET.get(name, "")[:4000] for name in ("page", "query")}
    form = SavedViewForm(sent(request), initial=given)
    person = request.user

    def save() -> str:
        view = save_view(person=person, **form.changes)
        return f"{page_url(view.page)}?{view.query}"

    made = send_once(form, person=person, make=save)
    if made:
        messages.success(request, _("View saved. It stands above the list."))
        return redirect(made)
    back = page_url(str(form["page"].value() or "")) or reverse("saved_views")
    words = {"heading": _("Save this view"), "button": _("Save the view")}
    return _form_page(request, form, cancel_url=back, **words)


@sign_in_required
def saved_view_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename one of one's own views, or share it with the team."""
    person = request.user
    view = get_visible(views_of(person), pk)
    form = RenameViewForm(sent(request), initial={"name": view.name, "is_shared": view.is_shared})
    back = reverse("saved_views")

    def change() -> str:
        change_view(person=person, view_id=pk, **form.changes)
        return back

    if send_once(form, person=person, make=change):
        messages.success(request, _("Changes saved."))
        return redirect(back)
    return _form_page(request, form, heading=view.name, cancel_url=back)


@require_POST
@sign_in_required
def saved_view_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move one of one's own views one place up or down."""
    move_view(person=request.user, view_id=pk, up=request.POST.get("direction") == "up")
    return redirect("saved_views")


@require_POST
@sign_in_required
def saved_view_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one of one's own views away; the toast brings it back."""
    view = remove_view(person=request.user, view_id=pk)
    undo = reverse("saved_view_restore", args=[pk])
    words = _("“%(name)s” is taken away") % {"name": view.name}
    messages.success(request, words, extra_tags=f"undo:{undo}")
    return redirect("saved_views")


@require_POST
@sign_in_required
def saved_view_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a view back."""
    restore_view(person=request.user, view_id=pk)
    return redirect("saved_views")


def _page_of(view: object) -> str:
    return str(view.page)  # type: ignore[attr-defined]


def _form_page(request: HttpRequest, form: object, **words: object) -> HttpResponse:
    status = answer_status(form)  # type: ignore[arg-type]
    return render(request, "accounts/form_page.html", {"form": form, **words}, status=status)
