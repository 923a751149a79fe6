"""Who is on call for a team, and on which days the company rests."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Team
from crm import clock

LONGEST = dt.timedelta(days=31)


class TimeRange(models.Func):
    """A span of the rota as Postgres sees it: its end no longer belongs to it."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class OnCall(models.Model):
    """One person is on call for a team, at night and on holidays between two instants."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"))
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="on_call_one_at_a_time",
                expressions=[
                    (
                        TimeRange("from_at", "until_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                    ("team", RangeOperators.EQUAL),
                ],
                violation_error_message=_("Somebody else is on call in that time already."),
            ),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")),
                name="on_call_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(until_at__lte=F("from_at") + LONGEST),
                name="on_call_not_for_ever",
                violation_error_message=_("Nobody is on call for more than 31 days on end."),
            ),
        ]
        indexes = [models.Index(fields=["until_at"], name="on_call_by_end")]

    def __str__(self) -> str:
        return f"on call {self.from_at:%Y-%m-%d %H:%M}"


class Holiday(models.Model):
    """A day on which the company rests; the customer's clock does not."""

    on = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="holiday_has_a_name",
                violation_error_message=_("Give the holiday its name."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
