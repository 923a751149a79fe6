"""What may be given to customers, and what was: policies and the register (G11)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer

MOST_MINOR = 10**12
_THREE_LETTERS = r"^[A-Z]{3}$"
NO_CUSTOMER = models.Q(customer__isnull=True)
IN_FORCE = models.Q(until_on__isnull=True)


class GiftPolicy(models.Model):
    """What may be given at one customer, in one country, or by the company at all.

    Without customer and country it is the company's own. Amounts are for one person. A
    policy is never edited: the next one ends it, so that the register stays explainable.
    """

    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, related_name="gift_policies"
    )
    country = models.CharField(_("country"), max_length=120, blank=True)
    nothing_at_all = models.BooleanField(_("nothing at all"), default=False)
    per_gift_minor = models.BigIntegerField(_("most for one gift"))
    per_year_minor = models.BigIntegerField(_("most in a calendar year"))
    currency = models.CharField(max_length=3)
    source = models.CharField(_("where it stands"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=NO_CUSTOMER | models.Q(country=""),
                name="gift_policy_about_one",
                violation_error_message=_("It is about a customer or a country, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(per_gift_minor__gte=0, per_year_minor__lt=MOST_MINOR)
                & models.Q(per_gift_minor__lte=models.F("per_year_minor")),
                name="gift_policy_year_holds_a_gift",
                violation_error_message=_("A year holds at least one gift of that size."),
            ),
            models.CheckConstraint(
                condition=models.Q(nothing_at_all=False) | models.Q(per_year_minor=0),
                name="gift_policy_nothing_is_zero",
                violation_error_message=_("Nothing at all is zero, for a gift and for a year."),
            ),
            models.CheckConstraint(
                condition=models.Q(source__regex=r"\S"),
                name="gift_policy_has_a_source",
                violation_error_message=_("Say where this rule stands."),
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=_THREE_LETTERS),
                name="gift_policy_currency_known",
                violation_error_message=_("A currency has three letters."),
            ),
            models.CheckConstraint(
                condition=IN_FORCE | models.Q(until_on__gte=models.F("since_on")),
                name="gift_policy_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=IN_FORCE & models.Q(customer__isnull=False),
                name="gift_policy_once_a_customer",
                violation_error_message=_("This customer has a policy already."),
            ),
            models.UniqueConstraint(
                Upper("country"),
                condition=IN_FORCE & NO_CUSTOMER,
                name="gift_policy_once_a_country",
                violation_error_message=_("There is a policy for this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"gift policy {self.pk}"


# The same limits that the actions ask, for whoever goes round them. Gifts to one customer wait
# for each other, so that two at once cannot both find the last of a year's allowance.
_WITHIN_THE_LIMITS = """
PERFORM pg_advisory_xact_lock(hashtextextended('gifts ' || NEW.customer_id, 0));
IF NEW.contact_id IS NOT NULL
    AND (SELECT is_public_official FROM accounts_contact WHERE id = NEW.contact_id) THEN
    RAISE EXCEPTION 'contact % is a public official', NEW.contact_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'gift_none_for_officials';
END IF;
SELECT coalesce(bool_or(p.nothing_at_all), false) AS nothing,
       min(p.per_gift_minor) AS per_gift, min(p.per_year_minor) AS per_year INTO allowed
FROM accounts_customer c JOIN secrets_manual_giftpolicy p ON p.until_on IS NULL AND (
    p.customer_id IN (c.id, c.parent_id)
    OR p.customer_id IN (SELECT m.id FROM accounts_customer m WHERE m.merged_into_id = c.id)
    OR (p.customer_id IS NULL AND (p.country = '' OR upper(p.country) = upper(c.country))))
WHERE c.id = NEW.customer_id;
IF allowed.nothing THEN
    RAISE EXCEPTION 'customer % may be given nothing', NEW.customer_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'gift_none_where_forbidden';
