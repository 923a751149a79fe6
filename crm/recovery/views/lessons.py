"""What we learnt: every lesson with who carries it out, by when, and whether it is done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm import clock
from crm.recovery import actions
from crm.recovery.permissions import TICKET_ROLES, may_finish_lesson
from crm.recovery.queries import (
    lesson_counts,
    lessons_listed,
    lessons_visible_to,
    readable_tickets,
)
from crm.recovery.queries.lessons import SHOWS


@require_safe
@roles_required(*TICKET_ROLES)
def lessons(request: SignedInRequest) -> HttpResponse:
    """List the lessons that are open, late, done, or one's own."""
    person, today = request.user, clock.today()
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "open"
    page = lessons_listed(person, show, today, request.GET.get("after"))
    context = {
        "lessons": page.rows,
        "counts": lesson_counts(person, today),
        "show": show,
        "today": today,
        "readable": readable_tickets(person, page.rows),
        "may_finish": {row.pk for row in page.rows if may_finish_lesson(person, row)},
        "next_url": f"?show={show}&after={page.next_cursor}" if page.next_cursor else "",
    }
    return render(request, "recovery/lessons.html", context)


@roles_required(*TICKET_ROLES)
@require_POST
def lesson_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a lesson is carried out, or that it is not after all."""
    row = get_visible(lessons_visible_to(request.user), pk)
    if request.POST.get("done") == "no":
        actions.reopen_lesson(person=request.user, cycle=row)
        messages.success(request, _("Open again."))
    else:
        actions.finish_lesson(person=request.user, cycle=row)
        messages.success(request, _("Done. Thank you."))
    return redirect("lessons")
