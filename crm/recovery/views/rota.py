"""The rota: who is on call at night and on holidays, planned ahead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import OnceForm, answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm import clock
from crm.recovery import actions
from crm.recovery.forms import HolidayForm, OnCallForm
from crm.recovery.models import Holiday, OnCall
from crm.recovery.permissions import POLICY_READERS, may_plan_rota
from crm.recovery.queries import holidays_from, next_free, night, rotas


@require_safe
@roles_required(*POLICY_READERS)
def rota(request: SignedInRequest) -> HttpResponse:
    """Show who is on call in the next fortnight, and where nobody is."""
    return _shown(request)


def _shown(
    request: SignedInRequest, form: OnceForm | None = None, holiday: OnceForm | None = None
) -> HttpResponse:
    now = clock.now()
    page: dict[str, object] = {}
    if may_plan_rota(request.user):
        begins, ends = next_free(now)
        offered = {"from_at": begins, "until_at": ends}
        page = {
            "form": form or OnCallForm(initial=offered),
            "holiday_form": holiday or HolidayForm(auto_id="holiday_%s"),
        }
    page |= {"rotas": rotas(now), "holidays": holidays_from(clock.today()), "night": night()}
    sent_form = form or holiday
    status = answer_status(sent_form) if sent_form else 200
    return render(request, "recovery/rota.html", page, status=status)


@roles_required(*POLICY_READERS)
@require_http_methods(["POST"])
def rota_plan(request: SignedInRequest) -> HttpResponse:
    """Put somebody on call."""
    form = OnCallForm(sent(request))

    def make() -> str:
        actions.plan_on_call(by=request.user, **form.changes)
        return reverse("rota")

    made = send_once(form, person=request.user, make=make)
    if not made:
        return _shown(request, form=form)
    messages.success(request, _("On the rota."))
    return redirect(made)


@roles_required(*POLICY_READERS)
@require_POST
def rota_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a span off the rota, or end it now."""
    on_call = get_visible(OnCall.objects.all(), pk)
    actions.end_on_call(by=request.user, on_call=on_call)
    messages.success(request, _("Off the rota."))
    return redirect("rota")


@roles_required(*POLICY_READERS)
@require_POST
def holiday_new(request: SignedInRequest) -> HttpResponse:
    """Say that we rest on a day."""
    form = HolidayForm(sent(request), auto_id="holiday_%s")

    def make() -> str:
        actions.add_holiday(by=request.user, **form.changes)
        return reverse("rota")

    made = send_once(form, person=request.user, make=make)
    if not made:
        return _shown(request, holiday=form)
    messages.success(request, _("We rest on that day."))
    return redirect(made)


@roles_required(*POLICY_READERS)
@require_POST
def holiday_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that we work on that day after all."""
    holiday = get_visible(Holiday.objects.all(), pk)
    actions.remove_holiday(by=request.user, holiday=holiday)
    messages.success(request, _("We work on that day."))
    return redirect("rota")
