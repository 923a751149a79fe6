"""Inviting colleagues, and the page where they choose their first password."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import (
    accept_invitation,
    invitation_of,
    invite_people,
    invite_person,
    withdraw_invitation,
)
from accounts.forms import (
    InviteForm,
    JoinForm,
    answer_status,
    invited_sentence,
    send_once,
    sent,
    show_broken,
)
from accounts.models import Person
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import counted, get_visible, keyset, people_not_in_yet
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@roles_required("admin")
def invitations(request: SignedInRequest) -> HttpResponse:
    """Invite several at once, and list who has not come in yet."""
    form = InviteForm(sent(request))
    page = reverse("invitations")

    def invite() -> str:
        invited = invite_people(by=request.user, guests=form.cleaned_data["guests"])
        messages.success(request, invited_sentence(len(invited)))
        return page

    if send_once(form, person=request.user, make=invite):
        return redirect(page)
    people = people_not_in_yet()
    there = keyset(people, order=("name", "id"), cursor=request.GET.get("cursor"))
    return render(
        request,
        "accounts/invitations.html",
        {
            "form": form,
            "people": there.rows,
            "count": counted(people),
            "now": clock.now(),
            "next_url": there.next_cursor and f"?cursor={there.next_cursor}",
        },
        status=answer_status(form),
    )


@require_POST
@roles_required("admin")
def invitation_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mail somebody their link, or a new one in place of the last."""
    invite_person(by=request.user, person=get_visible(Person.objects.all(), pk))
    messages.success(request, invited_sentence(1))
    return redirect("invitations")


@require_POST
@roles_required("admin")
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """End somebody's link before it is used."""
    withdraw_invitation(by=request.user, person=get_visible(Person.objects.all(), pk))
    messages.success(request, _("Withdrawn. The link opens nothing any more."))
    return redirect("invitations")


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody invited choose a password; whatever is wrong with a link, one answer."""
    invitation = invitation_of(token)
    if invitation is None:
        return _closed(request)
    form = JoinForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            person = accept_invitation(token=token, password=form.cleaned_data["password"])
        except NotVisibleError:
            return _closed(request)
        except RuleBrokenError as error:
            show_broken(form, error)
        else:
            login(request, person, backend=BACKEND)
            return redirect("today")
    context = {"form": form, "person": invitation.person, "by": invitation.invited_by}
    return render(request, "accounts/join.html", context, status=answer_status(form))


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/join_closed.html", status=404)
