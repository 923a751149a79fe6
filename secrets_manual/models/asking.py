"""Conversations: ask, listen, record, ask another question."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned
from secrets_manual.models.secrets import Secret


class Conversation(Versioned):
    """One talk with a contact; `direction` says whether we came to give or to ask."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("on site")
        CALL = "call", _("call")
        VIDEO = "video", _("video call")
        LETTER = "letter", _("mail")

    class Direction(models.TextChoices):
        GAVE = "gave", _("Gave something")
        ASKED = "asked", _("Asked for something")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="conversations")
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="conversations"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conversations"
    )
    kind = models.CharField(_("how"), max_length=8, choices=Kind.choices, default=Kind.VISIT)
    direction = models.CharField(max_length=8, choices=Direction.choices, blank=True)
    words = models.TextField(_("notes"), max_length=4000, blank=True)
    at = models.DateTimeField(_("when"))
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["visit", "call", "video", "letter"]),
                name="conversation_kind_known",
                violation_error_message=_("Say how you talked."),
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["", "gave", "asked"]),
                name="conversation_gave_or_asked",
                violation_error_message=_("We gave something, or asked for something."),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-at"], name="conversation_by_customer"),
            models.Index(fields=["person", "-at"], name="conversation_by_person"),
            models.Index(fields=["contact", "-at"], name="conversation_by_contact"),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Turn(models.Model):
    """A question and what they said to it, perhaps recorded as a secret."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="turns")
    question = models.CharField(_("question"), max_length=300)
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
        indexes = [models.Index(fields=["conversation", "id"], name="turn_by_conversation")]

    def __str__(self) -> str:
        return f"turn {self.pk}"
