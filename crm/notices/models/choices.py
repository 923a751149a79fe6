"""What a person chose of the mail they get: at once, once a day, or not at all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.notices.models.kinds import Kind

#: What one may choose for. The rest is rare, and says what one must know.
CHOSEN = tuple(kind for kind in Kind if kind not in {Kind.WATCH, Kind.OTHER})
DIGEST_HOUR = 8


class Way(models.TextChoices):
    AT_ONCE = "at_once", _("by mail, at once")
    DIGEST = "digest", _("by mail, once a day")
    NEVER = "never", _("in Confidant only")


class NoticeChoice(models.Model):
    """How one person hears of one kind; without a row it is mailed at once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(max_length=10)
    way = models.CharField(max_length=8, choices=Way.choices)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once"),
            models.CheckConstraint(
                condition=Q(way__in=[Way.DIGEST, Way.NEVER]), name="notice_choice_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class DigestHour(models.Model):
    """The hour, in a person's own zone, at which the mail of the day comes; 8 without a row."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="digest_hour"
    )
    hour = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("hour of the daily mail")
        verbose_name_plural = _("hours of the daily mail")
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="digest_hour_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.hour}:00"
