"""One's own calendar: where it lies, what came of it, and logging a meeting in one tap."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible
from crm import clock
from secrets_manual import actions, queries
from secrets_manual.forms import SERVING, CalendarFileForm, CalendarForm
from secrets_manual.models import CalendarFeed
from secrets_manual.views.agreed import back_or

SHOWN_DAYS = 14


@sensitive_post_parameters()
@roles_required(*SERVING)
@require_http_methods(["GET", "POST"])
def settings_calendar(request: SignedInRequest) -> HttpResponse:
    """Connect one's calendar, read only, and see what came of it."""
    form = CalendarForm(request.POST or None, auto_id="feed_%s")

    def connect() -> str:
        actions.connect_calendar(
            person=request.user,
            kind=form.cleaned_data["kind"],
            address=form.cleaned_data["address"],
            login=form.login,
        )
        return reverse("settings_calendar")

    made = send_once(form, person=request.user, make=connect)
    if made:
        messages.success(request, _("Kept; it is read within a minute"))
        return redirect(made)
    return _page(request, form=form)


def _page(
    request: SignedInRequest,
    *,
    form: CalendarForm | None = None,
    file_form: CalendarFileForm | None = None,
) -> HttpResponse:
    now = clock.now()
    ahead = queries.meetings_to_log(
        request.user, now - dt.timedelta(days=2), now + dt.timedelta(days=SHOWN_DAYS)
    )
    page = {
        "form": form or CalendarForm(auto_id="feed_%s"),
        "file_form": file_form or CalendarFileForm(auto_id="file_%s"),
        "feed": CalendarFeed.objects.filter(person=request.user).first(),
        "meetings": ahead[:30],
    }
    bound = file_form or form
    status = answer_status(bound) if bound else 200
    answer = render(request, "secrets_manual/calendar.html", page, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@roles_required(*SERVING)
@require_POST
def calendar_file(request: SignedInRequest) -> HttpResponse:
    """Take a calendar as a file."""
    form = CalendarFileForm(request.POST, request.FILES, auto_id="file_%s")
    kept: list[int] = []

    def take() -> str:
        content = form.cleaned_data["file"].read()
        kept.append(actions.take_calendar_file(person=request.user, content=content))
        return reverse("settings_calendar")

    made = send_once(form, person=request.user, make=take)
    if not made:
        return _page(request, file_form=form)
    n = sum(kept)
    words = ngettext("%(n)d meeting with a contact found", "%(n)d meetings with contacts found", n)
    messages.success(request, words % {"n": n})
    return redirect(made)


@sign_in_required
@require_POST
def calendar_forget(request: SignedInRequest) -> HttpResponse:
    """Forget the calendar's address, and the meetings that were not logged."""
    actions.disconnect_calendar(person=request.user)
    messages.success(request, _("Forgotten"))
    return redirect("settings_calendar")


@sign_in_required
@require_POST
def meeting_log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a conversation of a meeting, and go on to it."""
    meeting = get_visible(queries.meetings_of(request.user), pk)
    talk = actions.log_meeting(person=request.user, meeting=meeting)
    return redirect("conversation", pk=talk.pk)


@sign_in_required
@require_POST
def meeting_skip(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a meeting aside: there is nothing to write down."""
    meeting = get_visible(queries.meetings_of(request.user), pk)
    actions.skip_meeting(person=request.user, meeting=meeting)
    return redirect(back_or(request, reverse("settings_calendar")))
