"""What the API shows of a ticket: alone, with its ladder, with the secrets it opens."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from crm.recovery.api.letters import LetterOut
from crm.recovery.models import Cycle, Ticket
from crm.recovery.queries.conversation import conversation_of
from crm.recovery.queries.planned import plan_of
from secrets_manual.queries import secrets_for_ticket


class BreachOut(serializers.Serializer[Any]):
    """A deadline that was missed, in whichever cycle; it never goes away."""

    cycle = serializers.IntegerField(source="cycle.number")
    clock = serializers.CharField()
    breached_at = serializers.DateTimeField()


class RungOut(serializers.Serializer[Any]):
    """One rung of the present cycle's ladder."""

    key = serializers.CharField()
    clock = serializers.CharField()
    due_at = serializers.DateTimeField()
    state = serializers.CharField()
    climbed_at = serializers.DateTimeField(allow_null=True)


class PanelSecretOut(serializers.Serializer[Any]):
    """What the customer wants, as far as this person may use it on this ticket."""

    id = serializers.CharField(source="pk")
    text = serializers.CharField()
    kind = serializers.CharField()
    layer = serializers.CharField()
    uses = serializers.ListField(child=serializers.CharField())


class PlannedSurpriseOut(serializers.Serializer[Any]):
    """The surprise that is planned, not yet given."""

    words = serializers.CharField()
    due_at = serializers.DateTimeField()
    giver = serializers.CharField(source="giver_id", help_text="Who hands it over.")
    cost = serializers.IntegerField(source="cost_minor", help_text="In minor units.")
    against = serializers.CharField(help_text="Why it cannot be given as planned, or empty.")


class ReactionOut(serializers.Serializer[Any]):
    """How the surprise of the present cycle was received."""

    how = serializers.CharField(source="reception")
    words = serializers.CharField(source="reaction_words")
    at = serializers.DateTimeField(source="reacted_at")


class TicketOut(serializers.Serializer[Ticket]):
    """A ticket with the clocks and steps of its present cycle."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    contact = serializers.CharField(source="contact_id", allow_null=True)
    words = serializers.CharField()
    severity = serializers.IntegerField()
    channel = serializers.CharField()
    origin = serializers.CharField()
    owner = serializers.CharField(source="owner_id", allow_null=True)
    repeat = serializers.SerializerMethodField()
    state = serializers.CharField()
    cycle = serializers.IntegerField(source="cycle.number")
    step = serializers.CharField(source="cycle.step", help_text="What has to be done next.")
    reported_at = serializers.DateTimeField()
    respond_by = serializers.DateTimeField(source="cycle.respond_by")
    recover_by = serializers.DateTimeField(source="cycle.recover_by")
    responded_at = serializers.DateTimeField(source="cycle.responded_at", allow_null=True)
    worked_around_at = serializers.DateTimeField(source="cycle.worked_around_at", allow_null=True)
    fixed_at = serializers.DateTimeField(source="cycle.fixed_at", allow_null=True)
    surprised_at = serializers.DateTimeField(source="cycle.surprised_at", allow_null=True)
    recovered_at = serializers.DateTimeField(source="cycle.recovered_at", allow_null=True)
    lost_at = serializers.DateTimeField(source="cycle.lost_at", allow_null=True)
    breaches = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_repeat(self, ticket: Ticket) -> bool:
        # One born of a card must not show through the flag of another.
        return ticket.repeat_of is not None and ticket.repeat_of.hidden_from_id is None

    @extend_schema_field(BreachOut(many=True))
    def get_breaches(self, ticket: Ticket) -> Any:
        cycles = sorted(ticket.cycles.all(), key=_number)
        found = [breach for cycle in cycles for breach in cycle.breaches.all()]
        return BreachOut(found, many=True).data


class TicketWithRungsOut(TicketOut):
    """The same with its ladder and its surprise: what is planned, and how one was received."""

    rungs = serializers.SerializerMethodField()
    plan = serializers.SerializerMethodField()
    reaction = serializers.SerializerMethodField()

    @extend_schema_field(RungOut(many=True))
    def get_rungs(self, ticket: Ticket) -> Any:
        present = [rung for rung in ticket.rungs.all() if rung.cycle_id == ticket.present_id]
        return RungOut(sorted(present, key=_place), many=True).data

    @extend_schema_field(PlannedSurpriseOut(allow_null=True))
    def get_plan(self, ticket: Ticket) -> Any:
        found = plan_of(ticket)
        return PlannedSurpriseOut(found).data if found else None

    @extend_schema_field(ReactionOut(allow_null=True))
    def get_reaction(self, ticket: Ticket) -> Any:
        return ReactionOut(ticket.cycle).data if ticket.cycle.reacted_at else None


class TicketWithSecretsOut(TicketWithRungsOut):
    """The same with its mails, and the secrets this person may read on this ticket."""

    secrets = serializers.SerializerMethodField()
    conversation = serializers.SerializerMethodField()

    @extend_schema_field(LetterOut(many=True))
    def get_conversation(self, ticket: Ticket) -> Any:
        return LetterOut(conversation_of(ticket), many=True).data

    @extend_schema_field(PanelSecretOut(many=True))
    def get_secrets(self, ticket: Ticket) -> Any:
        found = secrets_for_ticket(
            person=self.context["person"], customer=ticket.customer, ticket_id=str(ticket.pk)
        )
        return PanelSecretOut(found, many=True).data


def _number(cycle: Cycle) -> int:
    return cycle.number


def _place(rung: Any) -> int:
    return int(rung.place)
