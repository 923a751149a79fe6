"""What a contact allows and wishes, over the API."""

from typing import Any

from rest_framework import serializers

from accounts.api.ground import StrictSerializer
from accounts.models import Answer, Channel, Contact, Purpose, Topic
from accounts.models.consent import LONGEST_HOW
from accounts.queries import answers_of, preference_of

#: What a program may note; an objection to being remembered is noted on the contact's page,
#: since it deletes what is remembered.
NOTED = tuple(code for code in Purpose.values if code != Purpose.REMEMBERING)


class AnswersIn(StrictSerializer):
    """An answer for each purpose that is to be noted."""

    def get_fields(self) -> dict[str, Any]:
        return {code: serializers.ChoiceField(Answer.choices, required=False) for code in NOTED}


class WishesIn(StrictSerializer):
    """What a contact told: how is needed, the day where they had chosen otherwise themselves."""

    channels = serializers.ListField(
        child=serializers.ChoiceField(Channel.choices), max_length=10, required=False
    )
    topics = serializers.ListField(
        child=serializers.ChoiceField(Topic.choices), max_length=10, required=False
    )
    mails_a_month = serializers.IntegerField(
        min_value=0, max_value=31, allow_null=True, required=False
    )
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)
    answers = AnswersIn(required=False)
    how = serializers.CharField(max_length=LONGEST_HOW)
    told_on = serializers.DateField(required=False)


class SaidOut(serializers.Serializer[Any]):
    """One answer: for what, whether they agreed, and from whom, how and when we have it."""

    purpose = serializers.ChoiceField(Purpose.choices)
    answer = serializers.ChoiceField(Answer.choices)
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="contact, person, import or record."
    )
    how = serializers.CharField()
    person = serializers.CharField(source="person_id", allow_null=True)
    at = serializers.DateTimeField(allow_null=True)


class WishesOut(serializers.Serializer[Any]):
    """What stands: channels, topics, how often, the language, and the newest answers."""

    channels = serializers.ListField(child=serializers.CharField())
    topics = serializers.ListField(child=serializers.CharField())
    mails_a_month = serializers.IntegerField(allow_null=True)
    language = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="Of channels, topics and number; empty: our default."
    )
    how = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    answers = SaidOut(many=True)
    version = serializers.IntegerField(help_text="0 until somebody notes channels or topics.")


def wishes_of(contact: Contact) -> dict[str, Any]:
    """Give what stands of a contact's wishes, as `WishesOut` writes it."""
    stands = preference_of(contact)
    answers = sorted(answers_of(contact).values(), key=lambda row: row.purpose)
    return {
        "channels": stands.channels if stands else list(Channel.values),
        "topics": stands.topics if stands else [],
        "mails_a_month": stands.mails_a_month if stands else None,
        "language": contact.language,
        "source": stands.source if stands else "",
        "how": stands.how if stands else "",
        "at": stands.at if stands else None,
        "answers": answers,
        "version": stands.version if stands else 0,
    }


def wanted_of(contact: Contact, given: dict[str, Any]) -> dict[str, Any]:
    """Give the arguments of note_wishes: what is left out stays as it stands."""
    stands = wishes_of(contact)
    kept = ("channels", "topics", "mails_a_month", "language")
    return {name: given.get(name, stands[name]) for name in kept} | {
        "answers": given.get("answers", {}),
        "how": given["how"],
        "told_on": given.get("told_on"),
    }
