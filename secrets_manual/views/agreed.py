"""What the lists of our promises and of their commitments share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, Person
from accounts.permissions import SignedInRequest
from accounts.queries import (
    Slice,
    contacts_reachable,
    counted,
    customers_named,
    get_visible,
    keyset,
)
from crm.journal.models import Entry
from crm.journal.queries import entries_about
from secrets_manual.models import Commitment, Promise
from secrets_manual.queries import in_circle

Row = TypeVar("Row", Promise, Commitment)
CIRCLE_LABELS: dict[str, str | Lazy] = {
    "mine": _("Mine"),
    "team": _("My team’s"),
    "customers": _("Of my customers"),
}
ENDED = {"kept", "late", "broken", "all"}
HISTORY = {
    "made": _("written down"),
    "kept": _("kept"),
    "broken": _("broken"),
    "reopened": _("opened again"),
    "changed": _("changed"),
    "handed_over": _("handed over"),
    "judged": _("what the customer says"),
    "came": _("it came"),
    "missed": _("it did not come"),
}


@dataclass
class Shelf:
    """One page of a list: what was asked for, and the addresses of the other filters."""

    circle: str
    state: str
    page: Slice[Promise] | Slice[Commitment]
    count: str
    circles: list[tuple[str, str | Lazy, str]] = field(default_factory=list)
    states: list[tuple[str, str | Lazy, str]] = field(default_factory=list)
    next_url: str = ""


def shelf_of(
    request: SignedInRequest,
    visible: QuerySet[Row],
    in_state: Callable[[str], Q],
    labels: dict[str, str | Lazy],
) -> Shelf:
    """Give one page of a list, narrowed as the address says; open ones with the nearest first."""
    circles = circles_of(request.user)
    circle = _one_of(request.GET.get("who", ""), circles)
    state = _one_of(request.GET.get("state", ""), list(labels))
    rows = visible.filter(in_circle(request.user, circle), in_state(state))
    order = ("-due_at", "-id") if state in ENDED else ("due_at", "id")
    page = keyset(rows, order=order, cursor=request.GET.get("cursor"))

    def url(**changed: str) -> str:
        return f"?{urlencode({'who': circle, 'state': state, **changed})}"

    return Shelf(
        circle=circle,
        state=state,
        page=page,
        count=counted(rows),
        circles=[(one, CIRCLE_LABELS[one], url(who=one)) for one in circles],
        states=[(one, label, url(state=one)) for one, label in labels.items()],
        next_url=url(cursor=page.next_cursor) if page.next_cursor else "",
    )


def circles_of(person: Person) -> list[str]:
    """Give whose lists somebody may choose from."""
    leads = person.has_role("lead", "manager")
    reads = person.has_role("rep", "lead", "manager", "director")
    return ["mine", *(["team"] if leads else []), *(["customers"] if reads else [])]


def _one_of(asked: str, known: list[str]) -> str:
    return asked if asked in known else known[0]


def back_or(request: SignedInRequest, default: str) -> str:
    """Give the page an act was called from, if it is one of ours."""
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, {request.get_host()}, request.is_secure()
    )
    return back if safe else default


def asked_customer(request: SignedInRequest) -> tuple[Customer | None, str]:
    """Give the customer and the contact that the address names; 404 for strangers."""
    contact_pk = request.GET.get("contact", "")
    if contact_pk:
        rows = contacts_reachable(request.user).select_related("customer")
        contact = get_visible(rows, contact_pk)
        return contact.customer, str(contact.pk)
    customer_pk = request.GET.get("customer", "")
    if customer_pk:
        return get_visible(customers_named(request.user), customer_pk), ""
    return None, ""


def history_of(kind: str, pk: int) -> list[tuple[Entry, str | Lazy]]:
    """Give what was done with a promise or a commitment, the latest first."""
    entries = entries_about(kind, pk)[:20]
    return [(entry, HISTORY.get(entry.kind.partition(f"{kind}_")[2], "")) for entry in entries]
