"""Promises: made to a customer, by when, and kept."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.fields import IdField, MomentField
from accounts.api.finding import find_named, find_person
from accounts.api.ground import Resource, StrictSerializer
from accounts.api.schema import filtered_by, takes
from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError
from secrets_manual import actions
from secrets_manual.models import Promise
from secrets_manual.queries import promises_in_state, promises_visible


class PromiseIn(StrictSerializer):
    """What we promised, by when; whoever says it keeps it, unless `owner` names another."""

    contact = IdField(required=False)
    customer = IdField(required=False)
    words = serializers.CharField(max_length=500)
    due_at = MomentField()
    owner = IdField(required=False)


class PromiseChangeIn(StrictSerializer):
    """Other words or another time for a promise that is open."""

    words = serializers.CharField(max_length=500, required=False)
    due_at = MomentField(required=False)


class ReasonIn(StrictSerializer):
    """Why it is not kept."""

    reason = serializers.CharField(max_length=500)


class OwnerIn(StrictSerializer):
    """Who keeps it from now on."""

    owner = IdField()


class SaysIn(StrictSerializer):
    """The customer's own word on it; empty takes it back."""

    says = serializers.ChoiceField(Promise.Says.choices, allow_blank=True)


class PromiseOut(serializers.Serializer[Promise]):
    """A promise; `state` is our word on it, `says` the customer's."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    contact = serializers.CharField(source="contact_id", allow_null=True)
    person = serializers.CharField(source="person_id")
    owner = serializers.CharField(source="owner_id")
    words = serializers.CharField()
    made_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    first_due_at = serializers.DateTimeField(
        allow_null=True, help_text="What was said first, where the time was moved."
    )
    state = serializers.CharField(help_text="open, kept, late or broken.")
    kept_at = serializers.DateTimeField(allow_null=True)
    broken_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    says = serializers.CharField(help_text="The customer's word: kept, late, broken or empty.")
    ticket = serializers.CharField(source="ticket_id", help_text="The ticket's id, or empty.")
    version = serializers.IntegerField()


STATES = ("open", "overdue", "owed", "kept", "late", "broken")


@filtered_by(
    customer="The customer's id.",
    owner="The owner's id.",
    state="open (or owed), overdue, kept, late or broken.",
)
class PromiseResource(Resource):
    """Promises, the nearest first."""

    serializer_class = PromiseOut
    order: ClassVar[tuple[str, ...]] = ("due_at", "id")

    def visible(self, person: Person) -> QuerySet[Promise]:
        rows = promises_visible(person)
        customer, owner = self.asked_id("customer"), self.asked_id("owner")
        state = self.asked_word("state", STATES)
        rows = rows.filter(customer_id=customer) if customer else rows
        rows = rows.filter(owner_id=owner) if owner else rows
        state = "open" if state == "owed" else state
        return rows.filter(promises_in_state(state, clock.now())) if state else rows

    @takes(PromiseIn, PromiseOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        if not self.person.has_role("rep", "service", "lead", "manager", "director"):
            raise NotAllowedError(_("Whoever serves customers makes promises to them."))
        wanted = self.read(PromiseIn)
        find_named(self.person, wanted)
        return self.made_once(lambda: actions.make_promise(person=self.person, **wanted))

    @takes(PromiseChangeIn, PromiseOut)
    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - as above
        """Change it while it is open; `If-Match` carries the version that was read."""
        promise, wanted = self.get_object(), self.read(PromiseChangeIn)
        return self.changed(
            lambda version: actions.change_promise(
                person=self.person, promise=promise, version=version, **wanted
            )
        )

    @takes(None, PromiseOut)
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Mark it kept, now; the second to say so is told."""
        promise = self.get_object()
        return self.done_once(lambda: actions.keep_promise(person=self.person, promise=promise))

    @takes(ReasonIn, PromiseOut)
    @action(detail=True, methods=["post"], url_path="break", url_name="break")
    def break_it(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - as above
        """Say that it will not be kept, and why."""
        promise, wanted = self.get_object(), self.read(ReasonIn)
        return self.done_once(
            lambda: actions.break_promise(person=self.person, promise=promise, **wanted)
        )

    @takes(None, PromiseOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - as above
        """Take back that it was kept or broken."""
        promise = self.get_object()
        return self.done_once(lambda: actions.reopen_promise(person=self.person, promise=promise))

    @takes(OwnerIn, PromiseOut)
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - as above
        """Let a colleague keep it; they are told."""
        promise, wanted = self.get_object(), self.read(OwnerIn)
        owner = find_person(wanted["owner"], "owner")
        return self.done_once(
            lambda: actions.hand_over_promise(person=self.person, promise=promise, owner=owner)
        )

    @takes(SaysIn, PromiseOut)
    @action(detail=True, methods=["post"])
    def heard(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - as above
        """Write down what the customer says of it."""
        promise, wanted = self.get_object(), self.read(SaysIn)
        return self.done_once(
            lambda: actions.hear_about_promise(person=self.person, promise=promise, **wanted)
        )
