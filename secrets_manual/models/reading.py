"""Who may read because of an open ticket, and who has read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer


class ReadingWindow(models.Model):
    """While a ticket is open, service staff may read its customer's secrets."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="reading_windows")
    ticket_id = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "ticket_id"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_window_a_ticket",
                violation_error_message=_("The secrets are open for this ticket already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(ticket_id=""),
                name="window_names_its_ticket",
                violation_error_message=_("Secrets are opened for a ticket, never just so."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("opened_at")),
                name="window_in_order",
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} for {self.ticket_id}"


class Reading(models.Model):
    """Somebody saw secrets of a customer; at most one row an hour for the same reason."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ticket_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-at"], name="reading_by_customer"),
            models.Index(fields=["person", "-at"], name="reading_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.customer_id}"
