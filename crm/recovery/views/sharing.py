"""The load of service: who has what in hand, what each is good at, and who takes the rest."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import OnceForm, answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm import clock
from crm.errors import NotAllowedError
from crm.recovery import actions
from crm.recovery.forms.sharing import SharingForm, StrengthForm, UnownedForm
from crm.recovery.models import Mode, Sharing, Strength, Ticket
from crm.recovery.permissions import may_edit_strength, may_hand_on, may_set_policy
from crm.recovery.queries import Load, hand_out_to, loads, sharing_now, suggestions, unowned_of
from crm.recovery.queries.sharing import UNOWNED_SHOWN

LOAD_ROLES = ("service", "lead", "manager", "director")


@require_safe
@roles_required(*LOAD_ROLES)
def load(request: SignedInRequest) -> HttpResponse:
    """Show what each of service has in hand, and what nobody took yet."""
    return _shown(request)


def _shown(
    request: SignedInRequest, form: OnceForm | None = None, policy_form: OnceForm | None = None
) -> HttpResponse:
    person = request.user
    everybody, policy, sets = loads(clock.now()), sharing_now(), may_set_policy(person)
    unowned = list(unowned_of(person)[: UNOWNED_SHOWN + 1])
    shown = unowned[:UNOWNED_SHOWN]
    wanted = policy.mode != Mode.OFF or form is not None
    context = {
        "rows": [
            (one, may_edit_strength(person, one.person, sets_policy=sets)) for one in everybody
        ],
        "policy": policy,
        "unowned": _suggested(shown, everybody, wanted=wanted),
        "more_unowned": len(unowned) > UNOWNED_SHOWN,
        "form": form or _unowned_form(shown),
        "may_share": bool(shown) and may_hand_on(person, shown[0]),
        "policy_form": policy_form or (_policy_form(policy) if sets else None),
    }
    status = answer_status(form or policy_form) if form or policy_form else 200  # type: ignore[arg-type]
    return render(request, "recovery/load.html", context, status=status)


def _suggested(
    shown: list[Ticket], everybody: list[Load], *, wanted: bool
) -> list[tuple[Ticket, str]]:
    """Put beside each ticket who would take it, and why; nothing where none is wanted."""
    made = suggestions(shown, everybody) if wanted and shown else []
    why = {one.ticket.pk: one.why for one in made}
    return [(ticket, why.get(ticket.pk, "")) for ticket in shown]


def _unowned_form(shown: list[Ticket]) -> UnownedForm:
    return UnownedForm(numbers=[one.pk for one in shown])


def _policy_form(policy: Sharing) -> SharingForm:
    initial = {"mode": policy.mode, "after_minutes": policy.after_minutes}
    return SharingForm(initial=initial, auto_id="policy_%s")


@require_POST
@roles_required(*LOAD_ROLES)
def load_share(request: SignedInRequest) -> HttpResponse:
    """Hand out the tickets that were marked, by the rule."""
    wanted = {int(one) for one in request.POST.getlist("ticket") if one.isdecimal()}
    seen = unowned_of(request.user).filter(pk__in=[one for one in wanted if one < 2**63])
    tickets = list(seen[: UNOWNED_SHOWN + 1])
    form = UnownedForm(sent(request), numbers=[one.pk for one in tickets])

    def make() -> str:
        chosen = set(form.cleaned_data["ticket"])
        made = actions.assign_fairly(
            person=request.user, tickets=[one for one in tickets if one.pk in chosen]
        )
        for one in made:
            messages.success(request, f"OOPS {one.ticket.pk}: {one.why}")
        left = len(chosen) - len(made)
        if left:
            said = ngettext("For %(n)d nobody is left.", "For %(n)d nobody is left.", left)
            messages.warning(request, said % {"n": left})
        return reverse("load")

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _shown(request, form=form)


@require_POST
@roles_required(*LOAD_ROLES)
def load_policy(request: SignedInRequest) -> HttpResponse:
    """Say what becomes of tickets nobody took."""
    form = SharingForm(sent(request), auto_id="policy_%s")
    if not may_set_policy(request.user):
        raise NotAllowedError(_("Directors set it, and who leads a team of service."))

    def make() -> str:
        actions.set_sharing(by=request.user, **form.changes)
        return reverse("load")

    made = send_once(form, person=request.user, make=make)
    if not made:
        return _shown(request, policy_form=form)
    messages.success(request, _("Changes saved."))
    return redirect(made)


@roles_required(*LOAD_ROLES)
@require_http_methods(["GET", "POST"])
def load_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what somebody of service is good at."""
    person = get_visible(hand_out_to(), pk)
    if not may_edit_strength(request.user, person):
        raise NotAllowedError(_("Everybody says it of themselves, and who leads them."))
    form = StrengthForm(sent(request), initial=_initial(getattr(person, "strength", None)))

    def make() -> str:
        actions.set_strength(by=request.user, person=person, **form.changes)
        return reverse("load")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Changes saved."))
        return redirect(made)
    context = {"person": person, "form": form}
    return render(request, "recovery/strength.html", context, status=answer_status(form))


def _initial(strength: Strength | None) -> dict[str, object]:
    if strength is None:
        return {"takes_tickets": True}
    return {
        "languages": strength.languages,
        "causes": list(strength.causes.all()),
        "takes_tickets": strength.takes_tickets,
    }
