"""Rows that two people may edit at once carry a version."""

from django.db import models


class Versioned(models.Model):
    """Counts its edits, so that the second editor is told instead of overwriting the first."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
