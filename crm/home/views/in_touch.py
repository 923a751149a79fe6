"""Stay in touch: who is due, a talk written down in one tap, a pause with its reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import pause_customer, resume_customer
from accounts.forms import OnceForm, answer_status, send_once, sent
from accounts.forms.pausing import NotAFitForm, SnoozeForm
from accounts.models import Customer, Pause, Person, Team
from accounts.permissions import (
    SignedInRequest,
    leads_steward_of,
    may_write_customer,
    roles_required,
    sign_in_required,
)
from accounts.queries import customers_readable, get_visible
from crm import clock
from crm.errors import NotAllowedError
from crm.home.queries.in_touch import in_touch as in_touch_of
from secrets_manual.actions import hold_conversation
from secrets_manual.models import Conversation

READERS = ("rep", "lead", "manager", "director")


@roles_required(*READERS)
@require_safe
def in_touch(request: SignedInRequest) -> HttpResponse:
    """List with whom to be in touch: one's own customers, those of one's teams, or of one team."""
    circles = _circles(request.user)
    circle = request.GET.get("who", "")
    circle = circle if circle in circles else next(iter(circles))
    teams = list(Team.objects.order_by("name", "id")[:100]) if circle == "all" else []
    asked = request.GET.get("team", "")
    team = next((each for each in teams if str(each.pk) == asked), teams[0] if teams else None)
    page = in_touch_of(
        request.user, circle=circle, team=str(team.pk) if team else "", today=clock.today()
    )
    return render(
        request,
        "home/in_touch.html",
        {"page": page, "circle": circle, "circles": circles, "teams": teams, "team": team},
    )


def _circles(person: Person) -> dict[str, str]:
    circles = {}
    if person.has_role("rep"):
        circles["mine"] = _("Mine")
    if person.has_role("lead", "manager"):
        circles["team"] = _("My teams'")
    if person.has_role("director"):
        circles["all"] = _("By team")
    return circles


@sign_in_required
@require_POST
def talked(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down, in one tap, that one talked just now; their words can follow."""
    customer = get_visible(customers_readable(request.user), pk)
    if not may_write_customer(request.user, customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    chosen = request.POST.get("contact", "")
    contact = customer.contacts.filter(pk=chosen).first() if _is_id(chosen) else None
    starter = request.POST.get("started_by", "")
    form = OnceForm(request.POST)

    def make() -> str:
        talk = hold_conversation(
            person=request.user,
            customer=customer,
            contact=contact,
            kind=Conversation.Kind.CALL,
            started_by=starter if starter in Conversation.Starter.values else "",
        )
        return reverse("conversation", args=[talk.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("The talk is written down. What did they say?"))
        return redirect(made)
    return redirect("in_touch")


def _is_id(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 16


@sign_in_required
@require_http_methods(["GET", "POST"])
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a customer in peace until a day, or because what we have does not fit them."""
    customer = _minded(request, pk)
    not_a_fit = request.GET.get("kind") == Pause.Kind.NOT_A_FIT
    kind = Pause.Kind.NOT_A_FIT if not_a_fit else Pause.Kind.SNOOZE
    form = NotAFitForm(sent(request)) if not_a_fit else SnoozeForm(sent(request))
    back = reverse("in_touch")

    def make() -> str:
        pause_customer(person=request.user, customer=customer, kind=kind, **form.changes)
        return back

    if send_once(form, person=request.user, make=make):
        undo = reverse("in_touch_resume", args=[pk])
        messages.success(request, _("We leave them in peace"), extra_tags=f"undo:{undo}")
        return redirect(back)
    page = {"form": form, "customer": customer, "not_a_fit": not_a_fit}
    return render(request, "home/in_touch_pause.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind of the customer again."""
    resume_customer(person=request.user, customer=_minded(request, pk))
    messages.success(request, _("We remind you of them again"))
    return redirect("in_touch")


def _minded(request: SignedInRequest, pk: int) -> Customer:
    customer = get_visible(customers_readable(request.user), pk)
    person = request.user
    if not (may_write_customer(person, customer) or leads_steward_of(person, customer)):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, and their lead may change this.")
        )
    return customer
