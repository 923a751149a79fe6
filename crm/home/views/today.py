"""Today: what cannot wait, in the order of promise and clock; then an end."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import get_visible
from crm import clock
from crm.home.queries.docket import day_of
from crm.home.queries.first_steps import first_steps, has_no_customers_yet
from secrets_manual.actions import keep_promise
from secrets_manual.queries import promises_owed


@dataclass(frozen=True)
class MainJob:
    """The one filled button of the page: what a role comes for."""

    roles: tuple[str, ...]
    label: str | Lazy
    name: str
    icon: str


MAIN_JOBS = (
    MainJob(("rep",), gettext_lazy("New secret"), "secret_new", "plus-lg"),
    MainJob(("service",), gettext_lazy("New OOPS!"), "ticket_new", "plus-lg"),
    MainJob(("manager", "lead"), gettext_lazy("Report cards"), "report_cards", "ui-checks"),
    MainJob(("finance", "director"), gettext_lazy("Plans and periods"), "plans", "receipt"),
    MainJob(("marketing",), gettext_lazy("What customers want"), "insights", "graph-up"),
    MainJob(("privacy",), gettext_lazy("What was refused"), "refusals", "shield-check"),
    MainJob(("admin",), gettext_lazy("People"), "settings_people", "people"),
)


@sign_in_required
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show the person's day."""
    now = clock.now()
    day = day_of(request.user, now)
    job = next((job for job in MAIN_JOBS if request.user.has_role(*job.roles)), None)
    return render(
        request,
        "home/today.html",
        {
            "day": day,
            "now": now,
            "greeting": _greeting(timezone.localtime(now).hour)
            % {"name": request.user.get_short_name()},
            "steps": None if day.lines else first_steps(request.user),
            "is_new": not day.lines and has_no_customers_yet(request.user),
            "job": job,
            "job_url": reverse(job.name) if job else "",
        },
    )


def _greeting(hour: int) -> str:
    if hour < 5:
        return _("Good night, %(name)s")
    if hour < 12:
        return _("Good morning, %(name)s")
    return _("Good afternoon, %(name)s") if hour < 18 else _("Good evening, %(name)s")


@sign_in_required
@require_POST
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a promise one owes as kept, and come back to the day."""
    promise = get_visible(promises_owed(request.user), pk)
    keep_promise(person=request.user, promise=promise)
    undo = reverse("promise_reopen", args=[pk])
    messages.success(request, _("Promise kept"), extra_tags=f"undo:{undo}")
    return redirect("today")
