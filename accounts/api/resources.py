"""Customers and contacts over the API."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import add_contact, add_customer, change_contact, change_customer
from accounts.api.ground import Resource, StrictSerializer, act_once, expected_version
from accounts.models import Contact, Customer, CustomerKind, Person
from accounts.permissions import may_read_customer
from accounts.queries import contacts_reachable, customers_named, customers_readable
from crm.errors import NotAllowedError


class CustomerIn(StrictSerializer):
    """What may be written of a customer."""

    name = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(CustomerKind.choices, required=False)
    is_prospect = serializers.BooleanField(required=False)
    sector = serializers.CharField(max_length=120, allow_blank=True, required=False)
    country = serializers.CharField(max_length=120, allow_blank=True, required=False)
    website = serializers.CharField(max_length=300, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=60, allow_blank=True, required=False)
    address = serializers.CharField(max_length=1000, allow_blank=True, required=False)


class CustomerChange(CustomerIn):
    """The same, each of them left out at will."""

    name = serializers.CharField(max_length=300, required=False)


class CustomerOut(serializers.Serializer[Customer]):
    """A customer; those who may only know the name get the name."""

    id = serializers.CharField(source="pk")
    name = serializers.CharField()
    kind = serializers.CharField()
    is_prospect = serializers.BooleanField(required=False)
    sector = serializers.CharField(required=False)
    country = serializers.CharField(required=False)
    website = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    address = serializers.CharField(required=False)
    version = serializers.IntegerField(required=False)

    def to_representation(self, instance: Customer) -> dict[str, Any]:
        shown = super().to_representation(instance)
        readable = self.context.get("readable")
        if readable is not None and instance.pk not in readable:
            return {name: shown[name] for name in ("id", "name", "kind")}
        return shown


class CustomerResource(Resource):
    """Customers, by name."""

    serializer_class = CustomerOut
    order: ClassVar[tuple[str, ...]] = ("name", "id")

    def visible(self, person: Person) -> QuerySet[Customer]:
        rows = customers_named(person)
        wanted = self.asked("q") if not getattr(self, "swagger_fake_view", False) else ""
        return rows.filter(name__icontains=wanted) if wanted else rows

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return CustomerOut(*args, **kwargs)
        rows = args[0] if args else []
        keys = [row.pk for row in rows] if isinstance(rows, list) else [getattr(rows, "pk", 0)]
        readable = customers_readable(self.person).filter(pk__in=keys)
        kwargs["context"] = {
            **self.get_serializer_context(),
            "readable": set(readable.values_list("pk", flat=True)),
        }
        return CustomerOut(*args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002
        customer = self.get_object()
        allowed = may_read_customer(self.person, customer) or self.person.has_role("service")
        if not allowed:
            raise NotAllowedError("You know this customer by name only.")
        return self.answer(customer)

    def create(self, request: Request) -> Response:
        if not self.person.has_role("rep", "lead", "manager", "director"):
            raise NotAllowedError("You may not add customers.")
        wanted = self.read(CustomerIn)
        row, new = act_once(
            request,
            lambda: add_customer(person=self.person, **wanted),
            again=lambda pk: Customer.objects.get(pk=pk),
        )
        return self.answer(row, status.HTTP_201_CREATED if new else status.HTTP_200_OK)

    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        row = change_customer(
            person=self.person,
            customer=self.get_object(),
            version=expected_version(request),
            **self.read(CustomerChange),
        )
        return self.answer(row)


class ContactIn(StrictSerializer):
    """What may be written of a contact."""

    customer = serializers.CharField()
    name = serializers.CharField(max_length=300)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=60, allow_blank=True, required=False)
    title = serializers.CharField(max_length=200, allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)


class ContactChange(StrictSerializer):
    """The same, each left out at will; a contact does not move to another customer."""

    name = serializers.CharField(max_length=300, required=False)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=60, allow_blank=True, required=False)
    title = serializers.CharField(max_length=200, allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)


class ContactOut(serializers.Serializer[Contact]):
    """A contact and how to reach them."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    version = serializers.IntegerField()


class ContactResource(Resource):
    """Contacts, by name."""

    serializer_class = ContactOut
    order: ClassVar[tuple[str, ...]] = ("name", "id")

    def visible(self, person: Person) -> QuerySet[Contact]:
        rows = contacts_reachable(person)
        if getattr(self, "swagger_fake_view", False):
            return rows
        customer, wanted = self.asked_id("customer"), self.asked("q")
        rows = rows.filter(customer_id=customer) if customer else rows
        return rows.filter(name__icontains=wanted) if wanted else rows

    def create(self, request: Request) -> Response:
        wanted = self.read(ContactIn)
        customer = find_customer(self.person, wanted.pop("customer"))
        row, new = act_once(
            request,
            lambda: add_contact(person=self.person, customer=customer, **wanted),
            again=lambda pk: Contact.objects.get(pk=pk),
        )
        return self.answer(row, status.HTTP_201_CREATED if new else status.HTTP_200_OK)

    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        row = change_contact(
            person=self.person,
            contact=self.get_object(),
            version=expected_version(request),
            **self.read(ContactChange),
        )
        return self.answer(row)


def find_customer(person: Person, pk: str) -> Customer:
    """Find a customer the person may name; a foreign or senseless id is a sentence at the field."""
    found = None
    if pk.isascii() and pk.isdecimal() and len(pk) <= 18:
        found = customers_named(person).filter(pk=int(pk)).first()
    if found is None:
        raise serializers.ValidationError({"customer": ["There is no such customer."]}, "not_found")
    return found
