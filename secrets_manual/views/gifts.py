"""The register of gifts, and what may be given."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.models import Customer
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import counted, customers_named, get_visible, keyset
from accounts.rules import neutralise_cell
from crm import clock, money
from crm import company as our
from crm.journal import actions as journal
from secrets_manual import actions, queries
from secrets_manual.forms import DecideForm, GiftForm, GiftPolicyForm, HandForm
from secrets_manual.models import Gift
from secrets_manual.permissions import GIVING, may_decide_gift, may_set_gift_policies
from secrets_manual.views.agreed import asked_customer

READING = (*GIVING, "finance")
FILTERS = ("q", "direction", "over", "year", "customer")
HEADER = (
    "day", "direction", "customer", "contact", "who_of_us", "what", "value", "currency",
    "ticket", "over", "decision", "decided_by", "why",
)  # fmt: skip


@roles_required(*READING)
@require_safe
def gifts(request: SignedInRequest) -> HttpResponse:
    """List the register, narrowed as the address says; at one customer, also what is allowed."""
    asked = _asked(request)
    rows = queries.gifts_asked(request.user, asked)
    shown = keyset(rows, order=("-created_at", "-id"), cursor=request.GET.get("cursor"))
    customer = _customer(request, asked.get("customer", ""))
    allowed = queries.allowance_for(customer) if customer else None
    page = {
        "gifts": shown.rows,
        "next_url": f"?{urlencode(asked | {'cursor': shown.next_cursor})}"
        if shown.next_cursor
        else "",
        "count": counted(rows),
        "asked": asked,
        "here": urlencode(asked),
        "customer": customer,
        "allowed": queries.what_is_allowed(allowed) if allowed else "",
        "years": range(clock.today().year, clock.today().year - 5, -1),
        "may_record": request.user.has_role(*GIVING),
    }
    return render(request, "secrets_manual/gifts.html", page)


def _asked(request: SignedInRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def _customer(request: SignedInRequest, pk: str) -> Customer | None:
    return get_visible(customers_named(request.user), pk) if pk else None


@roles_required(*READING)
@require_safe
def gifts_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Give the register as CSV, as far as one sees it and as it was narrowed."""
    rows = queries.gifts_asked(request.user, _asked(request)).order_by("-created_at", "-id")
    journal.record(
        "accounts.exported",
        person=request.user,
        subject_kind="export",
        subject_id="gifts",
        facts={"kind": "gifts", "rows": rows.count()},
        audience="privacy",
    )
    answer = StreamingHttpResponse(_lines(rows.iterator(2000)), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="gifts.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(rows: Iterator[Gift]) -> Iterator[str]:
    yield "\ufeff" + _line(HEADER)
    for gift in rows:
        cells = (
            gift.on, gift.direction, gift.customer.name, gift.contact and gift.contact.name,
            gift.person.name, gift.what, money.shown(gift.value_minor, gift.currency),
            gift.currency, gift.ticket_id, gift.over, gift.decision,
            gift.decided_by and gift.decided_by.name, gift.decided_why,
        )  # fmt: skip
        yield _line(tuple("" if cell is None else neutralise_cell(str(cell)) for cell in cells))


def _line(cells: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


@sensitive_post_parameters()
@roles_required(*GIVING)
@require_http_methods(["GET", "POST"])
def gift_new(request: SignedInRequest) -> HttpResponse:
    """Write down a gift; what is over a limit is asked for first."""
    customer, contact_pk = asked_customer(request)
    tickets = queries.tickets_of_customer(customer) if customer else []
    chosen = {"contact": contact_pk, "ticket_id": request.GET.get("ticket", "")}
    form = GiftForm(
        sent(request), person=request.user, customer=customer, tickets=tickets, initial=chosen
    )

    def make() -> str:
        given = form.changes
        value_minor = given.pop("value")
        made = actions.record_gift(
            person=request.user, customer=form.at, value_minor=value_minor, **given
        )
        return reverse("gift", args=[made.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Written down"))
        return redirect(made)
    allowed = queries.allowance_for(customer) if customer else None
    page = {
        "form": form,
        "customer": customer,
        "allowed": queries.what_is_allowed(allowed) if allowed else "",
    }
    return render(request, "secrets_manual/gift_new.html", page, status=answer_status(form))


@roles_required(*READING)
@require_safe
def gift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one entry of the register, and let a second person decide what is over a limit."""
    return _page(request, _found(request, pk))


def _found(request: SignedInRequest, pk: int) -> Gift:
    return get_visible(queries.gifts_visible(request.user), pk)


def _page(
    request: SignedInRequest, row: Gift, *, bound: DecideForm | HandForm | None = None
) -> HttpResponse:
    decides = row.waits and may_decide_gift(request.user, row)
    hands = row.may_be_handed and row.person_id == request.user.pk
    page = {
        "gift": row,
        "decide_form": (bound or DecideForm()) if decides else None,
        "hand_form": (bound or HandForm()) if hands else None,
    }
    status = answer_status(bound) if bound else 200
    return render(request, "secrets_manual/gift.html", page, status=status)


@sensitive_post_parameters()
@roles_required(*READING)
@require_POST
def gift_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve or refuse a gift that is over a limit."""
    row, form = _found(request, pk), DecideForm(request.POST)

    def decide() -> str:
        approved = form.cleaned_data["answer"] == "approved"
        why = form.cleaned_data["why"]
        actions.decide_gift(person=request.user, gift=row, approved=approved, why=why)
        return reverse("gift", args=[pk])

    made = send_once(form, person=request.user, make=decide)
    return redirect(made) if made else _page(request, row, bound=form)


@roles_required(*READING)
@require_POST
def gift_hand(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that an approved gift was given."""
    row, form = _found(request, pk), HandForm(request.POST)

    def hand() -> str:
        actions.hand_gift(person=request.user, gift=row, on=form.cleaned_data["on"])
        return reverse("gift", args=[pk])

    made = send_once(form, person=request.user, make=hand)
    return redirect(made) if made else _page(request, row, bound=form)


@roles_required(*READING)
@require_safe
def gift_policies(request: SignedInRequest) -> HttpResponse:
    """Show what may be given: by us, in a country, at a customer."""
    rows = queries.policies_listed(request.user)
    page = {
        "policies": rows,
        "has_own": any(row.customer_id is None and not row.country for row in rows),
        "unset": queries.what_is_allowed(queries.unset_allowance()),
        "may_set": may_set_gift_policies(request.user),
    }
    return render(request, "secrets_manual/gift_policies.html", page)


@sensitive_post_parameters()
@roles_required("director")
@require_http_methods(["GET", "POST"])
def gift_policy_new(request: SignedInRequest) -> HttpResponse:
    """Set what may be given from today."""
    customer = _customer(request, request.GET.get("customer", ""))
    initial = {"customer": customer.name if customer else ""}
    form = GiftPolicyForm(sent(request), person=request.user, initial=initial)

    def make() -> str:
        actions.set_gift_policy(person=request.user, **form.changes)
        return reverse("settings_gifts")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("From today this holds"))
        return redirect(made)
    page = {"form": form, "currency": our.currency()}
    return render(request, "secrets_manual/gift_policy_new.html", page, status=answer_status(form))


@roles_required("director")
@require_POST
def gift_policy_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a policy; what else applies goes on."""
    policy = get_visible(queries.policies_in_force(), pk)
    actions.end_gift_policy(person=request.user, policy=policy)
    messages.success(request, _("It has ended"))
    return redirect("settings_gifts")
