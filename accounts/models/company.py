"""Who we are, in one row; and the code with which the first director comes in."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.versions import Versioned

ONLY = 1

#: Amounts are whole minor units without a currency beside them, in columns that end in _minor.
#: The share lock waits for whoever is writing one just now, and lets nobody write meanwhile.
_CURRENCY_STAYS = """
    IF TG_OP = 'UPDATE' AND OLD.currency = NEW.currency THEN
        RETURN NEW;
    END IF;
    FOR place IN
        SELECT c.table_name, c.column_name FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
          AND c.column_name LIKE '%\\_minor' ORDER BY 1, 2
    LOOP
        EXECUTE format('LOCK TABLE %I IN SHARE MODE', place.table_name);
        EXECUTE format(
            'SELECT EXISTS (SELECT 1 FROM %I WHERE %I <> 0)', place.table_name, place.column_name
        ) INTO counted;
        IF counted THEN
            RAISE EXCEPTION 'money is counted in this currency'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'company_currency_stays';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


class Company(Versioned):
    """Our name, zone, currency and language; before the row is made the settings speak."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(_("name of the company"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64)
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(_("language"), max_length=12, default="en", db_default="en")
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
            models.CheckConstraint(
                condition=models.Q(language__regex=r"^[a-z]{2,3}(-[a-z]{2,8})?$"),
                name="company_language_is_a_code",
                violation_error_message=_("Choose one of the languages."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="company_currency_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                declare=[("place", "record"), ("counted", "boolean")],
                func=_CURRENCY_STAYS,
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
