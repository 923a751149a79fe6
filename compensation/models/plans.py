"""Bonus plans: a family, its versions, what they weigh."""

from fractions import Fraction
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Versioned
from accounts.models.customers import DateRange
from compensation.models.triggers import (
    FROZEN_PART,
    FROZEN_VERSION,
    SOUND_VERSION,
    before_change,
)

BOTH_ENDS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)


class BonusPlan(models.Model):
    """A family of plan versions, such as “Relationship first”."""

    name = models.CharField(_("name"), max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="bonus_plan_name_unique",
                violation_error_message=_("There is a plan of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="bonus_plan_has_a_name",
                violation_error_message=_("Give the plan a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanState(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class ShareBasis(models.TextChoices):
    BONUS = "bonus", _("of the bonus")
    TOTAL_PAY = "total_pay", _("of total pay")


class PlanVersion(Versioned):
    """One version of a plan: edited as a draft, then approved, published and superseded.

    `salary_minor` and `target_minor` are the pay mix the plan is made for, of one period.
    `team_means` holds the frozen prior figures, 0 to 1, as text: `{"secrets": "3/4",
    "other_solutions": "3/5", "relationship": {code: "3/4"}}`. `hold` is null or
    `{"component", "schedule", "customer_confirmed"}`. `ceilings` are the per cents a share may
    rise to, `{"relationship": "55"}`. The hash is taken of all of it at approval.
    """

    plan = models.ForeignKey(BonusPlan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    currency = models.CharField(_("currency"), max_length=3)
    minor_units = models.PositiveSmallIntegerField(default=2)
    salary_minor = models.BigIntegerField(_("salary"), default=0)
    target_minor = models.BigIntegerField(_("target bonus"), default=0)
    programme_year = models.PositiveSmallIntegerField(_("programme year"), default=1)
    share_basis = models.CharField(
        _("shares are read"), max_length=10, choices=ShareBasis.choices, default=ShareBasis.BONUS
    )
    previous_share = models.CharField(max_length=60, blank=True)
    ceilings = models.JSONField(default=dict, blank=True)
    secrets_card_share = models.CharField(max_length=60, default="1")
    scale_low = models.SmallIntegerField(default=1)
    scale_high = models.SmallIntegerField(default=5)
    n_min = models.PositiveIntegerField(_("customers needed before year end"), default=5)
    prior_k = models.PositiveIntegerField(_("customers the team's mean counts as"), default=4)
    team_means = models.JSONField(default=dict)
    hold = models.JSONField(null=True, blank=True)
    effective_from = models.DateField(_("effective from"))
    effective_until = models.DateField(_("effective until"), null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_numbered_once"),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values), name="plan_version_state_known"
            ),
            models.CheckConstraint(
                condition=Q(share_basis__in=ShareBasis.values), name="plan_share_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("author")),
                name="plan_approver_is_not_its_author",
                violation_error_message=_("Somebody other than its author approves a plan."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approver__isnull=True, approved_at__isnull=True)
                | (
                    ~Q(state="draft")
                    & Q(approver__isnull=False, approved_at__isnull=False)
                    & ~Q(content_hash="")
                ),
                name="plan_leaves_draft_by_approval",
                violation_error_message=_("A plan leaves draft when somebody approves it."),
            ),
            models.CheckConstraint(
                condition=Q(scale_high__gt=F("scale_low")),
                name="plan_scale_rises",
                violation_error_message=_("The scale must rise."),
            ),
            models.CheckConstraint(
                condition=Q(salary_minor__gte=0, target_minor__gte=0, minor_units__lte=4),
                name="plan_pay_not_negative",
                violation_error_message=_("Pay cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(programme_year__gte=1),
                name="plan_programme_year_from_one",
                violation_error_message=_("The programme year counts from 1."),
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True)
                | Q(effective_until__gte=F("effective_from")),
                name="plan_effective_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            ExclusionConstraint(
                name="plan_versions_do_not_overlap",
                expressions=[
                    (
                        DateRange("effective_from", "effective_until", BOTH_ENDS),
                        RangeOperators.OVERLAPS,
                    ),
                    ("plan", RangeOperators.EQUAL),
                ],
                condition=Q(state="published"),
                violation_error_message=_("Another version is in effect in that time."),
            ),
        ]
        triggers = [
            before_change("is_frozen", FROZEN_VERSION, pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="is_sound",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                declare=[("line", "record"), ("top", "numeric := 0"), ("bottom", "numeric := 1")],
                func=SOUND_VERSION,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT


class _Weighed(models.Model):
    """Something with an exact weight in per cent: 100/3 is allowed."""

    code = models.SlugField(max_length=40)
    weight_numerator = models.IntegerField()
    weight_denominator = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def weight_pct(self) -> Fraction:
        return Fraction(self.weight_numerator, self.weight_denominator)


def _weight_constraints(what: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["version", "code"],
            name=f"plan_{what}_once",
            violation_error_message=_("This stands here twice."),
        ),
        models.UniqueConstraint(fields=["version", "slot"], name=f"plan_{what}_slot_once"),
        models.CheckConstraint(
            condition=Q(
                weight_numerator__gte=0, weight_denominator__gte=1, weight_denominator__lte=10000
            ),
            name=f"plan_{what}_weight_not_negative",
            violation_error_message=_("A weight cannot be negative."),
        ),
    ]


class PlanComponent(_Weighed):
    """One component of a plan: its weight in the bonus, and how its score pays.

    `pays` is `{"curve": [[x, y] …]}` or `{"tiers": […], "mode", "start"}`, numbers as text.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="components")
    slot = models.PositiveSmallIntegerField()
    pays: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()

    class Meta:
        ordering = ["version", "slot"]
        constraints = _weight_constraints("component")
        triggers = [before_change("is_frozen", FROZEN_PART)]

    def __str__(self) -> str:
        return self.code


class PlanBehaviour(_Weighed):
    """One behaviour customers rate, and its weight in the relationship score."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="behaviours")
    slot = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "slot"]
        constraints = [
            *_weight_constraints("behaviour"),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=6),
                name="plan_behaviour_slot_one_to_six",
                violation_error_message=_("Customers rate at most six behaviours."),
            ),
        ]
        triggers = [before_change("is_frozen", FROZEN_PART)]

    def __str__(self) -> str:
        return self.code
