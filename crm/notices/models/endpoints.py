"""Addresses of other systems that are told what a team or a person is told."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm import clock
from crm.notices.models.kinds import Kind


class Endpoint(models.Model):
    """A webhook of one team or one person; its address and key are sealed, never shown again."""

    class Style(models.TextChoices):
        SIGNED = "signed", _("A program: JSON with a signature")
        CHAT = "chat", _("A chat room: one line of text")

    name = models.CharField(_("name"), max_length=100)
    style = models.CharField(_("what receives it"), max_length=8, choices=Style.choices)
    host = models.CharField(max_length=255)
    sealed_url = models.TextField()
    sealed_key = models.TextField(blank=True, default="")
    team = models.ForeignKey(
        "accounts.Team", models.CASCADE, null=True, blank=True, related_name="endpoints"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="endpoints"
    )
    kinds = ArrayField(models.CharField(max_length=10))
    is_active = models.BooleanField(default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, person__isnull=True)
                | Q(team__isnull=True, person__isnull=False),
                name="endpoint_of_a_team_or_a_person",
                violation_error_message=_("A webhook belongs to one team or to one person."),
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0),
                name="endpoint_wants_something",
                violation_error_message=_("Choose at least one kind."),
            ),
            models.CheckConstraint(
                condition=Q(style="chat") | Q(style="signed") & ~Q(sealed_key=""),
                name="endpoint_signs_with_a_key",
                violation_error_message=_("A webhook that is signed needs a key."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(sealed_url=""), name="endpoint_has_name_and_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_labels(self) -> list[str]:
        """What it wants to hear of, in words."""
        return [str(Kind(kind).label) for kind in self.kinds if kind in Kind.values]
