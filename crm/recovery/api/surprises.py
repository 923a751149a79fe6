"""A surprise is planned, dropped or given, and how it was received is kept; over the API."""

from typing import Any

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.fields import IdField, MomentField
from accounts.api.finding import find_person
from accounts.api.ground import StrictSerializer
from accounts.api.schema import takes
from accounts.models import Person
from crm.recovery import actions
from crm.recovery.actions.reacting import STARTLED
from crm.recovery.api.acting import TicketActs, Wanted
from crm.recovery.api.answers import TicketWithRungsOut
from crm.recovery.api.bodies import MOST_MINOR
from crm.recovery.models import Ticket
from secrets_manual.models import Reception

_RECEPTIONS = [*(each.value for each in Reception if each != Reception.UNKNOWN), STARTLED]


class PlanSurpriseIn(StrictSerializer):
    """What is to be done, when (in the future), and by whom; the token's person unless named."""

    words = serializers.CharField(max_length=1000)
    due_at = MomentField()
    giver = IdField(required=False, help_text="Who hands it over; must see the ticket.")
    secret = IdField(required=False, help_text="What it comes from, of this customer.")
    cost = serializers.IntegerField(
        min_value=0, max_value=MOST_MINOR, required=False, help_text="In minor units."
    )


class DropIn(StrictSerializer):
    """Why what was planned is not done."""

    reason = serializers.CharField(max_length=1000)


class GiveIn(StrictSerializer):
    """When it was given; now unless said. Its wishes, budget and limits are asked again."""

    at = MomentField(required=False)


class ReactIn(StrictSerializer):
    """How it was received, and their words; what startled them is offered nowhere any more."""

    how = serializers.ChoiceField(_RECEPTIONS)
    words = serializers.CharField(max_length=1000, required=False)


class SurpriseActs(TicketActs):
    """The acts around a surprise; one is planned at a time, and no clock stops for it."""

    @takes(PlanSurpriseIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Plan a surprise, or change the one that is planned; who hands it over is told."""
        return self.step(actions.plan_surprise, PlanSurpriseIn, _planned)

    @takes(DropIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Drop the planned surprise, with the reason."""
        return self.step(actions.drop_plan, DropIn)

    @takes(GiveIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Say that the planned surprise was given: it is the ticket's surprise then."""
        return self.step(actions.give_surprise, GiveIn)

    @takes(ReactIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def react(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Keep how a surprise that was given was received, also after the ticket closed."""
        return self.step(actions.react, ReactIn, _received)


def _planned(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:  # noqa: ARG001
    giver, secret = wanted.pop("giver", None), wanted.pop("secret", None)
    named: dict[str, Any] = {
        "giver": find_person(giver, "giver") if giver else None,
        "secret_id": int(secret) if secret else None,
        "cost_minor": wanted.pop("cost", 0),
    }
    return wanted | named


def _received(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:  # noqa: ARG001
    return wanted | {"reception": wanted.pop("how")}
