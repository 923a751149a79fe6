"""Rows that may be one: the list of candidates, two side by side, one made of two, and back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import find_doubles, merge_rows, part_pair, undo_merge
from accounts.forms import answer_status, send_once, sent
from accounts.forms.merging import MergeForm
from accounts.models import Contact, ContactPair, Customer, CustomerPair, Merge, Person
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import (
    contact_pairs,
    contacts_reachable,
    counted,
    customer_pairs,
    customers_readable,
    get_visible,
    may_merge,
)
from crm.errors import NotAllowedError

MERGERS = ("rep", "lead", "manager", "director")
SHOWN = 50


@roles_required(*MERGERS)
def doubles(request: SignedInRequest) -> HttpResponse:
    """List the customers and contacts that may be one, the likeliest first."""
    person = request.user
    customers, contacts = customer_pairs(person), contact_pairs(person)
    return render(
        request,
        "accounts/doubles.html",
        {
            "kinds": [
                ("customer", _("Customers"), customers.order_by("-score", "id")[:SHOWN],
                 counted(customers)),
                ("contact", _("Contacts"), contacts.order_by("-score", "id")[:SHOWN],
                 counted(contacts)),
            ],
            "merges": Merge.objects.filter(person=person, undone_at__isnull=True)
            .order_by("-made_at")[:10],
            "words": {"name": _("name"), "email": _("email"), "phone": _("phone"),
                      "host": _("website")},
        },
    )  # fmt: skip


@require_POST
@roles_required("director", "manager")
def doubles_look(request: SignedInRequest) -> HttpResponse:
    """Look now instead of at night."""
    found = find_doubles(person=request.user)
    words = _(
        "Looked through everything: %(customers)d pairs of customers, %(contacts)d of contacts"
    )
    messages.success(request, words % found)
    return redirect("doubles")


@roles_required(*MERGERS)
def merge(request: SignedInRequest, kind: str, first: int, second: int) -> HttpResponse:
    """Lay two rows side by side and make one of them, field by field."""
    person = request.user
    one, other = _two(person, kind, first, second)
    form = MergeForm(sent(request), first=one, second=other)

    def make() -> str:
        stays, goes = (one, other) if form.survivor_first else (other, one)
        made = merge_rows(person=person, survivor=stays, gone=goes, take=form.take)
        undo = reverse("merge_undo", args=[made.pk])
        messages.success(request, _("Two made one"), extra_tags=f"undo:{undo}")
        return reverse(kind, args=[stays.pk])

    made = send_once(form, person=person, make=make)
    if made:
        return redirect(made)
    return render(
        request,
        "accounts/merge.html",
        {
            "form": form,
            "first": one,
            "second": other,
            "lines": [(side, form[f"of_{side.field}"] if side.differs else None)
                      for side in form.sides],
            "pair": _pair(person, kind, first, second),
            "kind": kind,
        },
        status=answer_status(form),
    )  # fmt: skip


def _two(
    person: Person, kind: str, first: int, second: int
) -> tuple[Customer, Customer] | tuple[Contact, Contact]:
    if first == second or kind not in {"customer", "contact"}:
        raise Http404
    if kind == "customer":
        readable = customers_readable(person).select_related("keeper")
        customers = get_visible(readable, first), get_visible(readable, second)
        _check_may(person, set(customers))
        return customers
    reachable = contacts_reachable(person).select_related("customer")
    contacts = get_visible(reachable, first), get_visible(reachable, second)
    _check_may(person, {contact.customer for contact in contacts})
    return contacts


def _check_may(person: Person, homes: set[Customer]) -> None:
    if not all(may_merge(person, home) for home in homes):
        raise NotAllowedError(_("Whoever may change both may merge them."))


def _pair(person: Person, kind: str, first: int, second: int) -> CustomerPair | ContactPair | None:
    low, high = sorted((first, second))
    return _pairs(person, kind).filter(first=low, second=high).first()


def _pairs(person: Person, kind: str) -> "QuerySet[CustomerPair] | QuerySet[ContactPair]":
    return customer_pairs(person) if kind == "customer" else contact_pairs(person)


@require_POST
@roles_required(*MERGERS)
def pair_part(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Say that two rows are not the same."""
    pair = _pairs(request.user, kind).filter(pk=pk).first()
    if pair is None:
        raise Http404
    part_pair(person=request.user, pair=pair)
    messages.success(request, _("Not the same: remembered"))
    return redirect("doubles")


@require_POST
@roles_required(*MERGERS)
def merge_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make two of one again."""
    row = Merge.objects.filter(pk=pk).first()
    visible: QuerySet[Customer] | QuerySet[Contact]
    if row is None:
        raise Http404
    if row.kind == "customer":
        visible = customers_readable(request.user)
    else:
        visible = contacts_reachable(request.user)
    get_visible(visible, row.survivor_id)
    undo_merge(person=request.user, merge_id=pk)
    messages.success(request, _("They are two again"))
    return redirect(row.kind, row.survivor_id)
