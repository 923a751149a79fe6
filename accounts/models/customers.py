"""Customers, the humans there, and who of us looks after them since when."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models.custom import custom_fits, custom_is_plain
from accounts.models.folding import name_indexes, value_indexes
from accounts.models.people import Person
from accounts.models.places import NO_RING_OF_CONTACTS, Level
from accounts.models.versions import Versioned

#: Walks up from the new parent. The lock lets one family change at a time, so that two
#: people cannot close a ring from its two ends at once.
NO_RING = """
    PERFORM pg_advisory_xact_lock(4321001);
    above := NEW.parent_id;
    FOR step IN 1..100 LOOP
        IF above = NEW.id THEN
            RAISE EXCEPTION 'customer % would belong to itself', NEW.id USING
                ERRCODE = 'check_violation', CONSTRAINT = 'customer_is_not_its_own_ancestor';
        END IF;
        SELECT parent_id INTO above FROM accounts_customer WHERE id = above;
        EXIT WHEN above IS NULL;
    END LOOP;
    RETURN NEW;
"""
NOTHING = models.Value({}, models.JSONField())


class PhoneTail(models.Func):
    """The last six digits of a phone without its extension: the same however it is written."""

    template = (
        "right(regexp_replace(regexp_replace(%(expressions)s, '(ext|x|;|#).*$', '', 'i'),"
        " '[^0-9]', '', 'g'), 6)"
    )
    output_field = models.TextField()


class CustomerKind(models.TextChoices):
    ORGANISATION = "organisation", _("organisation")
    HOUSEHOLD = "household", _("household")


class LivingCustomers(models.Manager["Customer"]):
    """Leaves out what was merged into another; those rows stay for what cannot move."""

    def get_queryset(self) -> models.QuerySet["Customer"]:
        return super().get_queryset().filter(merged_into__isnull=True)


class LivingContacts(models.Manager["Contact"]):
    """Leaves out what was merged into another; those rows stay for what cannot move."""

    def get_queryset(self) -> models.QuerySet["Contact"]:
        return super().get_queryset().filter(merged_into__isnull=True)


class Customer(Versioned):
    """An organisation or a household we serve, or hope to (`is_prospect`).

    `objects` gives those that stand for themselves; `everything` also those merged into another.
    """

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=20, choices=CustomerKind.choices, default=CustomerKind.ORGANISATION
    )
    is_prospect = models.BooleanField(_("not a customer yet"), default=False)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    sector = models.CharField(_("sector"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=120, blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    address = models.TextField(_("address"), max_length=1000, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    annual_revenue_minor = models.BigIntegerField(null=True, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    keeper = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="manuals_kept",
        verbose_name=_("keeper"),
    )
    reference = models.CharField(max_length=200, blank=True)
    custom = models.JSONField(default=dict, db_default=NOTHING, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    customer_since_on = models.DateField(_("customer since"), null=True, blank=True)
    next_touch_on = models.DateField(_("next touch"), null=True, blank=True)
    next_touch_why = models.CharField(_("why then"), max_length=200, blank=True, db_default="")
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = LivingCustomers()
    everything = models.Manager["Customer"]()

    class Meta:
        constraints = [
            custom_is_plain("customer"),
            models.CheckConstraint(
                condition=models.Q(next_touch_on__isnull=True, next_touch_why="")
                | models.Q(next_touch_on__isnull=False, next_touch_why__regex=r"\S"),
                name="customer_next_touch_has_a_reason",
                violation_error_message=_("Say why you will be in touch that day."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="customer_name_not_empty",
                violation_error_message=_("Give the customer a name."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=CustomerKind.values),
                name="customer_kind_known",
                violation_error_message=_("A customer is an organisation or a household."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="customer_not_own_parent",
                violation_error_message=_("A customer cannot belong to itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("id")),
                name="customer_not_merged_into_itself",
                violation_error_message=_("A customer cannot be merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~models.Q(reference=""),
                name="customer_reference_unique",
                violation_error_message=_("Another customer has this reference already."),
            ),
        ]
        indexes = [
            *name_indexes("customer"),
            *value_indexes("customer", "sector", "country"),
            models.Index(
                fields=["next_touch_on"],
                condition=models.Q(next_touch_on__isnull=False),
                name="customer_by_next_touch",
            ),
            GinIndex(fields=["custom"], opclasses=["jsonb_path_ops"], name="customer_custom"),
        ]
        triggers = [
            custom_fits("customer"),
            pgtrigger.Trigger(
                name="customer_is_not_its_own_ancestor",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                condition=pgtrigger.Q(new__parent_id__isnull=False),
                declare=[("above", "bigint")],
                func=NO_RING,
            ),
        ]

    def __str__(self) -> str:
        return self.name


# A bare yes or no becomes an answer on record, unless the newest answer says the same already.
_ANSWER_FOLLOWS = """
IF NEW.may_be_asked = coalesce((SELECT answer = 'refused' FROM accounts_consent
        WHERE contact_id = NEW.id AND purpose = 'card' ORDER BY id DESC LIMIT 1), false) THEN
    INSERT INTO accounts_consent (contact_id, purpose, answer, source, how)
    VALUES (NEW.id, 'card', CASE WHEN NEW.may_be_asked THEN 'granted' ELSE 'refused' END,
            'record', '');
