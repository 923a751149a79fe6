"""Commitments: what customers said they would do, and whether it came."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.fields import IdField, MomentField
from accounts.api.finding import find_named
from accounts.api.ground import Resource, StrictSerializer
from accounts.api.schema import filtered_by, takes
from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError
from secrets_manual import actions
from secrets_manual.models import Commitment
from secrets_manual.queries import commitments_in_state, commitments_visible

STATES = ("open", "overdue", "kept", "late", "broken")


class CommitmentIn(StrictSerializer):
    """What they will do, by when; whoever heard it minds it, unless `owner` names another."""

    contact = IdField(required=False)
    customer = IdField(required=False)
    words = serializers.CharField(max_length=500)
    due_at = MomentField()
    owner = IdField(required=False)


class MissedIn(StrictSerializer):
    """What they said about what did not come, if anything."""

    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class CommitmentOut(serializers.Serializer[Commitment]):
    """A commitment; `state` is open, kept (it came), late, or broken (it did not come)."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    contact = serializers.CharField(source="contact_id", allow_null=True)
    owner = serializers.CharField(source="owner_id")
    words = serializers.CharField()
    made_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    state = serializers.CharField()
    came_at = serializers.DateTimeField(allow_null=True)
    missed_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    version = serializers.IntegerField()


@filtered_by(
    customer="The customer's id.",
    owner="The id of who minds it.",
    state="open, overdue, kept, late or broken.",
)
class CommitmentResource(Resource):
    """Commitments, the nearest first."""

    serializer_class = CommitmentOut
    order: ClassVar[tuple[str, ...]] = ("due_at", "id")

    def visible(self, person: Person) -> QuerySet[Commitment]:
        rows = commitments_visible(person)
        customer, owner = self.asked_id("customer"), self.asked_id("owner")
        state = self.asked_word("state", STATES)
        rows = rows.filter(customer_id=customer) if customer else rows
        rows = rows.filter(owner_id=owner) if owner else rows
        return rows.filter(commitments_in_state(state, clock.now())) if state else rows

    @takes(CommitmentIn, CommitmentOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        if not self.person.has_role("rep", "service", "lead", "manager", "director"):
            raise NotAllowedError(_("Whoever serves customers hears what they will do."))
        wanted = self.read(CommitmentIn)
        find_named(self.person, wanted)
        return self.made_once(lambda: actions.make_commitment(person=self.person, **wanted))

    @takes(None, CommitmentOut)
    @action(detail=True, methods=["post"])
    def came(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Say that it came, now."""
        row = self.get_object()
        return self.done_once(
            lambda: actions.receive_commitment(person=self.person, commitment=row)
        )

    @takes(MissedIn, CommitmentOut)
    @action(detail=True, methods=["post"])
    def missed(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Stop waiting for it."""
        row, wanted = self.get_object(), self.read(MissedIn)
        return self.done_once(
            lambda: actions.miss_commitment(person=self.person, commitment=row, **wanted)
        )

    @takes(None, CommitmentOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Wait for it again."""
        row = self.get_object()
        return self.done_once(lambda: actions.reopen_commitment(person=self.person, commitment=row))
