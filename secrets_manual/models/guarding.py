"""What the gate refused: rule, category, person and time, never the words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

_IS_A_HASH = r"^[0-9a-f]{64}$"


class Refusal(models.Model):
    """One text the gate refused. The keyed hash lets a false alarm be released unseen."""

    rule = models.CharField(max_length=4)
    category = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    appealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rule__regex=r"^G\d+$"),
                name="refusal_names_its_rule",
                violation_error_message=_("A refusal names the rule that refused."),
            ),
            models.CheckConstraint(
                condition=models.Q(category__regex=r"^[a-z_]*$"),
                name="refusal_has_no_words",
                violation_error_message=_("Of a refused text, no word is kept."),
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex=_IS_A_HASH),
                name="refusal_digest_is_a_hash",
                violation_error_message=_("Of a refused text, only a keyed hash is kept."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-appealed_at"],
                condition=models.Q(appealed_at__isnull=False),
                name="refusal_appealed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.category}"


class Release(models.Model):
    """The privacy officer called a refusal a false alarm: this text, and no other, may pass."""

    digest = models.CharField(max_length=64, unique=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=_IS_A_HASH),
                name="release_digest_is_a_hash",
                violation_error_message=_("Of a released text, only a keyed hash is kept."),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]
