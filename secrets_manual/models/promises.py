"""What we promised a customer and what they said they would do, each by when."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned
from secrets_manual.models.asking import Conversation
from secrets_manual.rules.promises import PromiseState, Reminder, state_of

_IN_TIME = models.Q(reminded__gte=Reminder.NONE.value, reminded__lte=Reminder.AFTER.value)


class Promise(Versioned):
    """Our promise to a customer; its owner keeps it by `due_at`, or says why not.

    `first_due_at` is what was said first, where the time was moved later. `says` is the
    customer's own word on it and stands beside ours, whichever that is.
    """

    class Says(models.TextChoices):
        KEPT = "kept", _("kept")
        LATE = "late", _("late")
        BROKEN = "broken", _("not kept")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="promises")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="promises", verbose_name=_("owner")
    )
    words = models.CharField(_("what we promised"), max_length=500)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(_("due"))
    first_due_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    broken_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why not"), max_length=500, blank=True, default="", db_default="")
    says = models.CharField(
        _("the customer says"),
        max_length=8,
        choices=Says.choices,
        blank=True,
        default="",
        db_default="",
    )
    said_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(
        default=Reminder.NONE.value, db_default=Reminder.NONE.value, editable=False
    )
    ticket_id = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="promise_has_words",
                violation_error_message=_("Write down what we promised."),
            ),
            models.CheckConstraint(
                condition=models.Q(kept_at__isnull=True)
                | models.Q(kept_at__gte=models.F("made_at")),
                name="promise_kept_after_made",
                violation_error_message=_("It cannot be kept before it was made."),
            ),
            models.CheckConstraint(
                condition=models.Q(kept_at__isnull=True) | models.Q(broken_at__isnull=True),
                name="promise_kept_or_broken",
                violation_error_message=_("A promise is kept or broken, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(broken_at__isnull=True, reason="")
                | models.Q(broken_at__gte=models.F("made_at"), reason__regex=r"\S"),
                name="promise_broken_with_reason",
                violation_error_message=_("Say why it was not kept."),
            ),
            models.CheckConstraint(
                condition=models.Q(says="", said_at__isnull=True)
                | models.Q(says__in=["kept", "late", "broken"], said_at__isnull=False),
                name="promise_customers_word_known",
                violation_error_message=_("The customer says: kept, late or not kept."),
            ),
            models.CheckConstraint(
                condition=_IN_TIME,
                name="promise_reminded_known",
                violation_error_message=_("There is no such reminder."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at"],
                condition=models.Q(kept_at__isnull=True),
                name="promise_owed",
            ),
            models.Index(fields=["customer", "due_at"], name="promise_by_customer"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(
                    kept_at__isnull=True,
                    broken_at__isnull=True,
                    reminded__lt=Reminder.AFTER.value,
                ),
                name="promise_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"

    @property
    def state(self) -> PromiseState:
        """Open, kept, late or broken, by our own account."""
        return state_of(due_at=self.due_at, kept_at=self.kept_at, broken_at=self.broken_at)

    @property
    def ended_at(self) -> dt.datetime | None:
        """When it was kept or broken."""
        return self.kept_at or self.broken_at

    @property
    def is_disputed(self) -> bool:
        """Whether the customer's word differs from ours."""
        return bool(self.says) and self.says != self.state


class Commitment(Versioned):
    """What somebody at a customer said they would do for us, or for the work we share.

    `owner` is who of us minds it. It comes, in time or late, or it does not come.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="commitments")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="commitments")
    words = models.CharField(_("what they will do"), max_length=500)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(_("due"))
    came_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(
        _("what they said"), max_length=500, blank=True, default="", db_default=""
    )
    reminded = models.PositiveSmallIntegerField(
        default=Reminder.NONE.value, db_default=Reminder.NONE.value, editable=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="commitment_has_words",
                violation_error_message=_("Write down what they will do."),
            ),
            models.CheckConstraint(
                condition=models.Q(came_at__isnull=True)
                | models.Q(missed_at__isnull=True, came_at__gte=models.F("made_at")),
                name="commitment_came_or_not",
                violation_error_message=_("It came or it did not come, after it was said."),
            ),
            models.CheckConstraint(
                condition=models.Q(missed_at__isnull=True)
                | models.Q(missed_at__gte=models.F("made_at")),
                name="commitment_missed_after_made",
                violation_error_message=_("It cannot fail to come before it was said."),
            ),
            models.CheckConstraint(
                condition=_IN_TIME,
                name="commitment_reminded_known",
                violation_error_message=_("There is no such reminder."),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="commitment_by_owner"),
            models.Index(fields=["customer", "due_at"], name="commitment_by_customer"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(
                    came_at__isnull=True,
                    missed_at__isnull=True,
                    reminded__lt=Reminder.AFTER.value,
                ),
                name="commitment_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"commitment {self.pk}"

    @property
    def state(self) -> PromiseState:
        """Open, kept (it came), late, or broken (it did not come)."""
        return state_of(due_at=self.due_at, kept_at=self.came_at, broken_at=self.missed_at)

    @property
    def ended_at(self) -> dt.datetime | None:
        """When it came, or when we stopped waiting."""
        return self.came_at or self.missed_at
