"""Customers and contacts over the API."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import (
    add_contact,
    add_customer,
    change_contact,
    change_customer,
    note_wishes,
)
from accounts.api.fields import IdField
from accounts.api.finding import find_customer
from accounts.api.ground import (
    Resource,
    StaleVersionError,
    StrictSerializer,
    act_once,
    expected_version,
)
from accounts.api.schema import filtered_by, takes
from accounts.api.wishes import WishesIn, WishesOut, wanted_of, wishes_of
from accounts.models import Contact, Customer, CustomerKind, Person
from accounts.permissions import may_read_customer
from accounts.queries import (
    contacts_reachable,
    customers_named,
    customers_readable,
    with_parts_read,
)
from crm.errors import NotAllowedError, RuleBrokenError


class OwnFields(serializers.DictField):
    """Fields of the company's own by key, typed as JSON; null takes one out."""

    child = serializers.JSONField(allow_null=True)


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
    custom = OwnFields(required=False)


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
    custom = serializers.DictField(required=False)
    version = serializers.IntegerField(required=False)

    def to_representation(self, instance: Customer) -> dict[str, Any]:
        shown = super().to_representation(instance)
        readable = self.context.get("readable")
        if readable is not None and instance.pk not in readable:
            return {name: shown[name] for name in ("id", "name", "kind")}
        return shown


@filtered_by(q="A part of the name.")
class CustomerResource(Resource):
    """Customers, by name."""

    serializer_class = CustomerOut
    order: ClassVar[tuple[str, ...]] = ("name", "id")

    def visible(self, person: Person) -> QuerySet[Customer]:
        rows = customers_named(person)
        wanted = self.asked("q")
        return rows.filter(name__holds=wanted) if wanted else rows

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
            raise NotAllowedError(_("You know this customer by name only."))
        return self.answer(customer)

    @takes(CustomerIn, CustomerOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        if not self.person.has_role("rep", "lead", "manager", "director"):
            raise NotAllowedError(_("You may not add customers."))
        wanted = self.read(CustomerIn)
        return self.made_once(lambda: add_customer(person=self.person, **wanted))

    @takes(CustomerChange, CustomerOut)
    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        customer, wanted = self.get_object(), self.read(CustomerChange)
        return self.changed(
            lambda version: change_customer(
                person=self.person, customer=customer, version=version, **wanted
            )
        )


class ContactIn(StrictSerializer):
    """What may be written of a contact."""

    customer = IdField()
    name = serializers.CharField(max_length=300)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=60, allow_blank=True, required=False)
    title = serializers.CharField(max_length=200, allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)
    custom = OwnFields(required=False)


class ContactChange(StrictSerializer):
    """The same, each left out at will; a contact does not move to another customer."""

    name = serializers.CharField(max_length=300, required=False)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=60, allow_blank=True, required=False)
    title = serializers.CharField(max_length=200, allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)
    custom = OwnFields(required=False)


class ContactOut(serializers.Serializer[Contact]):
    """A contact and how to reach them."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    name = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    roles = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_roles(self, contact: Contact) -> list[str]:
        """Their parts in decisions, for those who read of the customer; empty for others."""
        parts = vars(contact).get("parts_read")
        return list(contact.roles.values_list("role", flat=True)) if parts is None else list(parts)


@filtered_by(customer="The customer's id.", q="A part of the name.")
class ContactResource(Resource):
    """Contacts, by name."""

    serializer_class = ContactOut
    order: ClassVar[tuple[str, ...]] = ("name", "id")

    def visible(self, person: Person) -> QuerySet[Contact]:
        rows = with_parts_read(person, contacts_reachable(person))
        customer, wanted = self.asked_id("customer"), self.asked("q")
        rows = rows.filter(customer_id=customer) if customer else rows
        return rows.filter(name__holds=wanted) if wanted else rows

    @takes(ContactIn, ContactOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        wanted = self.read(ContactIn)
        customer = find_customer(self.person, wanted.pop("customer"))
        return self.made_once(lambda: add_contact(person=self.person, customer=customer, **wanted))

    @takes(ContactChange, ContactOut)
    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        contact, wanted = self.get_object(), self.read(ContactChange)
        return self.changed(
            lambda version: change_contact(
                person=self.person, contact=contact, version=version, **wanted
            )
        )

    @extend_schema(responses=WishesOut)
    @action(detail=True, methods=["get"])
    def wishes(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """What they allow and wish, with who said so and when."""
        return Response(WishesOut(wishes_of(self.get_object())).data)

    @takes(WishesIn, WishesOut)
    @wishes.mapping.patch
    def note_wishes(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Note what they told; what they chose themselves yields only to a newer word."""
        contact: Contact = self.get_object()
        given = self.read(WishesIn)
        version = expected_version(request)

        def note() -> Contact:
            wanted = wanted_of(contact, given)
            note_wishes(person=self.person, contact=contact, version=version, **wanted)
            return contact

        try:
            act_once(request, note, again=self.row)
        except RuleBrokenError as error:
            if error.code != "stale_version":
                raise
            newer = WishesOut(wishes_of(self.get_object())).data
            raise StaleVersionError(error, newer) from error
        return Response(WishesOut(wishes_of(self.get_object())).data)
