"""Promises: made to a customer, by when, and kept."""

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
from crm.errors import NotAllowedError
from secrets_manual import actions
from secrets_manual.models import Promise
from secrets_manual.queries import promises_visible


class PromiseIn(StrictSerializer):
    """What we promised, by when; whoever says it keeps it, unless `owner` names another."""

    contact = IdField(required=False)
    customer = IdField(required=False)
    words = serializers.CharField(max_length=500)
    due_at = MomentField()
    owner = IdField(required=False)


class PromiseOut(serializers.Serializer[Promise]):
    """A promise; `kept_at` is null while it is owed."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    contact = serializers.CharField(source="contact_id", allow_null=True)
    person = serializers.CharField(source="person_id")
    owner = serializers.CharField(source="owner_id")
    words = serializers.CharField()
    made_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    kept_at = serializers.DateTimeField(allow_null=True)
    ticket = serializers.CharField(source="ticket_id", help_text="The ticket's id, or empty.")
    version = serializers.IntegerField()


@filtered_by(customer="The customer's id.", owner="The owner's id.", state="owed or kept.")
class PromiseResource(Resource):
    """Promises, the nearest first."""

    serializer_class = PromiseOut
    order: ClassVar[tuple[str, ...]] = ("due_at", "id")

    def visible(self, person: Person) -> QuerySet[Promise]:
        rows = promises_visible(person)
        customer, owner = self.asked_id("customer"), self.asked_id("owner")
        state = self.asked_word("state", ("owed", "kept"))
        rows = rows.filter(customer_id=customer) if customer else rows
        rows = rows.filter(owner_id=owner) if owner else rows
        return rows.filter(kept_at__isnull=state == "owed") if state else rows

    @takes(PromiseIn, PromiseOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        if not self.person.has_role("rep", "service", "lead", "manager", "director"):
            raise NotAllowedError(_("Whoever serves customers makes promises to them."))
        wanted = self.read(PromiseIn)
        find_named(self.person, wanted)
        return self.made_once(lambda: actions.make_promise(person=self.person, **wanted))

    @takes(None, PromiseOut)
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Mark it kept, now; the second to say so is told."""
        promise = self.get_object()
        return self.done_once(lambda: actions.keep_promise(person=self.person, promise=promise))
