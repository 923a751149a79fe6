"""The register of gifts, and what may be given."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Customer
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import counted, customers_named, get_visible, keyset
from accounts.rules import neutralise_cell
from crm import clock, money
from crm.journal import actions as journal
from secrets_manual import queries
from secrets_manual.models import Gift
from secrets_manual.permissions import GIVING

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
    customer = customer_named(request, asked.get("customer", ""))
    allowed = queries.allowance_for(customer) if customer else None
    page = {
        "gifts": shown.rows,
        "next_url": f"?{urlencode(asked | {'cursor': shown.next_cursor})}"
        if shown.next_cursor
        else "",
        "count": counted(rows),
        "asked": asked,
        "filters_on": sum(part not in {"q", "customer"} for part in asked),
        "here": urlencode(asked),
        "customer": customer,
        "allowed": queries.what_is_allowed(allowed) if allowed else "",
        "years": range(clock.today().year, clock.today().year - 5, -1),
        "may_record": request.user.has_role(*GIVING),
    }
    return render(request, "secrets_manual/gifts.html", page)


def _asked(request: SignedInRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def customer_named(request: SignedInRequest, pk: str) -> Customer | None:
    """Give the customer that an address names, if any; 404 for strangers."""
    return get_visible(customers_named(request.user), pk) if pk else None


@roles_required(*READING)
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def gifts_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Give the register as CSV, as far as one sees it and as it was narrowed.

    Whoever asks shows again who they are, as before every list that leaves the house.
    """
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
