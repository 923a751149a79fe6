"""Leaving a customer in peace for a while, or for good, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Customer
from accounts.models.people import Person


class Pause(models.Model):
    """We do not remind of a customer: until a day, or because what we have does not fit them."""

    class Kind(models.TextChoices):
        SNOOZE = "snooze", _("Snooze")
        NOT_A_FIT = "not_a_fit", _("Not a fit")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="pauses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(_("why"), max_length=300)
    until_on = models.DateField(_("until"), null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="snooze", until_on__isnull=False)
                | models.Q(kind="not_a_fit", until_on__isnull=True),
                name="pause_snooze_has_an_end",
                violation_error_message=_("A snooze has a last day; “not a fit” has none."),
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"),
                name="pause_has_a_reason",
                violation_error_message=_("Say why, in a few words."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("made_at")),
                name="pause_in_order",
                violation_error_message=_("It ended before it began."),
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_pause_a_customer",
                violation_error_message=_("We leave this customer in peace already."),
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}"
