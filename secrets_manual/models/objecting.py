"""What contacts took back: only a keyed hash of it is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact


class TakenBack(models.Model):
    """A line the contact deleted themselves: a keyed hash, so that nobody writes it down again."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="taken_back_is_a_hash",
                violation_error_message=_("Of a line taken back, only a keyed hash is kept."),
            ),
            models.UniqueConstraint(
                fields=["contact", "digest"],
                name="taken_back_once",
                violation_error_message=_("This line was taken back already."),
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:8]
