"""Whom we promised to forget: keyed hashes, so that an import cannot bring them back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Suppression(models.Model):
    """The keyed hash of one identifier (address, phone or reference) of an erased contact."""

    digest = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="suppression_is_a_hash",
                violation_error_message=_("Of an erased contact, only a hash is kept."),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]
