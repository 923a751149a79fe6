"""Products, deals with the credit for them, and what the customer calls success."""

from fractions import Fraction

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned

_CREDIT_MUST_BE_WHOLE = """
    FOR share IN SELECT numerator, denominator FROM deals_dealcredit
        WHERE deal_id = coalesce(NEW.deal_id, OLD.deal_id) LOOP
        top := top * share.denominator + share.numerator * bottom;
        bottom := bottom * share.denominator;
    END LOOP;
    IF top <> 0 AND top <> bottom THEN
        RAISE EXCEPTION 'the credit for a deal is not whole'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deal_credit_is_whole';
    END IF;
    RETURN NULL;
"""


class Product(Versioned):
    """Something we sell."""

    name = models.CharField(_("name"), max_length=200)
    series = models.CharField(_("series"), max_length=120, blank=True)
    list_price_minor = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="product_name_unique",
                violation_error_message=_("There is a product of this name already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="product_name_not_empty",
                violation_error_message=_("Give the product a name."),
            ),
            models.CheckConstraint(
                condition=models.Q(list_price_minor__isnull=True)
                | models.Q(list_price_minor__gte=0),
                name="product_price_not_negative",
                violation_error_message=_("A price cannot be below zero."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(models.TextChoices):
    """Stages follow the customer's evidence: no proposal before discovery."""

    PROSPECT = "prospect", _("prospect")
    DISCOVERY = "discovery", _("discovery")
    PROPOSAL = "proposal", _("proposal")
    WON = "won", _("won")
    LOST = "lost", _("lost")


ENDED = (Stage.WON, Stage.LOST)


class Origin(models.TextChoices):
    """What a deal began with, where it began in a manual."""

    SECRET = "secret", _("a secret")
    NEED = "need", _("a need")


class Deal(Versioned):
    """One opportunity. Imported open deals may lack a customer; won and lost ones have a date.

    `origin_id` is the key of the secret or need it began with; the words stay in the manual,
    for those who may read them there, and are gone from here when they are gone from there.
    """

    name = models.CharField(_("name"), max_length=300, blank=True)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="deals"
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="deals"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="deals"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deals", verbose_name=_("owner")
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.PROSPECT
    )
    amount_minor = models.BigIntegerField(_("amount"), null=True, blank=True)
    origin_kind = models.CharField(
        max_length=6, choices=Origin.choices, blank=True, default="", db_default=""
    )
    origin_id = models.BigIntegerField(null=True, blank=True)
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="deal_stage_known"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__isnull=True) | models.Q(amount_minor__gte=0),
                name="deal_amount_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=ENDED, closed_on__isnull=False)
                | (~models.Q(stage__in=ENDED) & models.Q(closed_on__isnull=True)),
                name="deal_ended_has_its_day",
                violation_error_message=_(
                    "A won or lost deal has the day it ended, an open one has none."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.WON)
                | models.Q(amount_minor__isnull=False, customer__isnull=False),
                name="deal_won_has_amount_and_customer",
                violation_error_message=_("A won deal has a customer and an amount."),
            ),
            models.CheckConstraint(
                condition=models.Q(opened_on__isnull=True)
                | models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="deal_closed_after_opened",
                violation_error_message=_("The deal ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(origin_kind="", origin_id__isnull=True)
                | models.Q(origin_kind__in=Origin.values, origin_id__isnull=False),
                name="deal_origin_names_kind_and_key",
                violation_error_message=_("What a deal began with is a secret or a need."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~models.Q(reference=""),
                name="deal_reference_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-id"], name="deal_by_customer"),
            models.Index(fields=["owner", "-id"], name="deal_by_owner"),
            models.Index(
                fields=["closed_on", "owner"],
                condition=models.Q(stage="won"),
                name="deal_won_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.stage not in ENDED


class DealCredit(models.Model):
    """One person's share of a deal, exact: thirds are allowed, together they are the whole."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deal_credits"
    )
    numerator = models.PositiveIntegerField(default=1)
    denominator = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal", "person"], name="deal_credit_once_per_person"),
            models.CheckConstraint(
                condition=models.Q(numerator__gte=1, denominator__gte=1, denominator__lte=10000)
                & models.Q(numerator__lte=models.F("denominator")),
                name="deal_credit_is_a_share",
                violation_error_message=_("A share lies above 0 and at most at the whole."),
            ),
        ]
        indexes = [models.Index(fields=["person", "deal"], name="deal_credit_by_person")]
        triggers = [
            pgtrigger.Trigger(
                name="credit_is_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=[("share", "record"), ("top", "numeric := 0"), ("bottom", "numeric := 1")],
                func=_CREDIT_MUST_BE_WHOLE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.share}"

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class SuccessDefinition(models.Model):
    """How the customer defines success for a deal, in their own words; a new one supersedes."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="success_definitions")
    words = models.TextField(_("in their own words"), max_length=4000)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    said_on = models.DateField(_("said on"))
    number = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal", "number"], name="success_definition_numbered"),
            models.CheckConstraint(
                condition=~models.Q(words=""),
                name="success_definition_has_words",
                violation_error_message=_("Write it in their words, even if it is 'nothing yet'."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def speaker(self) -> str:
        """Whose words these are: the contact's, or the customer's."""
        if self.contact is not None:
            return self.contact.name
        return self.deal.customer.name if self.deal.customer else ""
