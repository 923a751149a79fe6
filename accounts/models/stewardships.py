"""Who of us looks after a customer, from which day to which."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Customer, DateRange
from accounts.models.people import Person


class Stewardship(models.Model):
    """Which person looks after a customer, from the first day to the last, both included."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="stewardships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="stewardships")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_steward_at_a_time",
                expressions=[
                    (
                        DateRange(
                            "from_on",
                            "until_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("customer", RangeOperators.EQUAL),
                ],
                violation_error_message=_("Somebody else looks after this customer in that time."),
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="stewardship_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["person", "customer"], name="stewardship_by_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.customer}"
