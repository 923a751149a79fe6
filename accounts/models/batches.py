"""Imports made in the browser: the file, what was refused, and the trail that can be undone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("waits for its columns")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing written yet")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("stopped")


class ImportBatch(models.Model):
    """One file on its way in. `mapping` gives the file's column for each field of the kind.

    `rows_done` counts the rows of chunks that are committed: whoever goes on with a batch
    begins behind them. `waiting_lines` are rows that need another row further down. Times that
    name no zone are those of `zone`, or of the person's own. `remarks` are what the check found
    to say of so many rows.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="import_batches")
    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, blank=True)
    has_header = models.BooleanField(default=True)
    zone = models.CharField(max_length=64, blank=True, default="", db_default="")
    remarks = models.JSONField(null=True, blank=True)
    all_or_nothing = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    fault = models.CharField(max_length=500, blank=True)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    waiting_lines = models.JSONField(default=list, blank=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values),
                name="import_state_known",
                violation_error_message=_("An import has no such state."),
            ),
            models.CheckConstraint(
                condition=Q(begun_at__isnull=False) | ~Q(state__in=("writing", "written")),
                name="import_written_has_begun",
                violation_error_message=_("What is written has begun."),
            ),
            models.CheckConstraint(
                condition=Q(written_at__isnull=False)
                | ~Q(state__in=("written", "undoing", "undone")),
                name="import_undone_was_written",
                violation_error_message=_("Only what was written can be undone."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="import_by_person"),
            models.Index(
                fields=["touched_at"],
                condition=Q(state__in=("checking", "writing", "undoing")),
                name="import_under_way",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportFile(models.Model):
    """The file itself: gone when it is written, or after seven days."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.batch)


class ImportRefusal(models.Model):
    """One row that is not written, with its cells, so that it can be mended and sent again."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500)
    cells = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "line"],
                name="import_line_refused_once",
                violation_error_message=_("This line is refused already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class TrailOutcome(models.TextChoices):
    STANDS = "", _("stands")
    TAKEN_BACK = "undone", _("taken back")
    KEPT = "kept", _("kept")


class ImportTrail(models.Model):
    """One row that a batch made (`before` is null) or changed, as it was before and after.

    `follows` marks rows that live and go with another one, as a stewardship with its customer.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="trail")
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    version = models.PositiveIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(default=dict, blank=True)
    follows = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=TrailOutcome.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=TrailOutcome.values),
                name="import_outcome_known",
                violation_error_message=_("A row stands, is taken back or is kept."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="kept") | ~Q(reason=""),
                name="import_kept_with_reason",
                violation_error_message=_("What is kept says why."),
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "outcome", "-id"], name="import_trail_by_batch"),
            models.Index(fields=["model", "row_id"], name="import_trail_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}"