END IF;
IF NEW.no_surprises <> coalesce((SELECT answer = 'refused' FROM accounts_consent
        WHERE contact_id = NEW.id AND purpose = 'surprise' ORDER BY id DESC LIMIT 1), false) THEN
    INSERT INTO accounts_consent (contact_id, purpose, answer, source, how)
    VALUES (NEW.id, 'surprise', CASE WHEN NEW.no_surprises THEN 'refused' ELSE 'unknown' END,
            'record', '');
END IF;
RETURN NULL;
"""


class Contact(Versioned):
    """A human at a customer. Contacts never sign in."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=300)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    title = models.CharField(_("job title"), max_length=200, blank=True)
    level = models.CharField(
        _("level"), max_length=4, choices=Level.choices, blank=True, default="", db_default=""
    )
    reports_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("reports to"),
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_public_official = models.BooleanField(_("a public official"), default=False)
    may_be_asked = models.BooleanField(_("may be asked for a report card"), default=True)
    no_surprises = models.BooleanField(_("wants no surprises"), default=False)
    address_edited_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address_edited_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    custom = models.JSONField(default=dict, db_default=NOTHING, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = LivingContacts()
    everything = models.Manager["Contact"]()

    class Meta:
        triggers = [
            custom_fits("contact"),
            pgtrigger.Trigger(
                name="contact_flags_answered_at_first",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__may_be_asked=False)
                | pgtrigger.Q(new__no_surprises=True),
                func=_ANSWER_FOLLOWS,
            ),
            pgtrigger.Trigger(
                name="contact_flags_answered",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("may_be_asked", "no_surprises"),
                func=_ANSWER_FOLLOWS,
            ),
            pgtrigger.Trigger(
                name="contact_reports_in_no_ring",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("reports_to_id"),
                condition=pgtrigger.Q(new__reports_to_id__isnull=False),
                declare=[("above", "bigint")],
                func=NO_RING_OF_CONTACTS,
            ),
        ]
        constraints = [
            custom_is_plain("contact"),
            models.CheckConstraint(
                condition=models.Q(level__in=["", *Level.values]),
                name="contact_level_known",
                violation_error_message=_("Choose one of the levels, or none."),
            ),
            models.CheckConstraint(
                condition=models.Q(reports_to__isnull=True) | ~models.Q(reports_to=models.F("id")),
                name="contact_reports_to_somebody_else",
                violation_error_message=_("Nobody reports to themselves."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("id")),
                name="contact_not_merged_into_itself",
                violation_error_message=_("A contact cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="contact_name_not_empty",
                violation_error_message=_("Give the contact a name."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~models.Q(reference=""),
                name="contact_reference_unique",
                violation_error_message=_("Another contact has this reference already."),
            ),
        ]
        indexes = [
            *name_indexes("contact"),
            models.Index(Upper("email"), name="contact_by_email"),
            models.Index(PhoneTail("phone"), name="contact_by_phone"),
            GinIndex(fields=["custom"], opclasses=["jsonb_path_ops"], name="contact_custom"),
        ]

    def __str__(self) -> str:
        return self.name


class DateRange(models.Func):
    """The days of a stewardship as Postgres sees them: both ends belong to it."""

    function = "daterange"
    output_field = DateRangeField()
