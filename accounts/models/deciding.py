"""How a customer decides, as they told it: their steps in their order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact, Customer
from accounts.models.people import Person
from accounts.models.versions import Versioned


class DecisionStep(Versioned):
    """One step of the customer's own way to a decision, in their words and their order.

    `by_on` is the first day that a vague date may mean; `by_precision` says how vague it is.
    """

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="decision_steps")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(_("what happens, in their words"), max_length=300)
    owner = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who does it there"),
    )
    by_on = models.DateField(null=True, blank=True)
    by_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    done_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="decision_step_has_words",
                violation_error_message=_("Write down the step as they call it."),
            ),
            models.CheckConstraint(
                condition=models.Q(by_on__isnull=True, by_precision="")
                | models.Q(by_on__isnull=False, by_precision__in=["day", "month", "year"]),
                name="decision_step_date_and_how_exact",
                violation_error_message=_("A date is a day, a month or a year."),
            ),
            models.CheckConstraint(
                condition=models.Q(place__gte=1),
                name="decision_step_has_a_place",
                violation_error_message=_("Places are counted from one."),
            ),
        ]
        indexes = [models.Index(fields=["customer", "place", "id"], name="decision_step_in_order")]

    def __str__(self) -> str:
        return f"decision step {self.pk}"
