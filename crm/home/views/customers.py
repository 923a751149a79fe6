"""The pages of a customer and a contact: who they are, and all that happened."""

from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.forms import own_filters
from accounts.models import Contact, Customer, Person
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import (
    Slice,
    contacts_by_custom,
    contacts_reachable,
    customers_named,
    get_visible,
    keyset,
    standing_of,
    with_parts_read,
)
from accounts.views.customer_list import own_asked
from crm import company as our
from crm.errors import NotAllowedError
from crm.home.panels import CONTACT_PANELS, CUSTOMER_PANELS, CUSTOMER_TABS, Panel
from crm.home.queries.opening import contacts_there, customer_opened
from crm.home.queries.timeline import (
    SHOWS,
    as_moments,
    entries_with_contact,
    moments_page,
    timeline_entries,
    timeline_page,
)
from crm.journal.models import Entry
from crm.recovery.permissions import may_open
from secrets_manual.queries import answers_said, ask_one, wants_of_contact

CONTACTS_SHOWN = 12


@sign_in_required
def customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a customer: what happened, who is there, who looks after them.

    Service staff see names and ways to reach them, and the tickets. Who may see the name only
    is told so; to everybody else there is no such customer.
    """
    person = request.user
    row = customer_opened(person, pk)
    standing = standing_of(person, row)
    if not standing.reads and not person.has_role("service"):
        raise NotAllowedError(_("You see this customer by name only."))
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    cursor = request.GET.get("cursor")
    page = timeline_page(person, row, reads=standing.reads, show=show, cursor=cursor)
    panels = [panel for make in CUSTOMER_PANELS if (panel := make(person, row))]
    contacts = contacts_there(row.pk, str(CONTACTS_SHOWN + 1))
    return render(
        request,
        "home/customer.html",
        {
            "customer": row,
            "standing": standing,
            "oops_url": _oops_url(person, f"customer={row.pk}"),
            "contacts": contacts[:CONTACTS_SHOWN],
            "more_contacts": len(contacts) > CONTACTS_SHOWN,
            "tabs": _tabs(person, row),
            "currency": our.currency(),
            "shows": _shows() if standing.reads else [],
            **_happened(page, show, is_older=bool(cursor)),
            **_placed(panels),
        },
    )


@sign_in_required
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a contact: how to reach them, what they want and allow, what happened with them."""
    person = request.user
    reachable = with_parts_read(person, contacts_reachable(person)).select_related("customer")
    row = get_visible(reachable.annotate(**_merged_into_them()), pk)
    standing = standing_of(person, row.customer)
    vars(row)["is_read"] = standing.reads
    gone = vars(row)
    entries = timeline_entries(
        person, row.customer, reads=standing.reads, gone=gone["gone_customers"]
    )
    entries = entries_with_contact(entries, row, gone=gone["gone_contacts"])
    cursor = request.GET.get("cursor")
    page = moments_page(entries, cursor)
    keeps = row.customer.keeper_id == person.pk
    panels = [panel for make in CONTACT_PANELS if (panel := make(person, row))]
    wanting = wants_of_contact(person, row) if standing.reads else None
    writes = standing.writes or keeps
    asks = wanting is not None and writes and not wanting.count and not wanting.is_closed
    return render(
        request,
        "home/contact.html",
        {
            "contact": row,
            "customer": row.customer,
            "standing": standing,
            "oops_url": _oops_url(person, f"contact={row.pk}"),
            "secret_url": _url("secret_new") if writes else "",
            "wanting": wanting,
            "asking": ask_one(person, row.customer, row) if asks else None,
            "said": answers_said(row),
            **_happened(page, is_older=bool(cursor)),
            **_placed(panels),
        },
    )


def _oops_url(person: Person, whose: str) -> str:
    """Give where a mishap of theirs is written down, to who may."""
    return f"{reverse('ticket_new')}?{whose}" if may_open(person) else ""


@sign_in_required
def customer_contacts(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the contacts of a customer, narrowed by words and by fields of our own."""
    person = request.user
    row = get_visible(customers_named(person), pk)
    reachable = contacts_reachable(person).filter(customer=row)
    reads = standing_of(person, row).reads
    if not reads and not person.has_role("service"):
        raise NotAllowedError(_("You see this customer by name only."))
    asked = own_asked(request.GET) if reads else {}
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if words:
        reachable = reachable.filter(Q(name__holds=words) | Q(title__holds=words))
    found = contacts_by_custom(person, reachable, asked)
    page = keyset(found, order=("name", "id"), cursor=request.GET.get("cursor"))
    narrowed = ({"q": words} if words else {}) | asked
    following = urlencode(narrowed | {"cursor": page.next_cursor})
    return render(
        request,
        "home/contacts.html",
        {
            "customer": row,
            "contacts": page.rows,
            "q": words,
            "narrowed": narrowed,
            "filters_on": len(asked),
            "own_fields": own_filters(asked, "contact") if reads else [],
            "next_url": page.next_cursor and f"?{following}",
        },
    )


def _merged_into_them() -> dict[str, ArraySubquery]:
    """Bring along which contacts became this one, and which customers its customer."""
    contacts = Contact.everything.filter(merged_into=OuterRef("pk")).values("pk")
    customers = Customer.everything.filter(merged_into=OuterRef("customer")).values("pk")
    return {"gone_contacts": ArraySubquery(contacts), "gone_customers": ArraySubquery(customers)}


def _happened(page: Slice[Entry], show: str = "", *, is_older: bool) -> dict[str, object]:
    """Give the newest few of what happened, or the older ones from where the address points."""
    return {
        "show": show,
        "is_older": is_older,
        "moments": as_moments(page.rows),
        "next_url": page.next_cursor and f"?show={show}&cursor={page.next_cursor}",
    }


def _placed(panels: list[Panel]) -> dict[str, object]:
    return {
        "top_panels": [panel for panel in panels if panel.place == "top"],
        "aside_panels": [panel for panel in panels if panel.place == "aside"],
    }


def _shows() -> list[tuple[str, str]]:
    return [
        ("", _("Everything")),
        ("conversations", _("Conversations")),
        ("oops", _("OOPS!")),
        ("promises", _("Promises")),
        ("deals", _("Deals")),
    ]


def _tabs(person: Person, row: Customer) -> list[tuple[object, str]]:
    """Give the tabs whose pages exist and which the person's roles may open."""
    found = []
    for tab in CUSTOMER_TABS:
        url = _url(tab.url_name) if tab.query else _url(tab.url_name, row.pk)
        if url and person.has_role(*tab.roles):
            found.append((tab.label, url + tab.query.format(pk=row.pk)))
    return found


def _url(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
