"""Settings of the admin: people, their roles, teams; and absences, which leads enter too."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import (
    add_person,
    add_team,
    change_absence,
    change_person,
    change_team,
    invite_person,
    set_active,
)
from accounts.forms import (
    AbsenceForm,
    NewPersonForm,
    PersonForm,
    TeamForm,
    answer_status,
    invited_sentence,
    send_once,
    sent,
)
from accounts.models import Person, Team
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import counted, get_visible, keyset, people_listed, people_of_my_teams


def _page(request: SignedInRequest, form: object, **words: object) -> HttpResponse:
    status = answer_status(form)  # type: ignore[arg-type]
    return render(request, "accounts/form_page.html", {"form": form, **words}, status=status)


@roles_required("admin", "lead", "manager")
def settings_people(request: SignedInRequest) -> HttpResponse:
    """List everybody for the admin, and the people of their teams for leads and managers."""
    words = request.GET.get("q", "")
    people = people_listed(words)
    is_admin = request.user.has_role("admin")
    if not is_admin:
        people = people.filter(pk__in=people_of_my_teams(request.user))
    page = keyset(people, order=("name", "id"), cursor=request.GET.get("cursor"))
    return render(
        request,
        "accounts/people.html",
        {
            "people": page.rows,
            "count": counted(people),
            "words": words,
            "is_admin": is_admin,
            "next_url": page.next_cursor and f"?q={words}&cursor={page.next_cursor}",
        },
    )


@roles_required("admin")
def settings_person_new(request: SignedInRequest) -> HttpResponse:
    """Add somebody of ours, and mail them the way in unless it is not wanted yet."""
    form = NewPersonForm(sent(request), instance=Person())

    def add() -> str:
        given = form.changes
        wanted = given.pop("invite")
        person = add_person(by=request.user, **given)
        if wanted and person.email:
            invite_person(by=request.user, person=person)
            messages.success(request, invited_sentence(1))
        else:
            messages.success(request, _("Person added. Invite them when they may come in."))
        return reverse("settings_person", args=[person.pk])

    if send_once(form, person=request.user, make=add):
        return redirect("settings_people")
    return _page(
        request,
        form,
        heading=_("New person"),
        button=_("Add the person"),
        cancel_url=reverse("settings_people"),
    )


@roles_required("admin")
def settings_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change somebody's name, address, team and roles, or close their door."""
    person = get_visible(Person.objects.all(), pk)
    name = person.name
    form = PersonForm(sent(request), instance=person)
    page = reverse("settings_people")

    def change() -> str:
        given = form.changes
        roles = given.pop("roles")
        version = form.cleaned_data["version"]
        row = Person.objects.get(pk=pk)
        change_person(by=request.user, person=row, version=version, roles=roles, **given)
        return page

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Changes saved."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = Person.objects.get(pk=pk)
        form.compare_with(newer.version, {part: getattr(newer, part) for part in form.Meta.fields})
    return render(
        request,
        "accounts/person.html",
        {"form": form, "heading": name, "person": person, "cancel_url": page},
        status=answer_status(form),
    )


@require_POST
@roles_required("admin")
def settings_person_active(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close or open somebody's door."""
    person = get_visible(Person.objects.all(), pk)
    set_active(by=request.user, person=person, is_active=request.POST.get("active") == "yes")
    messages.success(request, _("Changes saved."))
    return redirect("settings_people")


@roles_required("admin", "lead", "manager")
def settings_absence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that somebody of the team is away, and who stands in."""
    is_admin = request.user.has_role("admin")
    visible = Person.objects.all() if is_admin else people_of_my_teams(request.user)
    person = get_visible(visible, pk)
    form = AbsenceForm(sent(request), instance=person)
    page = reverse("settings_people")

    def change() -> str:
        row = Person.objects.get(pk=pk)
        version = form.cleaned_data["version"]
        change_absence(by=request.user, person=row, version=version, **form.changes)
        return page

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Absence saved."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = Person.objects.get(pk=pk)
        form.compare_with(newer.version, {part: getattr(newer, part) for part in form.Meta.fields})
    heading = _("When %(name)s is away") % {"name": person.name}
    return _page(request, form, heading=heading, cancel_url=page)


@roles_required("admin")
def settings_teams(request: SignedInRequest) -> HttpResponse:
    """List the teams with their lead and manager."""
    teams = Team.objects.select_related("lead", "manager").order_by("name")[:500]
    return render(request, "accounts/teams.html", {"teams": teams})


@roles_required("admin")
def settings_team_new(request: SignedInRequest) -> HttpResponse:
    """Found a team."""
    form = TeamForm(sent(request), instance=Team())

    def add() -> str:
        add_team(by=request.user, **form.changes)
        return reverse("settings_teams")

    made = send_once(form, person=request.user, make=add)
    if made:
        messages.success(request, _("Team added."))
        return redirect(made)
    return _page(
        request,
        form,
        heading=_("New team"),
        button=_("Add the team"),
        cancel_url=reverse("settings_teams"),
    )


@roles_required("admin")
def settings_team(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a team's name, lead and manager."""
    team = get_visible(Team.objects.all(), pk)
    name = team.name
    form = TeamForm(sent(request), instance=team)

    def change() -> str:
        change_team(by=request.user, team=Team.objects.get(pk=pk), **form.changes)
        return reverse("settings_teams")

    made = send_once(form, person=request.user, make=change)
    if made:
        messages.success(request, _("Changes saved."))
        return redirect(made)
    return _page(request, form, heading=name, cancel_url=reverse("settings_teams"))
