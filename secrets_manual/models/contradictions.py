"""Two secrets that cannot both be true, side by side until somebody has asked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secrets_manual.models.constraints import exactly_when
from secrets_manual.models.secrets import Secret


class Settled(models.TextChoices):
    """How a contradiction ended."""

    SUPERSEDED = "superseded", _("one superseded the other")
    MERGED = "merged", _("they were merged")
    BOTH_TRUE = "both_true", _("both are true")


class Contradiction(models.Model):
    """Somebody saw that two secrets of one customer contradict each other.

    The pair is stored once, the older secret first; it goes when either secret goes for good.
    """

    first = models.ForeignKey(Secret, models.CASCADE, related_name="+")
    second = models.ForeignKey(Secret, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled = models.CharField(max_length=10, choices=Settled.choices, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="contradiction_of_two",
                violation_error_message=_("A contradiction has two sides, named once."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=models.Q(settled_at__isnull=True),
                name="contradiction_marked_once",
                violation_error_message=_("These two are marked already."),
            ),
            models.CheckConstraint(
                condition=models.Q(settled__in=["", *Settled.values]),
                name="contradiction_end_known",
                violation_error_message=_("Say how it was settled."),
            ),
            models.CheckConstraint(
                condition=exactly_when(
                    models.Q(settled=""),
                    models.Q(settled_at__isnull=True, settled_by__isnull=True),
                )
                & (
                    models.Q(settled="")
                    | models.Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
                name="contradiction_settled_by_somebody",
                violation_error_message=_("What is settled says by whom and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} against {self.second_id}"
