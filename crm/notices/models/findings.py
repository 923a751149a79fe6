"""What the watchmen found: something that should have happened and did not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm import clock


class Finding(models.Model):
    """One thing that is wrong, from when it was found until it was gone."""

    class What(models.TextChoices):
        RUNGS_OVERDUE = "rungs_overdue", _("Rungs are overdue although the sweep runs")
        RUNG_RAISED = "rung_raised", _("Rungs could not be climbed and are tried again")
        TOLD_NOBODY = "told_nobody", _("A rung was climbed and nobody was told")
        NO_RUNGS = "no_rungs", _("An open ticket has no ladder")
        NOTICES_STUCK = "notices_stuck", _("Notices wait although they should have left")
        SWEEP_SILENT = "sweep_silent", _("Nobody climbs the ladders")
        TASK_ENDED = "task_ended", _("A task did not come to its end and was ended")

    what = models.CharField(max_length=20, choices=What.choices)
    subject_kind = models.CharField(max_length=20, blank=True, default="")
    subject_id = models.CharField(max_length=60, blank=True, default="")
    count = models.PositiveIntegerField(default=1)
    found_at = models.DateTimeField(default=clock.now)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [models.Index(fields=["-found_at"], name="finding_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "subject_kind", "subject_id"],
                condition=Q(gone_at__isnull=True),
                name="finding_open_once",
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(gone_at__gte=models.F("found_at")),
                name="finding_gone_after_it_was_found",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_id}".strip()
