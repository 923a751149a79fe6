"""Periods, the statements and frozen facts under them, and the ledger that only grows."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Versioned
from compensation.models.plans import PlanVersion
from compensation.models.triggers import (
    APPEND_ONLY,
    FROZEN_UNDER_PERIOD,
    PERIOD_ONE_WAY,
    before_change,
)


class PeriodState(models.TextChoices):
    OPEN = "open", _("open")
    CALCULATED = "calculated", _("calculated")
    APPROVED = "approved", _("approved")
    CLOSED = "closed", _("closed")


class Period(Versioned):
    """A time that is paid for; open → calculated → approved → closed, no way back."""

    name = models.CharField(_("name"), max_length=60)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    year_end = models.BooleanField(_("the year ends with it"), default=False)
    state = models.CharField(max_length=10, choices=PeriodState.choices, default=PeriodState.OPEN)
    cut_off = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    calculated_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    calculated_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="period_name_unique",
                violation_error_message=_("There is a period of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="period_has_a_name",
                violation_error_message=_("Give the period a name."),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="period_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=PeriodState.values), name="period_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(cut_off__isnull=False) & ~Q(digest="")),
                name="period_calculated_has_its_digest",
                violation_error_message=_("A calculated period has a cut-off and a digest."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "calculated"],
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                )
                | Q(
                    state__in=["approved", "closed"],
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="period_approved_by_somebody",
                violation_error_message=_("An approved period names who approved it."),
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_by__isnull=False, closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_by__isnull=True, closed_at__isnull=True)),
                name="period_closed_by_somebody",
                violation_error_message=_("A closed period names who closed it."),
            ),
        ]
        triggers = [
            before_change("goes_one_way", PERIOD_ONE_WAY, pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_frozen(self) -> bool:
        return self.state in {PeriodState.APPROVED, PeriodState.CLOSED}


class FrozenFacts(models.Model):
    """What one person's statement rests on, as it stood at the cut-off.

    `facts` is what `compensation.components.PersonFacts.as_json` writes.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="frozen_facts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    facts = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "person"], name="frozen_facts_once")
        ]
        triggers = [before_change("is_frozen", FROZEN_UNDER_PERIOD)]

    def __str__(self) -> str:
        return self.digest[:12]


class Statement(models.Model):
    """What a period gives one person; money in minor units, calculated = released+held+lapsed.

    `parts` is a list of `{code, target, part, held, multiplier, score, n}` in the plan's order,
    `carried` maps component codes to targets that wait for more cards, `tree` is what
    `rules.to_json` writes.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="statements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="statements")
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="statements")
    currency = models.CharField(max_length=3)
    minor_units = models.PositiveSmallIntegerField()
    target_minor = models.BigIntegerField()
    calculated_minor = models.BigIntegerField()
    released_minor = models.BigIntegerField()
    held_minor = models.BigIntegerField()
    lapsed_minor = models.BigIntegerField(default=0)
    parts = models.JSONField()
    carried = models.JSONField(default=dict)
    tree = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "person"],
                name="statement_once_per_person",
                violation_error_message=_("There is a statement for this person already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    calculated_minor=F("released_minor") + F("held_minor") + F("lapsed_minor")
                ),
                name="statement_adds_up",
                violation_error_message=_("Calculated is released, held and lapsed together."),
            ),
            models.CheckConstraint(
                condition=Q(
                    target_minor__gte=0,
                    released_minor__gte=0,
                    held_minor__gte=0,
                    lapsed_minor__gte=0,
                ),
                name="statement_not_negative",
                violation_error_message=_("None of the figures is below zero."),
            ),
        ]
        indexes = [models.Index(fields=["person", "-period"], name="statement_by_person")]
        triggers = [before_change("is_frozen", FROZEN_UNDER_PERIOD)]

    def __str__(self) -> str:
        return f"{self.person} · {self.period}"


class LedgerKind(models.TextChoices):
    CALCULATED = "calculated", _("calculated")
    HELD = "held", _("held")
    RELEASED = "released", _("released")
    LAPSED = "lapsed", _("lapsed")
    CLAWBACK = "clawback", _("clawback")
    ADJUSTMENT = "adjustment", _("adjustment")
    ADVANCE = "advance", _("draw advance")
    RECOVERY = "recovery", _("draw recovery")
    PAID = "paid", _("paid")


class LedgerEntry(models.Model):
    """One posting for one person in one period; never changed, only followed by another."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="ledger")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ledger")
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    kind = models.CharField(max_length=10, choices=LedgerKind.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason_code = models.SlugField(max_length=40, blank=True)
    text = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LedgerKind.values), name="ledger_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="adjustment")
                | (
                    Q(author__isnull=False, approver__isnull=False)
                    & ~Q(author=F("approver"))
                    & ~Q(reason_code="")
                    & ~Q(text="")
                ),
                name="ledger_adjustment_by_two_with_a_reason",
                violation_error_message=_(
                    "An adjustment has a reason, an author and somebody else who approves it."
                ),
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="ledger_by_person")]
        triggers = [before_change("only_grows", APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor}"


class Dispute(models.Model):
    """One number of a statement that its person does not accept, and what became of it."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="disputes")
    node = models.CharField(max_length=120)
    words = models.TextField(_("what is wrong"), max_length=2000)
    opened_at = models.DateTimeField()
    answer_by_on = models.DateField()
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"),
                name="dispute_has_words",
                violation_error_message=_("Say what is wrong."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="dispute_answered_in_full",
                violation_error_message=_("An answer has words, a name and a time."),
            ),
            models.UniqueConstraint(
                fields=["statement", "node"],
                condition=Q(answer=""),
                name="dispute_open_once_per_number",
                violation_error_message=_("This number is disputed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.node}"
