"""What the page of a customer opens with: the customer itself, and who is there."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_named, get_prepared, with_parts
from crm.prepared import prepared
from secrets_manual.queries import with_gift_rules


def customer_opened(person: Person, pk: int) -> Customer:
    """Fetch a customer the person may name, with `gift_rules`, and as `gone` what it absorbed."""
    return get_prepared(_opened, _named, person, pk)


def _named(person: Person) -> QuerySet[Customer]:
    merged = Customer.everything.filter(merged_into=OuterRef("pk")).values("pk")
    named = customers_named(person).select_related("parent", "keeper")
    return with_gift_rules(named.annotate(gone=ArraySubquery(merged)))


@prepared
def _opened(person: Person, pk: int) -> QuerySet[Customer]:
    return _named(person).filter(pk=pk)


@prepared
def contacts_there(customer: int, most: str) -> QuerySet[Contact]:
    """Give the first contacts of a customer by name, and as `does` what each decides."""
    there = Contact.objects.filter(customer_id=customer).order_by("name", "id")
    return with_parts(there)[: int(most)]
