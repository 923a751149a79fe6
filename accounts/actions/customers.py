"""Adding and changing customers and contacts, and entrusting them to a steward."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.consent import note_flags
from accounts.actions.custom import merged_custom
from accounts.actions.versions import check_version, save_versioned
from accounts.models import Contact, Customer, Person, Stewardship
from accounts.permissions import leads_steward_of, may_write_customer
from accounts.queries import (
    contacts_reachable,
    customers_named,
    customers_readable,
    stewardships_now,
    would_close_a_ring,
)
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def add_customer(
    *,
    person: Person | None,
    name: str,
    steward: Person | None = None,
    custom: Mapping[str, object] | None = None,
    **details: object,
) -> Customer:
    """Add a customer; its first steward is whoever adds it, unless another is named."""
    own = merged_custom("customer", {}, custom or {})
    customer = Customer(name=name.strip(), custom=own, **details)
    customer.full_clean()
    customer.save()
    journal.record(
        "accounts.customer_added",
        person=person,
        subject_kind="customer",
        subject_id=customer.pk,
        customer_id=customer.pk,
        words={"name": customer.name},
    )
    first = steward or (person if person and person.has_role("rep") else None)
    if first:
        entrust_customer(person=None, customer=customer, steward=first)
    return customer


@transaction.atomic
def change_customer(
    *,
    person: Person,
    customer: Customer,
    version: int | None,
    custom: Mapping[str, object] | None = None,
    **changes: object,
) -> Customer:
    """Change what we know about a customer; its steward may."""
    if not customers_readable(person).filter(pk=customer.pk).exists():
        raise _unseen_or_forbidden(person, customer)
    if not may_write_customer(person, customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    row = Customer.objects.select_for_update().get(pk=customer.pk)
    check_version(row, version)
    _check_parent(row, changes.get("parent"))
    if changes.get("is_prospect"):
        changes["customer_since_on"] = None
    if custom:
        changes = {**changes, "custom": merged_custom("customer", row.custom, custom)}
    save_versioned(row, changes)
    journal.record(
        "accounts.customer_changed",
        person=person,
        subject_kind="customer",
        subject_id=row.pk,
        customer_id=row.pk,
        facts={"fields": sorted(changes)},
    )
    return row


@transaction.atomic
def add_contact(
    *,
    person: Person | None,
    customer: Customer,
    name: str,
    custom: Mapping[str, object] | None = None,
    **details: object,
) -> Contact:
    """Add a human at a customer."""
    if person is not None and not may_write_customer(person, customer):
        raise _unseen_or_forbidden(person, customer)
    return write_contact(person=person, customer=customer, name=name, custom=custom, **details)


def write_contact(
    *,
    person: Person | None,
    customer: Customer,
    name: str,
    custom: Mapping[str, object] | None = None,
    **details: object,
) -> Contact:
    """Write a human down, in the caller's transaction; who may is asked before."""
    own = merged_custom("contact", {}, custom or {})
    contact = Contact(customer=customer, name=name.strip(), custom=own, **details)
    if contact.email and person is not None:
        contact.address_edited_by, contact.address_edited_at = person, clock.now()
    contact.full_clean()
    contact.save()
    journal.record(
        "accounts.contact_added",
        person=person,
        subject_kind="contact",
        subject_id=contact.pk,
        customer_id=customer.pk,
        words={"name": contact.name},
    )
    return contact


@transaction.atomic
def change_contact(
    *,
    person: Person,
    contact: Contact,
    version: int | None,
    custom: Mapping[str, object] | None = None,
    **changes: object,
) -> Contact:
    """Change a contact; a new address keeps its editor, since card rounds mistrust it."""
    if not contacts_reachable(person).filter(pk=contact.pk).exists():
        raise NotVisibleError(_("There is no such contact."))
    if not may_write_customer(person, contact.customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    check_version(row, version)
    note_flags(person=person, contact=row, changes=changes)
    if changes.get("email", row.email) != row.email:
        changes = {**changes, "address_edited_by": person, "address_edited_at": clock.now()}
    if custom:
        changes = {**changes, "custom": merged_custom("contact", row.custom, custom)}
    save_versioned(row, changes)
    journal.record(
        "accounts.contact_changed",
        person=person,
        subject_kind="contact",
        subject_id=row.pk,
        customer_id=row.customer_id,
        facts={"fields": sorted(changes)},
    )
    return row


@transaction.atomic
def entrust_customer(
    *, person: Person | None, customer: Customer, steward: Person, from_on: dt.date | None = None
) -> Stewardship:
    """Give the customer to a steward from a day on; the one before ends the day before.

    Leads and managers of the present steward's team and directors may; None is the system.
    """
    if person is not None and not (
        person.has_role("director") or leads_steward_of(person, customer)
    ):
        raise _unseen_or_forbidden(person, customer)
    day = from_on or clock.today()
    Customer.objects.select_for_update().get(pk=customer.pk)
    present = stewardships_now(day).filter(customer=customer).first()
    if present and present.person_id == steward.pk:
        return present
    if present and present.from_on >= day:
        present.delete()
    elif present:
        present.until_on = day - dt.timedelta(days=1)
        present.save(update_fields=["until_on"])
    stewardship = Stewardship(customer=customer, person=steward, from_on=day)
    stewardship.full_clean()
    stewardship.save()
    journal.record(
        "accounts.customer_entrusted",
        person=person,
        subject_kind="customer",
        subject_id=customer.pk,
        customer_id=customer.pk,
        facts={"steward": steward.pk, "before": present.person_id if present else None},
    )
    return stewardship


def _check_parent(customer: Customer, parent: object) -> None:
    if isinstance(parent, Customer) and would_close_a_ring(customer, parent):
        raise RuleBrokenError(
            _("%(parent)s belongs to %(name)s already; it cannot be the other way round, too.")
            % {"parent": parent.name, "name": customer.name},
            "accounts.family_ring",
            field="parent",
        )


def _unseen_or_forbidden(person: Person, customer: Customer) -> NotVisibleError | NotAllowedError:
    if customers_named(person).filter(pk=customer.pk).exists():
        return NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    return NotVisibleError(_("There is no such customer."))
