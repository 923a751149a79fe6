"""A surprise that is planned: what, from which secret, when, by whom, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm import clock
from crm.recovery.models.cycles import Cycle


class SurprisePlan(models.Model):
    """What somebody means to do for the customer of a ticket; no step of its clock.

    It ends when a surprise is given, or is dropped with a reason. `cost_minor` is in the
    company's currency; `giver` hands it over at `due_at`.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="plans")
    words = models.TextField(max_length=1000)
    secret_id = models.BigIntegerField(null=True, blank=True)
    cost_minor = models.BigIntegerField(default=0)
    due_at = models.DateTimeField()
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    given_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(given_at__isnull=True, dropped_at__isnull=True),
                name="surprise_plan_one_open",
                violation_error_message=_("A surprise is planned already. Change that one."),
            ),
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"),
                name="surprise_plan_says_what",
                violation_error_message=_("Write down what you mean to do."),
            ),
            models.CheckConstraint(
                condition=Q(cost_minor__gte=0),
                name="surprise_plan_cost_possible",
                violation_error_message=_("A surprise costs nothing or more."),
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(dropped_at__isnull=True),
                name="surprise_plan_ends_once",
                violation_error_message=_("A planned surprise is given or dropped, not both."),
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, drop_reason="")
                | Q(dropped_at__isnull=False, drop_reason__regex=r"\S"),
                name="surprise_plan_dropped_says_why",
                violation_error_message=_("Write down why it is dropped."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.due_at}"
