"""Who is paid by which version of a plan, and their signature under it."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.models.customers import DateRange
from compensation.models.plans import BOTH_ENDS, PlanVersion
from compensation.models.triggers import FROZEN_ASSIGNMENT, before_change


class Assignment(models.Model):
    """Who is paid by which version, from the first day to the last, both included.

    Target, salary and quota are of one full period, in minor units. Signed, it stays as it is.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="assignments")
    target_minor = models.BigIntegerField(_("target bonus"))
    salary_minor = models.BigIntegerField(_("salary"), default=0)
    quota_minor = models.BigIntegerField(_("quota"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_assignment_at_a_time",
                expressions=[
                    (DateRange("from_on", "until_on", BOTH_ENDS), RangeOperators.OVERLAPS),
                    ("person", RangeOperators.EQUAL),
                ],
                violation_error_message=_("This person is paid by a plan in that time already."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="assignment_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(target_minor__gte=0, salary_minor__gte=0, quota_minor__gt=0),
                name="assignment_has_a_quota",
                violation_error_message=_("Pay is not negative, and a quota is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_name="", signed_hash="")
                | (Q(signed_at__isnull=False) & ~Q(signed_name="") & ~Q(signed_hash="")),
                name="assignment_signed_in_full",
                violation_error_message=_("A signature has a name, a time and what was signed."),
            ),
        ]
        triggers = [
            before_change(
                "signed_is_frozen", FROZEN_ASSIGNMENT, pgtrigger.Insert | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.plan_version}"
