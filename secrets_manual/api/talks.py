"""Conversations: held, written down word by word, finished."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.fields import IdField, MomentField
from accounts.api.finding import find_contact, find_named
from accounts.api.ground import Resource, StrictSerializer
from accounts.api.schema import filtered_by, takes
from accounts.models import Person
from secrets_manual import actions
from secrets_manual.models import Conversation
from secrets_manual.queries import conversations_visible


class ConversationIn(StrictSerializer):
    """A talk with a contact, or with somebody at a customer; now unless `at` says when.

    `contacts` are others of that customer who took part.
    """

    contact = IdField(required=False)
    customer = IdField(required=False)
    kind = serializers.ChoiceField(Conversation.Kind.choices, required=False)
    contacts = serializers.ListField(child=IdField(), max_length=50, required=False)
    direction = serializers.ChoiceField(Conversation.Direction.choices, required=False)
    started_by = serializers.ChoiceField(Conversation.Starter.choices, required=False)
    felt = serializers.ChoiceField(Conversation.Felt.choices, required=False)
    words = serializers.CharField(max_length=4000, required=False)
    at = MomentField(past=True, required=False)


class WordsIn(StrictSerializer):
    """A question, and what they said to it as they said it."""

    question = serializers.CharField(max_length=300)
    words = serializers.CharField(max_length=2000)


class TalkPartOut(serializers.Serializer[Any]):
    """One contact in the conversation, and whether we gave or asked."""

    contact = serializers.CharField(source="contact_id")
    direction = serializers.CharField()


class TurnOut(serializers.Serializer[Any]):
    """A question and its answer."""

    question = serializers.CharField()
    words = serializers.CharField()
    secret = serializers.CharField(source="secret_id", allow_null=True)
    at = serializers.DateTimeField()


class ConversationOut(serializers.Serializer[Conversation]):
    """A conversation with its questions and answers."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    contact = serializers.CharField(source="contact_id", allow_null=True)
    person = serializers.CharField(source="person_id")
    kind = serializers.CharField()
    direction = serializers.CharField()
    started_by = serializers.CharField(help_text="us, them, or empty.")
    felt = serializers.CharField(help_text="warm, plain, rushed, tense, or empty.")
    parts = TalkPartOut(many=True)
    words = serializers.CharField()
    turns = TurnOut(many=True)
    at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


@filtered_by(customer="The customer's id.", contact="The contact's id.")
class ConversationResource(Resource):
    """Conversations, the latest first."""

    serializer_class = ConversationOut
    order: ClassVar[tuple[str, ...]] = ("-at", "-id")

    def visible(self, person: Person) -> QuerySet[Conversation]:
        rows = conversations_visible(person).prefetch_related("turns", "parts")
        customer, contact = self.asked_id("customer"), self.asked_id("contact")
        rows = rows.filter(customer_id=customer) if customer else rows
        return rows.filter(contact_id=contact) if contact else rows

    @takes(ConversationIn, ConversationOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        wanted = self.read(ConversationIn)
        find_named(self.person, wanted)
        others = wanted.get("contacts", [])
        wanted["contacts"] = [find_contact(self.person, pk, "contacts") for pk in others]
        return self.made_once(lambda: actions.hold_conversation(person=self.person, **wanted))

    @takes(WordsIn, ConversationOut)
    @action(detail=True, methods=["post"])
    def words(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Write down what they said to a question; the detector reads it first."""
        talk, wanted = self.get_object(), self.read(WordsIn)
        return self.done_once(
            lambda: actions.keep_words(person=self.person, conversation=talk, **wanted)
        )

    @takes(None, ConversationOut)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Close it; its words stay."""
        talk = self.get_object()
        return self.done_once(
            lambda: actions.finish_conversation(person=self.person, conversation=talk)
        )
