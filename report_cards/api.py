"""Cards and rounds over the API, to be read: single cards by those who may see them in full.

The rated person sees pooled figures only, on pages; here their own cards do not exist. Who
answered, and what they wrote, is on no card of the API.
"""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.ground import Resource
from accounts.api.schema import filtered_by
from accounts.models import Person
from report_cards.models import Card, Rating, Round
from report_cards.permissions import may_see_rounds, seen_in_full
from report_cards.queries import reach_of


class RatingOut(serializers.Serializer[Rating]):
    """One behaviour; no value means that the customer could not say."""

    behaviour = serializers.CharField(source="behaviour.code")
    value = serializers.IntegerField(allow_null=True)


class CardOut(serializers.Serializer[Card]):
    """A submitted card; `counts` is false while it is set aside."""

    id = serializers.CharField(source="pk")
    person = serializers.CharField(source="person_id")
    customer = serializers.CharField(source="customer_id")
    scale_low = serializers.IntegerField(source="design.scale_low")
    scale_high = serializers.IntegerField(source="design.scale_high")
    ratings = RatingOut(many=True)
    secrets_value = serializers.IntegerField(allow_null=True)
    other_solutions = serializers.CharField()
    loyalty = serializers.IntegerField(allow_null=True)
    quarantine = serializers.CharField(help_text="Why it is set aside, or empty.")
    counts = serializers.BooleanField()
    submitted_at = serializers.DateTimeField()


@filtered_by(person="The rated person's id.", customer="The customer's id.")
class CardResource(Resource):
    """Submitted cards of the people whose cards the reader sees in full, the latest first."""

    serializer_class = CardOut
    order: ClassVar[tuple[str, ...]] = ("-submitted_at", "-id")

    def visible(self, person: Person) -> QuerySet[Card]:
        rows = Card.objects.filter(submitted_at__isnull=False, person__in=seen_in_full(person))
        rows = rows.select_related("design").prefetch_related("ratings__behaviour")
        rated, customer = self.asked_id("person"), self.asked_id("customer")
        rows = rows.filter(person_id=rated) if rated else rows
        return rows.filter(customer_id=customer) if customer else rows


class RoundOut(serializers.Serializer[Round]):
    """A round: which days it is about, and what became of it."""

    id = serializers.CharField(source="pk")
    name = serializers.CharField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    state = serializers.CharField()
    sample = serializers.IntegerField(allow_null=True)
    seed = serializers.CharField(allow_null=True)
    drawn_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)


class RoundReachOut(RoundOut):
    """The same with how far it came among the people the reader sees in full."""

    funnel = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_funnel(self, row: Round) -> dict[str, int]:
        return reach_of(self.context["person"], row).funnel


class RoundResource(Resource):
    """Rounds, the latest first; managers and directors see them."""

    serializer_class = RoundReachOut
    order: ClassVar[tuple[str, ...]] = ("-last_on", "-id")

    def visible(self, person: Person) -> QuerySet[Round]:
        return Round.objects.all() if may_see_rounds(person) else Round.objects.none()

    def get_serializer_class(self) -> type[RoundOut]:
        return RoundOut if self.action == "list" else RoundReachOut

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "person": self.request.user}
