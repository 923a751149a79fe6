"""Invitations: one contact asked about one person; the link's token is known to them alone."""

import datetime as dt
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from report_cards import rules
from report_cards.models.designs import LANGUAGES, Design
from report_cards.models.rounds import Round


class Event(models.TextChoices):
    """After what a card is sent outside a round."""

    RECOVERY = "recovery", _("after a recovery")
    MILESTONE = "milestone", _("after a milestone")
    DEAL = "deal", _("after a deal, won or lost")
    BY_HAND = "by_hand", _("asked by a manager")


class InvitationState(models.TextChoices):
    PLANNED = "planned", _("planned")
    QUEUED = "queued", _("queued")
    SENT = "sent", _("sent")
    BOUNCED = "bounced", _("bounced")
    OPENED = "opened", _("opened")
    STARTED = "started", _("started")
    SUBMITTED = "submitted", _("answered")
    EXPIRED = "expired", _("expired")
    DECLINED = "declined", _("declined")
    REVOKED = "revoked", _("withdrawn")


class Invitation(models.Model):
    """One asking: planned, queued, sent, opened, started; submitted, expired, declined, revoked.

    It pins the version and the language of the card. `turn` says whose turn it is among the
    questions that rotate. Without a contact (erased, say) it stays as a number.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    event = models.CharField(max_length=10, choices=Event.choices, blank=True)
    event_id = models.CharField(max_length=40, blank=True)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="invitations")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    design = models.ForeignKey(Design, models.PROTECT, related_name="invitations")
    language = models.CharField(max_length=12, default="en")
    turn = models.PositiveIntegerField(default=0)
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(
        max_length=10, choices=InvitationState.choices, default=InvitationState.PLANNED
    )
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=InvitationState.values),
                name="invitation_state_known",
                violation_error_message=_("Nobody knows this state of an invitation."),
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=False, event="") | (Q(round__isnull=True) & ~Q(event="")),
                name="invitation_has_a_round_or_an_event",
                violation_error_message=_("A card belongs to a round, or follows an event."),
            ),
            models.CheckConstraint(
                condition=Q(event__in=["", *Event.values]),
                name="invitation_event_known",
                violation_error_message=_("Say after what this card is sent."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "revoked", "declined"])
                | Q(sent_at__isnull=False, expires_at__isnull=False),
                name="invitation_sent_has_its_times",
                violation_error_message=_(
                    "An invitation that was sent knows when, and until when."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("sent_at")),
                name="invitation_expires_after_sending",
                violation_error_message=_("The link would expire before it is sent."),
            ),
            models.CheckConstraint(
                condition=Q(reminders__lte=2),
                name="invitation_two_reminders_at_most",
                violation_error_message=_("Two reminders are enough."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES),
                name="invitation_language_known",
                violation_error_message=_("We do not ask in this language yet."),
            ),
            models.UniqueConstraint(
                fields=["round", "contact", "person"],
                condition=Q(round__isnull=False),
                name="invitation_once_per_round",
                violation_error_message=_("This contact is asked about this person already."),
            ),
            models.UniqueConstraint(
                fields=["event", "event_id", "contact"],
                condition=~Q(event_id=""),
                name="invitation_once_per_event",
                violation_error_message=_("This contact was asked after this already."),
            ),
        ]
        indexes = [
            models.Index(fields=["contact", "-sent_at"], name="invitation_by_contact"),
            models.Index(fields=["person", "-sent_at"], name="invitation_by_person"),
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=["queued", "sent", "bounced", "opened", "started"]),
                name="invitation_still_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.state})"

    def standing(self, now: dt.datetime) -> rules.Standing:
        """Say what the link is good for at a moment."""
        return rules.standing_of(self.state, self.expires_at, now)


class Link(models.Model):
    """One link to an invitation: of its token only the SHA-256. Each mail carries its own."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - the shape of a hash
                name="link_token_is_a_hash",
                violation_error_message=_("Of a token, only its hash is kept."),
            )
        ]

    def __str__(self) -> str:
        return self.token_hash[:8]
