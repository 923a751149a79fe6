"""The empty chair of any meeting, and the log of what meetings decided."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.models import Customer
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import customers_readable, keyset
from crm.home.actions.meeting import log_decision
from crm.home.forms import DecisionForm
from crm.home.queries.wall import meeting_decisions, words_for_the_wall

MEETING = ("rep", "service", "lead", "manager", "director")
LONGEST = 15


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 0


@roles_required(*MEETING)
@require_safe
def any_chair(request: SignedInRequest) -> HttpResponse:
    """Show one customer's words at a time; the next ones are a button away."""
    words = words_for_the_wall(request.user)
    place = _number(request.GET.get("n", "")) % len(words) if words else 0
    page = {
        "one": words[place] if words else None,
        "place": place + 1,
        "count": len(words),
        "next_url": f"?n={(place + 1) % len(words)}" if words else "",
    }
    return render(request, "home/any_chair.html", page)


def _customer(request: SignedInRequest) -> Customer | None:
    asked = request.GET.get("customer", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST):
        return None
    return customers_readable(request.user).filter(pk=asked).first()


@roles_required(*MEETING)
@require_safe
def decisions(request: SignedInRequest) -> HttpResponse:
    """List what meetings decided; words and a customer narrow it."""
    words, customer = request.GET.get("q", "").replace("\x00", "")[:100], _customer(request)
    rows = meeting_decisions(request.user, words=words, customer=customer)
    order, cursor = ("-decided_at", "-id"), request.GET.get("cursor")
    page = keyset(rows, order=order, cursor=cursor, size=30)
    narrowed = {"q": words} if words else {}
    narrowed |= {"customer": str(customer.pk)} if customer else {}
    return render(
        request,
        "home/decisions.html",
        {
            "rows": page.rows,
            "q": words,
            "customer": customer,
            "next_url": page.next_cursor
            and f"?{urlencode({**narrowed, 'cursor': page.next_cursor})}",
        },
    )


@roles_required(*MEETING)
@require_http_methods(["GET", "POST"])
def decision_new(request: SignedInRequest) -> HttpResponse:
    """Write down a decision and what it does to the customer."""
    customer = _customer(request)
    offered = customers_readable(request.user)
    form = DecisionForm(
        sent(request),
        customers=offered,
        initial={"customer": customer.pk if customer else None},
    )

    def make() -> str:
        log_decision(person=request.user, **form.changes)
        return reverse("meeting_decisions")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Written down"))
        return redirect(made)
    return render(request, "home/decision_new.html", {"form": form}, status=answer_status(form))
