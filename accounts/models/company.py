"""Who we are, in one row; and the code with which the first director comes in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.versions import Versioned

ONLY = 1


class Company(Versioned):
    """Our own name, zone and currency; before the row is made the settings speak for it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(_("name of the company"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64)
    currency = models.CharField(_("currency"), max_length=3)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=ONLY),
                name="company_is_one",
                violation_error_message=_("There is one company."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="company_has_a_name",
                violation_error_message=_("Give the company a name."),
            ),
            models.CheckConstraint(
                condition=models.Q(zone__regex=r"\S"),
                name="company_has_a_zone",
                violation_error_message=_("Choose the company's time zone."),
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$"),
                name="company_currency_has_three_letters",
                violation_error_message=_("A currency has three letters, such as EUR."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SetupCode(models.Model):
    """The one code that opens `/setup/`, kept as a keyed hash; too many tries end it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=ONLY),
                name="setup_code_is_one",
                violation_error_message=_("There is one code."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tries} tries"
