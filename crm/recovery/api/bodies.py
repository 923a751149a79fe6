"""What each step of a ticket takes; a field that a step has no use for is refused."""

from rest_framework import serializers

from accounts.api.fields import DayField, IdField, MomentField
from accounts.api.ground import StrictSerializer
from crm.recovery.models import Channel, How, Severity
from secrets_manual.models import Reception

MOST_MINOR = 10**12


class TicketIn(StrictSerializer):
    """A mishap, in the customer's words; `reported_at` is now unless given."""

    customer = IdField()
    contact = IdField(required=False)
    words = serializers.CharField(max_length=4000)
    severity = serializers.ChoiceField(Severity.choices)
    channel = serializers.ChoiceField(Channel.choices)
    reported_at = MomentField(required=False)
    owner = IdField(required=False)
    next_word_by = MomentField(
        required=False, help_text="By when they need it: by then they hear from us."
    )


class RespondIn(StrictSerializer):
    """A human reached the customer: how, and what was said."""

    how = serializers.ChoiceField(How.choices)
    words = serializers.CharField(max_length=4000)
    at = MomentField(required=False)
    contact = IdField(required=False, help_text="Whom we reached, of this customer.")


class WorkaroundIn(StrictSerializer):
    """It works again; `until` is when the lasting fix is promised, `fix` what it will be."""

    words = serializers.CharField(max_length=4000)
    fix = serializers.CharField(max_length=1000, required=False)
    at = MomentField(required=False)
    until = MomentField(required=False)


class FixIn(StrictSerializer):
    """What was done; `is_lasting` says that it is the lasting fix we promised.

    Without it that promise stays open.
    """

    words = serializers.CharField(max_length=4000)
    at = MomentField(required=False)
    is_lasting = serializers.BooleanField(
        required=False, help_text="It is the lasting fix that was promised: the promise is kept."
    )


class SurpriseIn(StrictSerializer):
    """What we did to show that we listened; `cost` in minor units, `how` it was received."""

    words = serializers.CharField(max_length=4000)
    at = MomentField(required=False)
    secret = IdField(required=False)
    cost = serializers.IntegerField(min_value=0, max_value=MOST_MINOR, required=False)
    how = serializers.ChoiceField(Reception.choices, required=False)


class LessonIn(StrictSerializer):
    """What we change so that it does not happen again, who does it, by which day."""

    change = serializers.CharField(max_length=1000)
    owner = IdField()
    by = DayField()


class RecoverIn(StrictSerializer):
    """The end; `reason` says why no surprise was right, where none was made."""

    at = MomentField(required=False)
    reason = serializers.CharField(max_length=1000, required=False)
    lesson = LessonIn(required=False)


class LoseIn(StrictSerializer):
    """The customer left, and why."""

    reason = serializers.CharField(max_length=1000)
    at = MomentField(required=False)


class ReopenIn(StrictSerializer):
    """Why it is open again; both clocks start now."""

    reason = serializers.CharField(max_length=1000)


class AppointIn(StrictSerializer):
    """The later time the customer asked for, who asked, in their words."""

    until = MomentField()
    contact = serializers.CharField(max_length=300, help_text="The contact's id, or a name.")
    words = serializers.CharField(max_length=1000)


class RaiseIn(StrictSerializer):
    """How grave it is, and why; it only rises, its clocks never move later."""

    severity = serializers.ChoiceField(Severity.choices)
    reason = serializers.CharField(max_length=1000)


class CommentIn(StrictSerializer):
    """A remark for colleagues."""

    words = serializers.CharField(max_length=2000)
