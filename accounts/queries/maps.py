"""The map of people at a customer, for those who read of it."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from accounts.models import (
    Acquaintance,
    Contact,
    ContactRole,
    Customer,
    Person,
    Trust,
)
from accounts.queries.visible import customers_readable

MOST = 200


@dataclass
class OnMap:
    """One contact with everything the map says of them."""

    contact: Contact
    roles: list[ContactRole] = field(default_factory=list)
    trusts: list[Trust] = field(default_factory=list)
    known_by: list[Acquaintance] = field(default_factory=list)


def people_on_map(
    person: Person, customer: Customer, *, only: Contact | None = None
) -> list[OnMap]:
    """Give the contacts of a customer with their lines, by name; four questions to the base.

    Whoever may not read of the customer gets none of them, and of whom they trust only those
    whose customer the person may read of too.
    """
    readable = customers_readable(person)
    contacts = Contact.objects.filter(customer__in=readable.filter(pk=customer.pk))
    if only is not None:
        contacts = contacts.filter(pk=only.pk)
    found = {
        row.pk: OnMap(row)
        for row in contacts.select_related("reports_to").order_by("name", "id")[:MOST]
    }
    for role in ContactRole.objects.filter(contact__in=found).order_by("role"):
        found[role.contact_id].roles.append(role)
    trusts = Trust.objects.filter(
        contact__in=found,
        trusted__customer__in=readable.values("pk"),
        trusted__merged_into__isnull=True,
    )
    for trust in trusts.select_related("trusted").order_by("id"):
        found[trust.contact_id].trusts.append(trust)
    known = Acquaintance.objects.filter(contact__in=found, person__is_active=True)
    for said in known.select_related("person").order_by("id"):
        found[said.contact_id].known_by.append(said)
    return list(found.values())


def with_parts(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Give contacts with `does`: the codes of what each does in decisions, with no question more.

    The caller sees to it that only those who read of the customer see them.
    """
    roles = ContactRole.objects.filter(contact=OuterRef("pk")).order_by("role").values("role")
    return contacts.annotate(does=ArraySubquery(roles))


def with_parts_read(person: Person, contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Give contacts with `parts_read`: as `does`, and none of customers one may not read."""
    roles = ContactRole.objects.filter(
        contact=OuterRef("pk"), contact__customer__in=customers_readable(person).values("pk")
    )
    return contacts.annotate(parts_read=ArraySubquery(roles.order_by("role").values("role")))


def contacts_around(person: Person, customer: Customer) -> QuerySet[Contact]:
    """Give who may be named on a customer's map: contacts there, and of the family one reads."""
    family = Q(pk=customer.pk) | Q(parent=customer)
    if customer.parent_id is not None:
        family |= Q(pk=customer.parent_id) | Q(parent=customer.parent_id)
    return Contact.objects.filter(
        customer__in=customers_readable(person).filter(family)
    ).select_related("customer")
