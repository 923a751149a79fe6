"""Two rows that may be one, and what a merge moved, so that it can be undone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact, Customer
from accounts.models.people import Person


class Pair(models.Model):
    """Two rows that look like one: how much (0 to 100), why, and who said they are not."""

    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    found_at = models.DateTimeField()
    parted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    parted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class CustomerPair(Pair):
    """Two customers that may be one; the lower number comes first."""

    first = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="customer_pair_once",
                violation_error_message=_("These two customers are a pair already."),
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="customer_pair_in_order",
                violation_error_message=_("A pair names the lower number first."),
            ),
            models.CheckConstraint(
                condition=models.Q(score__lte=100),
                name="customer_pair_score_in_range",
                violation_error_message=_("A likeness goes from 0 to 100."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"],
                condition=models.Q(parted_at__isnull=True),
                name="customer_pair_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class ContactPair(Pair):
    """Two contacts that may be one human; the lower number comes first."""

    first = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    second = models.ForeignKey(Contact, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="contact_pair_once",
                violation_error_message=_("These two contacts are a pair already."),
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="contact_pair_in_order",
                violation_error_message=_("A pair names the lower number first."),
            ),
            models.CheckConstraint(
                condition=models.Q(score__lte=100),
                name="contact_pair_score_in_range",
                violation_error_message=_("A likeness goes from 0 to 100."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"],
                condition=models.Q(parted_at__isnull=True),
                name="contact_pair_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class Merge(models.Model):
    """One merge: `gone` became part of `survivor`.

    `moved` lists, by "app.Model.column", the numbers of the rows that now point at the survivor;
    `before` and `after` hold the survivor's columns that changed; `gone_before` the columns the
    gone row gave up.
    """

    class Kind(models.TextChoices):
        CUSTOMER = "customer", _("customer")
        CONTACT = "contact", _("contact")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    survivor_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    moved = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    gone_before = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["customer", "contact"]),
                name="merge_kind_known",
                violation_error_message=_("Customers and contacts can be merged."),
            ),
            models.CheckConstraint(
                condition=~models.Q(survivor_id=models.F("gone_id")),
                name="merge_of_two",
                violation_error_message=_("Nothing is merged with itself."),
            ),
            models.UniqueConstraint(
                fields=["kind", "gone_id"],
                condition=models.Q(undone_at__isnull=True),
                name="merged_once",
                violation_error_message=_("This was merged already."),
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
                violation_error_message=_("Somebody undoes a merge."),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "survivor_id"], name="merge_by_survivor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.gone_id} into {self.survivor_id}"
