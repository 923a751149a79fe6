"""Customers we cannot afford to know badly."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer


class KeyCustomer(models.Model):
    """Somebody flagged a customer as a key customer: why, since when, and who answers for it.

    `until_on` ends the flag; the next one is a new row, so that the list keeps its history.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="key_flags")
    flagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="key_customers",
        verbose_name=_("who answers for it"),
    )
    reason = models.CharField(_("why"), max_length=300)
    since_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(until_on__isnull=True),
                name="key_customer_flagged_once",
                violation_error_message=_("This is a key customer already."),
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"),
                name="key_customer_has_a_reason",
                violation_error_message=_("Say why this customer is a key customer."),
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("since_on")),
                name="key_customer_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"key customer {self.customer_id}"
