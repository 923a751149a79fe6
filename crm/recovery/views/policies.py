"""Settings of recovery: the clocks and ladders, their versions, and the editor of a ladder."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm import clock
from crm.errors import NotAllowedError
from crm.recovery import actions, rules
from crm.recovery.forms import LadderForm
from crm.recovery.forms.ladders import UNCHOSEN, hours_of, raw_rows, rows_of
from crm.recovery.models import Policy, Severity
from crm.recovery.permissions import POLICY_READERS, TICKET_ROLES, may_set_policy
from crm.recovery.queries import policy_to_start_from, standings
from crm.recovery.views.previews import preview_context

PUBLISH, PREVIEW, ADD = "publish", "preview", "add"


@require_safe
@roles_required(*POLICY_READERS)
def settings_recovery(request: SignedInRequest) -> HttpResponse:
    """Show under which clocks and ladders we work, and every version with who made it."""
    page = {
        "standings": standings(clock.now()),
        "may_set": may_set_policy(request.user),
        "may_read_tickets": request.user.has_role(*TICKET_ROLES),
    }
    return render(request, "recovery/policies.html", page)


@roles_required(*POLICY_READERS)
@require_http_methods(["GET", "POST"])
def ladder_edit(request: SignedInRequest, severity: int) -> HttpResponse:
    """Edit the ladder of a severity: every button sends the whole page and shows it again."""
    if severity not in Severity.values:
        raise Http404
    if not may_set_policy(request.user):
        raise NotAllowedError(_("Policies are set by a director or by who leads service."))
    pressed = request.POST.get("do", PREVIEW)
    if request.method == "POST" and pressed == PUBLISH:
        return _publish(request, severity)
    if request.method == "POST" and pressed != PREVIEW:
        rows = _rearranged(raw_rows(request.POST), pressed)
        typed = {name: request.POST.get(name, "") for name in LadderForm.base_fields}
        return _shown(request, severity, LadderForm(initial=typed, rows=rows))
    if request.method == "POST":
        form = LadderForm(sent(request))
        form.is_valid()
        if request.headers.get("HX-Request") == "true":
            page = preview_context(request, form.policy)
            return render(request, "recovery/parts/preview.html", page)
        return _shown(request, severity, form)
    version = request.GET.get("version", "")
    chosen = int(version) if version.isascii() and version.isdigit() and len(version) < 19 else None
    policy = policy_to_start_from(severity, clock.now(), chosen)
    form = LadderForm(initial=hours_of(policy), rows=rows_of(policy))
    return _shown(request, severity, form)


def _publish(request: SignedInRequest, severity: int) -> HttpResponse:
    form = LadderForm(sent(request))

    def make() -> str:
        if form.policy is None:
            raise TypeError(form)
        actions.set_policy(
            person=request.user,
            severity=severity,
            policy=form.policy,
            effective_from=form.begins_at,
        )
        return reverse("settings_recovery")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Published. Running tickets keep the ladder they have."))
        return redirect(made)
    return _shown(request, severity, form)


def _shown(request: SignedInRequest, severity: int, form: LadderForm) -> HttpResponse:
    page: dict[str, Any] = {
        "form": form,
        "severity": Severity(severity),
        "is_full": len(form.rows) >= rules.MOST_RUNGS,
    }
    page |= preview_context(request, form.policy, is_checked=form.is_bound)
    return render(request, "recovery/ladder_edit.html", page, status=answer_status(form))


def _rearranged(rows: list[dict[str, Any]], pressed: str) -> list[dict[str, Any]]:
    """Do what a button of the ladder says: add, or up, down and remove with the row's number."""
    act, _colon, number = pressed.partition(":")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if act == ADD and len(rows) < rules.MOST_RUNGS:
        return [*rows, dict(UNCHOSEN)]
    if not 0 <= place < len(rows):
        return rows
    row = rows.pop(place)
    target = {"up": max(place - 1, 0), "down": place + 1}.get(act)
    if target is not None:
        rows.insert(target, row)
    elif act != "remove":
        rows.insert(place, row)
    return rows


@require_POST
@roles_required(*POLICY_READERS)
def policy_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what has not begun."""
    policy = get_visible(Policy.objects.all(), pk)
    actions.withdraw_policy(person=request.user, policy=policy)
    messages.success(request, _("Taken back. It never comes into force."))
    return redirect("settings_recovery")
