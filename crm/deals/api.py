"""Deals over the API."""

from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.fields import DayField, IdField
from accounts.api.finding import find_customer, refuse_field
from accounts.api.ground import Resource, StrictSerializer
from accounts.api.schema import filtered_by, takes
from accounts.models import Person
from crm.deals.actions import change_deal, move_deal, open_deal, record_success_definition
from crm.deals.models import Deal, Product, Stage
from crm.deals.queries import deals_visible, present_success_definition


class DealIn(StrictSerializer):
    """What opens a deal. Amounts are whole minor units of the company's currency."""

    customer = IdField()
    name = serializers.CharField(max_length=300)
    product = serializers.CharField(max_length=200, required=False, help_text="The product's name.")
    amount_minor = serializers.IntegerField(min_value=0, max_value=10**17, required=False)
    opened_on = DayField(required=False)


class DealChange(StrictSerializer):
    """What may be changed; `reason` is needed from a lead or manager."""

    name = serializers.CharField(max_length=300, required=False)
    amount_minor = serializers.IntegerField(min_value=0, max_value=10**17, required=False)
    reason = serializers.CharField(max_length=500, required=False)


class DealMove(StrictSerializer):
    """Another stage; a won or lost deal takes the day (today unless given)."""

    stage = serializers.ChoiceField(Stage.choices)
    amount_minor = serializers.IntegerField(min_value=0, max_value=10**17, required=False)
    closed_on = DayField(required=False)
    reason = serializers.CharField(max_length=500, required=False)


class SuccessIn(StrictSerializer):
    """How the customer defines success, in their own words."""

    words = serializers.CharField(max_length=4000)
    said_on = DayField()


class SuccessOut(serializers.Serializer[Any]):
    """What is written down so far; each null where nothing is."""

    words = serializers.CharField(allow_null=True)
    said_on = serializers.DateField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)


class CreditOut(serializers.Serializer[Any]):
    """One person's exact share, as a fraction."""

    person = serializers.CharField(source="person_id")
    share = serializers.SerializerMethodField()

    def get_share(self, credit: Any) -> str:
        return str(Fraction(credit.numerator, credit.denominator))


class DealOut(serializers.Serializer[Deal]):
    """A deal; ids are opaque."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id", allow_null=True)
    owner = serializers.CharField(source="owner_id")
    name = serializers.CharField()
    product = serializers.CharField(source="product.name", default=None, allow_null=True)
    stage = serializers.CharField()
    amount_minor = serializers.IntegerField(allow_null=True)
    opened_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
    credits = CreditOut(many=True)


@filtered_by(customer="The customer's id.", stage="One of the stages.")
class DealResource(Resource):
    """Deals, the newest first."""

    serializer_class = DealOut

    def visible(self, person: Person) -> QuerySet[Deal]:
        rows = deals_visible(person).prefetch_related("credits")
        customer, stage = self.asked_id("customer"), self.asked_word("stage", Stage.values)
        rows = rows.filter(customer_id=customer) if customer else rows
        return rows.filter(stage=stage) if stage else rows

    @takes(DealIn, DealOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        wanted = self.read(DealIn)
        customer = find_customer(self.person, wanted.pop("customer"))
        product = _find_product(wanted.pop("product", ""))
        return self.made_once(
            lambda: open_deal(person=self.person, customer=customer, product=product, **wanted)
        )

    @takes(DealChange, DealOut)
    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        deal, wanted = self.get_object(), self.read(DealChange)
        return self.changed(
            lambda version: change_deal(person=self.person, deal=deal, version=version, **wanted)
        )

    @takes(DealMove, DealOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        deal, wanted = self.get_object(), self.read(DealMove)
        return self.changed(
            lambda version: move_deal(person=self.person, deal=deal, version=version, **wanted)
        )

    @extend_schema(methods=["GET"], responses=SuccessOut)
    @extend_schema(methods=["POST"], request=SuccessIn, responses={201: SuccessOut})
    @action(detail=True, methods=["get", "post"])
    def success(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        deal = self.get_object()
        if request.method == "POST":
            wanted = self.read(SuccessIn)
            self.done_once(
                lambda: record_success_definition(person=self.person, deal=deal, **wanted)
            )
        present = present_success_definition(deal)
        shown = SuccessOut(present).data if present else dict.fromkeys(SuccessOut().fields)
        return Response(shown, status=201 if request.method == "POST" else 200)


def _find_product(name: str) -> Product | None:
    if not name:
        return None
    found = Product.objects.filter(name__iexact=name).first()
    if found is None:
        refuse_field("product", _("We sell nothing of this name."))
    return found
