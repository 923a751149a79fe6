"""Conversations: ask, listen, record, ask another question."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned
from secrets_manual.models.left_in_peace import (
    answers_left_in_peace,
    notes_left_in_peace,
    seats_left_in_peace,
)
from secrets_manual.models.secrets import Secret


class Direction(models.TextChoices):
    """Whether we came with something for them, or for us."""

    GAVE = "gave", _("Gave something")
    ASKED = "asked", _("Asked for something")


class Conversation(Versioned):
    """One talk at a customer. `contact` is whom we came for; all who took part are `parts`.

    `direction` says whether we came to give or to ask, towards that contact.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("on site")
        CALL = "call", _("call")
        VIDEO = "video", _("video call")
        LETTER = "letter", _("mail")
        CHAT = "chat", _("text message")
        EVENT = "event", _("at an event")

    class Starter(models.TextChoices):
        US = "us", _("We did")
        THEM = "them", _("They did")

    class Felt(models.TextChoices):
        WARM = "warm", _("Warm")
        PLAIN = "plain", _("Businesslike")
        RUSHED = "rushed", _("Rushed")
        TENSE = "tense", _("Tense")

    Direction = Direction

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="conversations")
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="conversations"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conversations"
    )
    kind = models.CharField(_("how"), max_length=8, choices=Kind.choices, default=Kind.VISIT)
    direction = models.CharField(max_length=8, choices=Direction.choices, blank=True)
    started_by = models.CharField(
        _("who started it"),
        max_length=8,
        choices=Starter.choices,
        blank=True,
        default="",
        db_default="",
    )
    felt = models.CharField(
        _("how it felt"), max_length=8, choices=Felt.choices, blank=True, default="", db_default=""
    )
    words = models.TextField(_("notes"), max_length=4000, blank=True)
    at = models.DateTimeField(_("when"))
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["visit", "call", "video", "letter", "chat", "event"]),
                name="conversation_kind_known",
                violation_error_message=_("Say how you talked."),
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["", "gave", "asked"]),
                name="conversation_gave_or_asked",
                violation_error_message=_("We gave something, or asked for something."),
            ),
            models.CheckConstraint(
                condition=models.Q(started_by__in=["", "us", "them"]),
                name="conversation_starter_known",
                violation_error_message=_("We started it, or they did."),
            ),
            models.CheckConstraint(
                condition=models.Q(felt__in=["", "warm", "plain", "rushed", "tense"]),
                name="conversation_felt_known",
                violation_error_message=_("Choose one of the words for how it felt."),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-at"], name="conversation_by_customer"),
            models.Index(fields=["person", "-at"], name="conversation_by_person"),
            models.Index(fields=["contact", "-at"], name="conversation_by_contact"),
        ]
        triggers = [notes_left_in_peace("conversation_not_about_who_objects")]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Participant(models.Model):
    """One contact in a conversation, and whether we gave them something or asked for it."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="parts")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="parts")
    direction = models.CharField(max_length=8, choices=Direction.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "contact"],
                name="participant_once_a_conversation",
                violation_error_message=_("This contact is in the conversation already."),
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["", "gave", "asked"]),
                name="participant_gave_or_asked",
                violation_error_message=_("We gave something, or asked for something."),
            ),
        ]
        triggers = [seats_left_in_peace("participant_does_not_object")]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Turn(models.Model):
    """A question and what they said to it, perhaps recorded as a secret.

    `key` names the question of the bank it was asked from; it is empty for one's own.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="turns")
    question = models.CharField(_("question"), max_length=300)
    key = models.CharField(max_length=60, blank=True, default="", db_default="")
    words = models.CharField(_("what they said"), max_length=2000)
    secret = models.ForeignKey(Secret, models.SET_NULL, null=True, blank=True, related_name="turns")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="turn_has_words",
                violation_error_message=_("Write it in their words, even if it is “nothing yet”."),
            )
        ]
        indexes = [
            models.Index(fields=["conversation", "id"], name="turn_by_conversation"),
            models.Index(fields=["-at", "-id"], name="turn_by_time"),
        ]
        triggers = [answers_left_in_peace("turn_not_about_who_objects")]

    def __str__(self) -> str:
        return f"turn {self.pk}"


class Asking(models.Model):
    """A question of the bank that was put, or put off, without an answer worth keeping.

    It is not offered again for a while. Without a contact it was about the organisation.
    """

    class Outcome(models.TextChoices):
        ASKED = "asked", _("asked")
        NOT_NOW = "not_now", _("not now")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="askings")
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="askings"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key__regex=r"^[a-z_]+\.[a-z_]+$"),
                name="asking_names_its_question",
                violation_error_message=_("There is no such question."),
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["asked", "not_now"]),
                name="asking_outcome_known",
                violation_error_message=_("It was asked, or put off."),
            ),
        ]
        indexes = [models.Index(fields=["customer", "-at"], name="asking_by_customer")]

    def __str__(self) -> str:
        return f"asking {self.pk}"
