"""Loyalty, asked the same way before and after: 0 to 10."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from crm import clock


class Moment(models.TextChoices):
    BEFORE = "before", _("before")
    AFTER7 = "after7", _("7 days after")
    AFTER90 = "after90", _("90 days after")
    CARD = "card", _("on a report card")


#: So long after a recovery each question is asked.
ASKED_AFTER = {Moment.AFTER7: dt.timedelta(days=7), Moment.AFTER90: dt.timedelta(days=90)}


class LoyaltyQuestion(models.Model):
    """One asking, by a link whose token only the customer has; we keep its hash."""

    cycle = models.ForeignKey("recovery.Cycle", models.CASCADE, related_name="questions")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    moment = models.CharField(max_length=8, choices=Moment.choices)
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "moment"], name="loyalty_asked_once_per_moment"
            ),
            models.CheckConstraint(
                condition=Q(moment__in=["after7", "after90"]), name="loyalty_question_moment_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} of {self.cycle_id}"


def _one_to_five(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5})


class Loyalty(models.Model):
    """An answer. `hidden_from` is the person rated on the card it came from."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="loyalties")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    ticket = models.ForeignKey(
        "recovery.Ticket", models.SET_NULL, null=True, blank=True, related_name="loyalties"
    )
    question = models.OneToOneField(
        LoyaltyQuestion, models.SET_NULL, null=True, blank=True, related_name="answer"
    )
    score = models.PositiveSmallIntegerField(_("0 to 10"))
    moment = models.CharField(max_length=8, choices=Moment.choices)
    answered_at = models.DateTimeField()
    fair_outcome = models.PositiveSmallIntegerField(null=True, blank=True)
    fair_handling = models.PositiveSmallIntegerField(null=True, blank=True)
    respect = models.PositiveSmallIntegerField(null=True, blank=True)
    hidden_from = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=10),
                name="loyalty_score_in_range",
                violation_error_message=_("Choose a number from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=_one_to_five("fair_outcome")
                & _one_to_five("fair_handling")
                & _one_to_five("respect"),
                name="loyalty_lines_in_range",
                violation_error_message=_("Choose a number from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(moment__in=Moment.values), name="loyalty_moment_known"
            ),
            models.CheckConstraint(
                condition=Q(moment="card") | Q(hidden_from__isnull=True),
                name="loyalty_hidden_only_on_cards",
            ),
        ]
        indexes = [models.Index(fields=["customer", "-answered_at"], name="loyalty_by_customer")]

    def __str__(self) -> str:
        return f"{self.score} ({self.moment})"
