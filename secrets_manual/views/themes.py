"""Themes across customers: their page, their words, and what of it goes into a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from secrets_manual import actions, queries
from secrets_manual.forms import ChangeThemeForm, ThemeForm
from secrets_manual.models import Theme
from secrets_manual.permissions import may_keep_themes

READERS = ("rep", "lead", "manager", "director", "marketing")
KEEPERS = ("marketing", "director")


@roles_required(*READERS)
@require_safe
def want_theme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how many customers share a theme, one cut at a time, and nobody's name."""
    row = get_object_or_404(Theme.objects.select_related("measure"), pk=pk)
    whole, cuts = queries.cuts_of_theme(request.user, row)
    page = {
        "want_theme": row,
        "whole": whole,
        "cuts": cuts,
        "unparted": [cut.title for cut in cuts if not cut.parts],
        "line": queries.wants_by_theme(request.user, [row])[0],
        "may_keep": may_keep_themes(request.user),
        "all_customers": queries.sees_all_customers(request.user),
    }
    return render(request, "secrets_manual/theme.html", page)


@roles_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def theme_new(request: SignedInRequest) -> HttpResponse:
    """Follow a theme: its name and the words customers use for it."""
    form = ThemeForm(sent(request))

    def make() -> str:
        row = actions.add_theme(person=request.user, **form.fields_of_theme)
        return reverse("want_theme", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Followed from now on; it is counted in a moment"))
        return redirect(made)
    return render(
        request, "secrets_manual/theme_form.html", {"form": form}, status=answer_status(form)
    )


@roles_required(*KEEPERS)
@require_http_methods(["GET", "POST"])
def theme_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a theme's words, or let it rest."""
    row = get_object_or_404(Theme, pk=pk)
    form = ChangeThemeForm(sent(request), theme=row)

    def make() -> str:
        actions.change_theme(person=request.user, theme=row, **form.fields_of_theme)
        return reverse("want_theme", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Changed; it is counted anew in a moment"))
        return redirect(made)
    page = {"form": form, "want_theme": row}
    return render(request, "secrets_manual/theme_form.html", page, status=answer_status(form))


@roles_required(*KEEPERS)
@require_POST
def themes_plant(request: SignedInRequest) -> HttpResponse:
    """Begin with the prepared themes."""
    planted = actions.plant_themes(person=request.user)
    messages.success(
        request,
        ngettext("%(n)d theme is followed now", "%(n)d themes are followed now", planted)
        % {"n": planted},
    )
    return redirect("insights")
