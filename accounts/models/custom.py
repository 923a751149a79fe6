"""Fields of a company's own: what they are; their values stand in the row they are about."""

from typing import Final

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.models.versions import Versioned

LONGEST_TEXT: Final = 1000


class CustomAbout(models.TextChoices):
    CUSTOMER = "customer", _("customers")
    CONTACT = "contact", _("contacts")


class CustomType(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of some choices")
    LINK = "link", _("link")


class CustomField(Versioned):
    """A field that customers or contacts have here; retired ones are shown, never filled."""

    about = models.CharField(_("of"), max_length=10, choices=CustomAbout.choices)
    key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=60)
    type = models.CharField(_("type"), max_length=10, choices=CustomType.choices)
    choices = models.JSONField(default=list, blank=True)
    help = models.CharField(_("help"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=CustomAbout.values),
                name="custom_field_about_known",
                violation_error_message=_("A field is about customers or contacts."),
            ),
            models.CheckConstraint(
                condition=Q(type__in=CustomType.values),
                name="custom_field_type_known",
                violation_error_message=_("A field has no such type."),
            ),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[a-z][a-z0-9_]*$"),
                name="custom_field_key_plain",
                violation_error_message=_(
                    "A key begins with a letter; a to z, digits and _ follow."
                ),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="custom_field_name_not_empty",
                violation_error_message=_("Give the field a name."),
            ),
            models.CheckConstraint(
                condition=(Q(type="choice") & ~Q(choices=[])) | (~Q(type="choice") & Q(choices=[])),
                name="custom_field_choices_fit",
                violation_error_message=_("Only a field of choices has choices, at least one."),
            ),
            models.UniqueConstraint(
                fields=["about", "key"],
                name="custom_field_key_once",
                violation_error_message=_("There is a field with this key already."),
            ),
        ]
        indexes = [models.Index(fields=["about", "position", "id"], name="custom_field_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def input_name(self) -> str:
        """How forms and files call it."""
        return f"custom_{self.key}"


FITS = """
    IF NEW.custom = '{{}}'::jsonb OR jsonb_typeof(NEW.custom) <> 'object' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.custom = OLD.custom THEN RETURN NEW; END IF;
    END IF;
    IF EXISTS (
        SELECT 1 FROM jsonb_each(NEW.custom) held
        LEFT JOIN accounts_customfield f ON f.about = '{about}' AND f.key = held.key
        WHERE CASE f.type
            WHEN 'text' THEN jsonb_typeof(held.value) <> 'string'
                OR length(held.value #>> '{{}}') NOT BETWEEN 1 AND {longest}
            WHEN 'number' THEN jsonb_typeof(held.value) <> 'number'
            WHEN 'yes_no' THEN jsonb_typeof(held.value) <> 'boolean'
            WHEN 'date' THEN jsonb_typeof(held.value) <> 'string'
                OR (held.value #>> '{{}}') !~ '^\\d{{4}}-\\d{{2}}-\\d{{2}}$'
            WHEN 'link' THEN jsonb_typeof(held.value) <> 'string'
                OR (held.value #>> '{{}}') !~ '^https?://\\S+$'
                OR length(held.value #>> '{{}}') > {longest}
            WHEN 'choice' THEN jsonb_typeof(held.value) <> 'string'
                OR NOT f.choices ? (held.value #>> '{{}}')
            ELSE true
        END
    ) THEN
        RAISE EXCEPTION 'a custom value does not fit its field'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{about}_custom_fits';
    END IF;
    RETURN NEW;
"""


def custom_fits(about: str) -> pgtrigger.Trigger:
    """Refuse values that no field of ours has, or of another type; rows cannot state it alone."""
    return pgtrigger.Trigger(
        name=f"{about}_custom_fits",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("custom"),
        # Called for every row of a large file, even one with nothing in it, it slows them all.
        condition=~pgtrigger.Q(new__custom={}),
        func=FITS.format(about=about, longest=LONGEST_TEXT),
    )


def custom_is_plain(about: str) -> models.CheckConstraint:
    """Say that the column holds keys and values; its sentence serves the trigger too."""
    text = models.TextField()
    shape = models.Func(models.F("custom"), function="jsonb_typeof", output_field=text)
    return models.CheckConstraint(
        condition=Exact(shape, models.Value("object")),
        name=f"{about}_custom_fits",
        violation_error_message=_("A value does not fit its field."),
    )
