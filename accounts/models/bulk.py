"""What one bulk edit changed, so that it can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person


class BulkChange(models.Model):
    """Many customers changed in one act.

    `changes` is what they were set to (column: value; `steward`: a person's number); `before`
    holds, by the customer's number, what each had.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    changes = models.JSONField()
    before = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(changes={}),
                name="bulk_change_changes_something",
                violation_error_message=_("Choose what to change."),
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True)
                | models.Q(undone_at__gte=models.F("made_at")),
                name="bulk_change_undone_after_made",
                violation_error_message=_("It was undone before it was made."),
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="bulk_change_by_time")]

    def __str__(self) -> str:
        return f"bulk change {self.pk}"
