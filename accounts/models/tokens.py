"""Tokens for programs: only their hash is kept, so a leaked table opens nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person


class TokenScope(models.TextChoices):
    READ = "read", _("read")
    WRITE = "write", _("read and write")


class ApiToken(models.Model):
    """A person's own key to the API; never more than the person may do."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=TokenScope.choices, default=TokenScope.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=TokenScope.values),
                name="token_scope_known",
                violation_error_message=_("A token reads, or reads and writes."),
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="token_digest_is_sha256",
                violation_error_message=_("Of a token, only its hash is kept."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.scope}"
