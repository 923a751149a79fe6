"""What customers want, counted across customers, with nobody's name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, roles_required
from crm.journal import actions as journal
from secrets_manual.permissions import may_keep_themes
from secrets_manual.queries import (
    last_counted,
    sees_all_customers,
    wants_by_kind,
    wants_by_theme,
)
from secrets_manual.rules.kinds import Layer


@roles_required("rep", "lead", "manager", "director", "marketing")
@require_safe
def insights(request: SignedInRequest) -> HttpResponse:
    """Show wants by theme and by kind: one's own customers', the team's, or everybody's."""
    person = request.user
    counted = last_counted()
    if counted is None:
        journal.wake("secrets_manual.tasks.count_wants")
    page = {
        "themes": wants_by_theme(person),
        "wants": wants_by_kind(person),
        "needs": wants_by_kind(person, layer=Layer.NEED.value),
        "counted": counted,
        "all_customers": sees_all_customers(person),
        "may_keep": may_keep_themes(person),
    }
    return render(request, "home/insights.html", page)