END IF;
IF NEW.decision = 'approved' THEN RETURN NEW; END IF;
SELECT coalesce(sum(g.value_minor), 0) INTO given FROM secrets_manual_gift g
WHERE g.id <> NEW.id AND g.direction = 'given' AND g.customer_id = NEW.customer_id
    AND g.contact_id IS NOT DISTINCT FROM NEW.contact_id
    AND g.on BETWEEN date_trunc('year', NEW.on)::date
    AND (date_trunc('year', NEW.on) + interval '1 year - 1 day')::date;
IF NEW.value_minor > allowed.per_gift OR given + NEW.value_minor > allowed.per_year THEN
    RAISE EXCEPTION 'gift % is over a limit', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'gift_over_limit_is_approved';
END IF;
RETURN NEW;
"""


class Gift(models.Model):
    """One entry of the register: what we gave a customer, or they gave one of us.

    `on` is the day it changed hands; what is over a limit has none until a second person
    approved it. `value_minor` is in minor units of `currency`. What was received over a limit
    waits for somebody else to say whether it may be kept. `hidden_from` is the person rated
    on the card that its ticket was born of.
    """

    class Direction(models.TextChoices):
        GIVEN = "given", _("given")
        RECEIVED = "received", _("received")

    class Decision(models.TextChoices):
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    class Over(models.TextChoices):
        PER_GIFT = "per_gift", _("over the limit for one gift")
        PER_YEAR = "per_year", _("over the limit for a year")

    direction = models.CharField(max_length=8, choices=Direction.choices)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="gifts")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="gifts"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who of us")
    )
    what = models.CharField(_("what"), max_length=300)
    value_minor = models.BigIntegerField(_("worth"))
    currency = models.CharField(max_length=3)
    on = models.DateField(_("when"), null=True, blank=True)
    ticket_id = models.CharField(max_length=40, blank=True)
    hidden_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    over = models.CharField(max_length=8, choices=Over.choices, blank=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.CharField(_("why"), max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__regex=r"\S"),
                name="gift_says_what",
                violation_error_message=_("Say what it was."),
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["given", "received"]),
                name="gift_direction_known",
                violation_error_message=_("A gift was given or received."),
            ),
            models.CheckConstraint(
                condition=models.Q(value_minor__gte=0, value_minor__lt=MOST_MINOR),
                name="gift_value_possible",
                violation_error_message=_("A gift is worth nothing or more."),
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=_THREE_LETTERS),
                name="gift_currency_known",
                violation_error_message=_("A currency has three letters."),
            ),
            models.CheckConstraint(
                condition=models.Q(over__in=["", "per_gift", "per_year"]),
                name="gift_over_known",
                violation_error_message=_("There is no such limit."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(
                    decision__in=["approved", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~models.Q(over=""),
                name="gift_decided_by_somebody",
                violation_error_message=_("What is over a limit is approved or refused by name."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("person")),
                name="gift_approved_by_another",
                violation_error_message=_("A second person approves it, never oneself."),
            ),
            models.CheckConstraint(
                condition=models.Q(direction="given", on__isnull=True) & ~models.Q(over="")
                | models.Q(on__isnull=False)
                & (
                    models.Q(over="")
                    | models.Q(direction="received")
                    | models.Q(decision="approved")
                ),
                name="gift_over_limit_waits",
                violation_error_message=_("What is over a limit is given after it was approved."),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-on"], name="gift_by_customer"),
            models.Index(fields=["contact", "on"], name="gift_by_contact"),
            models.Index(fields=["-created_at", "-id"], name="gift_by_time"),
            models.Index(
                fields=["ticket_id"], condition=~models.Q(ticket_id=""), name="gift_by_ticket"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="gift_within_the_limits",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("value_minor", "on", "direction", "over", "decision"),
                condition=pgtrigger.Q(
                    new__direction="given", new__value_minor__gt=0, new__on__isnull=False
                ),
                declare=[("allowed", "record"), ("given", "bigint")],
                func=_WITHIN_THE_LIMITS,
            )
        ]

    def __str__(self) -> str:
        return f"gift {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether a second person has still to decide."""
        return bool(self.over) and not self.decision

    @property
    def may_be_handed(self) -> bool:
        """Whether it was approved and has not been given yet."""
        return self.decision == self.Decision.APPROVED and self.on is None
