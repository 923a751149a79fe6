"""The way in for somebody who was added: one open invitation per person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person


class PersonInvitation(models.Model):
    """A link by mail with which somebody chooses a password.

    Of the link only a seed is kept; without the installation's secret key it opens nothing. A
    new seed ends the link before it, and so does a password, however it was chosen.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="invitation")
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seed = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seed__regex=r"^[0-9a-f]{32}$"),
                name="invitation_seed_is_random",
                violation_error_message=_("Of a link, only a seed is kept."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("sent_at")),
                name="invitation_ends_after_it_began",
                violation_error_message=_("An invitation ends after it was sent."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="invitation_has_one_end",
                violation_error_message=_("An invitation was accepted or withdrawn, not both."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-sent_at", "id"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
