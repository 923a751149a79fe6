"""What contacts took back, and who is left in peace: the database knows it too."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact

# A contact who objects to being remembered is left in peace by every door, also this one.
_NOT_ABOUT_WHO_OBJECTS = """
IF (SELECT answer FROM accounts_consent
    WHERE contact_id = NEW.contact_id AND purpose = 'remembering'
    ORDER BY id DESC LIMIT 1) = 'refused' THEN
    RAISE EXCEPTION 'contact % asked not to be remembered', NEW.contact_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'secret_contact_may_be_remembered';
END IF;
RETURN NEW;
"""


def left_in_peace(name: str) -> pgtrigger.Trigger:
    """Give the trigger of a table with contact, text and state that keeps out who objects."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("contact_id", "text", "state"),
        condition=pgtrigger.Condition("NEW.contact_id IS NOT NULL AND NEW.state <> 'withdrawn'"),
        func=_NOT_ABOUT_WHO_OBJECTS,
    )


class TakenBack(models.Model):
    """A line the contact deleted themselves: a keyed hash, so that nobody writes it down again."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="taken_back_is_a_hash",
                violation_error_message=_("Of a line taken back, only a keyed hash is kept."),
            ),
            models.UniqueConstraint(
                fields=["contact", "digest"],
                name="taken_back_once",
                violation_error_message=_("This line was taken back already."),
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:8]
