"""Plans, periods and statements over the API, to be read.

Money is whole minor units; shares and weights are exact fractions, written as text.
"""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.ground import Resource
from accounts.api.schema import filtered_by
from accounts.models import Person
from compensation.models import Period, PeriodState, PlanState, PlanVersion, Statement
from compensation.queries import periods_visible, plan_versions_visible, statements_visible


class WeightOut(serializers.Serializer[Any]):
    """A component or behaviour and its exact weight in per cent, such as 100/3."""

    code = serializers.CharField()
    weight_pct = serializers.CharField()


class PlanOut(serializers.Serializer[PlanVersion]):
    """One version of a plan and what it weighs."""

    id = serializers.CharField(source="pk")
    name = serializers.CharField(source="plan.name")
    number = serializers.IntegerField()
    state = serializers.CharField()
    currency = serializers.CharField()
    minor_units = serializers.IntegerField()
    salary_minor = serializers.IntegerField()
    target_minor = serializers.IntegerField()
    programme_year = serializers.IntegerField()
    components = WeightOut(many=True)
    behaviours = WeightOut(many=True)
    effective_from = serializers.DateField()
    effective_until = serializers.DateField(allow_null=True)
    content_hash = serializers.CharField(help_text="What people sign; empty while a draft.")
    version = serializers.IntegerField()


@filtered_by(state="draft, approved, published or retired.")
class PlanResource(Resource):
    """Versions of plans, the latest first."""

    serializer_class = PlanOut

    def visible(self, person: Person) -> QuerySet[PlanVersion]:
        rows = plan_versions_visible(person).prefetch_related("components", "behaviours")
        state = self.asked_word("state", PlanState.values)
        return rows.filter(state=state) if state else rows


class PeriodOut(serializers.Serializer[Period]):
    """A time that is paid for; `digest` is the fingerprint of its calculation."""

    id = serializers.CharField(source="pk")
    name = serializers.CharField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    year_end = serializers.BooleanField()
    state = serializers.CharField()
    cut_off = serializers.DateTimeField(allow_null=True)
    digest = serializers.CharField()
    version = serializers.IntegerField()


@filtered_by(state="open, calculated, approved or closed.")
class PeriodResource(Resource):
    """Periods, the latest first."""

    serializer_class = PeriodOut
    order: ClassVar[tuple[str, ...]] = ("-last_on", "-id")

    def visible(self, person: Person) -> QuerySet[Period]:
        rows = periods_visible(person)
        state = self.asked_word("state", PeriodState.values)
        return rows.filter(state=state) if state else rows


class PartOut(serializers.Serializer[Any]):
    """One component of a statement: its target, its part, and how much of that waits."""

    code = serializers.CharField()
    weight = serializers.CharField()
    target = serializers.IntegerField()
    part = serializers.IntegerField()
    held = serializers.IntegerField()
    score = serializers.CharField()
    multiplier = serializers.CharField()
    n = serializers.IntegerField()


class StatementOut(serializers.Serializer[Statement]):
    """What a period gives one person: calculated = released + held + lapsed."""

    id = serializers.CharField(source="pk")
    period = serializers.CharField(source="period_id")
    person = serializers.CharField(source="person_id")
    plan = serializers.CharField(source="plan_version_id")
    state = serializers.CharField(source="period.state")
    currency = serializers.CharField()
    minor_units = serializers.IntegerField()
    target_minor = serializers.IntegerField()
    calculated_minor = serializers.IntegerField()
    released_minor = serializers.IntegerField()
    held_minor = serializers.IntegerField()
    lapsed_minor = serializers.IntegerField()
    parts = PartOut(many=True)
    digest = serializers.CharField()


class StatementTreeOut(StatementOut):
    """The same with the tree that explains every number down to what it rests on."""

    tree = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField())
    def get_tree(self, statement: Statement) -> Any:
        return statement.tree


@filtered_by(period="The period's id.", person="The person's id.")
class StatementResource(Resource):
    """Statements: one's own once approved, a manager's teams', for finance and directors all."""

    serializer_class = StatementTreeOut

    def visible(self, person: Person) -> QuerySet[Statement]:
        rows = statements_visible(person)
        period, paid = self.asked_id("period"), self.asked_id("person")
        rows = rows.filter(period_id=period) if period else rows
        return rows.filter(person_id=paid) if paid else rows

    def get_serializer_class(self) -> type[StatementOut]:
        return StatementOut if self.action == "list" else StatementTreeOut
