"""What else a customer considers, as they put it; doing nothing is one of the choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact, Customer
from accounts.models.people import Person


class Alternative(models.Model):
    """What else they consider, in their words; doing nothing is one of them."""

    class Kind(models.TextChoices):
        OTHER = "other", _("somebody else's")
        OWN = "own", _("doing it themselves")
        NOTHING = "nothing", _("doing nothing")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="alternatives")
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who said so"),
    )
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind.choices)
    words = models.CharField(_("in their words"), max_length=300)
    heard_on = models.DateField(_("when"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["other", "own", "nothing"]),
                name="alternative_kind_known",
                violation_error_message=_("Somebody else's, their own, or nothing at all."),
            ),
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="alternative_has_words",
                violation_error_message=_("Write down how they put it."),
            ),
        ]
        indexes = [models.Index(fields=["customer", "id"], name="alternative_by_customer")]

    def __str__(self) -> str:
        return f"alternative {self.pk}"
