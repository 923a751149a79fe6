"""Taking out what one may see: address books as vCard, lists as CSV.

Whoever takes a list out shows again who they are. One contact's card goes without: it says no
more than the page it is taken from.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from allauth.account.decorators import reauthentication_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from accounts.formats.vcard_writing import Card, written_cards
from accounts.imports import Table
from accounts.models import Contact, CustomerKind, Person
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import (
    contacts_reachable,
    customers_listed,
    customers_named,
    get_visible,
    standing_of,
)
from accounts.rules import neutralise_cell
from accounts.views.customer_list import NAMERS, wanted_customers
from crm.errors import NotAllowedError
from crm.home.registry import KINDS
from crm.journal import actions as journal

#: Secrets leave only by the command, and the privacy officer's hand.
NEVER_HERE = frozenset({"secrets"})

#: Lines that are sent in one piece.
AT_ONCE = 500


@sign_in_required
def contact_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give one contact as a vCard."""
    get_visible(contacts_reachable(request.user), pk)
    found = contacts_reachable(request.user).filter(pk=pk)
    return _cards(request.user, found, f"contact-{pk}")


def _handed_out(request: SignedInRequest, give: Callable[[], HttpResponse]) -> HttpResponse:
    """Give a list out, after whoever asks has shown again who they are."""
    shown_again: Callable[[SignedInRequest], HttpResponse] = reauthentication_required(
        lambda _request: give()
    )
    return shown_again(request)


@sign_in_required
def customer_cards(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the contacts of a customer as vCards."""
    person = request.user
    customer = get_visible(customers_named(person), pk)
    if not standing_of(person, customer).reads and not person.has_role("service"):
        raise NotAllowedError(_("You see this customer by name only."))
    contacts = contacts_reachable(person).filter(customer=customer)
    return _handed_out(request, lambda: _cards(person, contacts, f"customer-{pk}"))


@roles_required(*NAMERS)
def customers_cards(request: SignedInRequest) -> HttpResponse:
    """Give the contacts of all customers that a list is narrowed to, as far as one reaches them."""
    person = request.user
    customers = customers_listed(person, wanted_customers(person, request.GET))
    contacts = contacts_reachable(person).filter(customer__in=customers.values("pk"))
    return _handed_out(request, lambda: _cards(person, contacts, "contacts"))


def _cards(person: Person, contacts: QuerySet[Contact], name: str) -> HttpResponse:
    found = contacts.select_related("customer").order_by("name", "id")
    _note(person, "vcard", contacts.count())
    cards = (_card(contact) for contact in found.iterator(2000))
    answer = StreamingHttpResponse(written_cards(cards), content_type="text/vcard; charset=utf-8")
    return _as_file(answer, f"{name}.vcf")


def _card(contact: Contact) -> Card:
    return Card(
        uid=contact.reference or f"confidant-contact-{contact.pk}",
        name=contact.name,
        organisation=_house(contact),
        title=contact.title,
        email=contact.email,
        phone=contact.phone,
        address=contact.customer.address,
        language=contact.language,
        zone=contact.zone,
        reference=contact.reference,
    )


def _house(contact: Contact) -> str:
    """Name where somebody belongs; who is a household alone belongs nowhere else."""
    customer = contact.customer
    alone = customer.kind == CustomerKind.HOUSEHOLD and customer.name == contact.name
    return "" if alone else customer.name


@sign_in_required
def export_csv(request: SignedInRequest, kind: str) -> HttpResponse:
    """Give a kind as CSV, what the person may see of it; it imports again unchanged."""
    person = request.user
    found = KINDS.get(kind)
    if found is None or found.export is None or kind in NEVER_HERE:
        raise Http404
    if not found.may_export(person):
        raise NotAllowedError(_("You may not export %(kind)s.") % {"kind": kind})
    export = found.export

    def give() -> HttpResponse:
        table = export(person)
        _note(person, kind, None)
        answer = StreamingHttpResponse(_lines(table), content_type="text/csv; charset=utf-8")
        return _as_file(answer, f"{kind}.csv")

    return _handed_out(request, give)


class _Echo:
    """Gives back what the csv module writes."""

    def write(self, text: str) -> str:
        return text


def _lines(table: Table) -> Iterator[str]:
    lines = csv.writer(_Echo())
    yield "\ufeff" + lines.writerow(table.header)
    rows = iter(table.rows)
    while some := list(islice(rows, AT_ONCE)):
        yield "".join([lines.writerow(_cells(row)) for row in some])


def _cells(row: Sequence[object]) -> list[str]:
    """Write the cells of a row; most of a hundred thousand rows' cells are empty."""
    return ["" if one is None or one == "" else neutralise_cell(str(one)) for one in row]


def _as_file(answer: StreamingHttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer  # type: ignore[return-value]


def _note(person: Person, kind: str, rows: int | None) -> None:
    """Journal that somebody took rows out: what is outside cannot be called back."""
    facts: dict[str, object] = {"kind": kind}
    journal.record(
        "accounts.exported",
        person=person,
        subject_kind="export",
        subject_id=kind,
        facts=facts if rows is None else facts | {"rows": rows},
        audience="privacy",
    )
