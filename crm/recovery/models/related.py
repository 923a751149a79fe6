"""Tickets that belong together: linked side by side, or one merged into another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm import clock
from crm.recovery.models.tickets import Ticket


class Kinship(models.TextChoices):
    """How two tickets belong together."""

    CAUSE = "cause", _("same cause")
    CUSTOMER = "customer", _("same customer")
    DUPLICATE = "duplicate", _("the same mishap")


class TicketLink(models.Model):
    """Two tickets that belong together; `one` is the lower number, so that a pair is there once."""

    one = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    kind = models.CharField(_("how they belong together"), max_length=10, choices=Kinship.choices)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="ticket_link_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="ticket_link_of_two_in_order",
                violation_error_message=_("A ticket is not linked to itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kinship.values),
                name="ticket_link_kind_known",
                violation_error_message=_("Choose how they belong together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


class TicketMerge(models.Model):
    """One ticket became part of another; `before` says what that changed, so that it can be undone.

    `last_entry` is the newest entry of the journal about either when it was done.
    """

    merged = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    main = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    last_entry = models.BigIntegerField(default=0)
    merged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=clock.now)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="ticket_merged_into_one_only",
                violation_error_message=_("This ticket is part of another one already."),
            ),
            models.CheckConstraint(
                condition=~Q(merged=F("main")),
                name="ticket_not_merged_into_itself",
                violation_error_message=_("A ticket is not merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="ticket_merge_undone_by_somebody",
                violation_error_message=_("Somebody undid it, at some time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.main_id}"
