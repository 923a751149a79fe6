"""Who is who at a customer: who decides, whom they trust, who of us knows them.

What stands here was told to us or seen by us at work; a guess has no row.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact
from accounts.models.people import Person


class BuyingRole(models.TextChoices):
    DECIDES = "decides", _("decides")
    SIGNS = "signs", _("signs")
    INFLUENCES = "influences", _("influences")
    USES = "uses", _("uses it")


class HowKnown(models.TextChoices):
    TOLD = "told", _("They told us")
    OBSERVED = "observed", _("We saw it at work")


def left_in_peace(name: str, *columns: str) -> pgtrigger.Trigger:
    """Give the trigger that keeps those out who asked not to be remembered; columns hold them."""
    checks = " OR ".join(
        f"(SELECT answer FROM accounts_consent WHERE contact_id = NEW.{column}"  # noqa: S608
        " AND purpose = 'remembering' ORDER BY id DESC LIMIT 1) = 'refused'"
        for column in columns
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF {checks} THEN
                RAISE EXCEPTION 'a contact asked not to be remembered'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )


class Told(models.Model):
    """What a row of the map rests on: the words, the day, the talk, and who wrote it down.

    `talk_id` is the identifier of a conversation, or empty; apps above know how to open it.
    """

    words = models.CharField(_("in their words"), max_length=300, blank=True)
    known_on = models.DateField(_("when"))
    talk_id = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True


def _talk_is_a_number(of: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(talk_id__regex=r"^[0-9]{0,18}$"),
        name=f"{of}_talk_is_a_number",
        violation_error_message=_("There is no such conversation."),
    )


class ContactRole(Told):
    """One part a contact has in what their house decides; they may have several."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="roles")
    role = models.CharField(_("part"), max_length=12, choices=BuyingRole.choices)
    how_known = models.CharField(_("how we know"), max_length=8, choices=HowKnown.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=BuyingRole.values),
                name="contact_role_known",
                violation_error_message=_("They decide, sign, influence or use it."),
            ),
            models.CheckConstraint(
                condition=models.Q(how_known="observed")
                | models.Q(how_known="told", words__regex=r"\S"),
                name="contact_role_told_in_words",
                violation_error_message=_("Write down what they said, nearly in their words."),
            ),
            _talk_is_a_number("contact_role"),
            models.UniqueConstraint(
                fields=["contact", "role"],
                name="contact_role_once",
                violation_error_message=_("This part of theirs is written down already."),
            ),
        ]
        triggers = [left_in_peace("contact_role_of_who_may_be_remembered", "contact_id")]

    def __str__(self) -> str:
        return f"{self.role} {self.contact_id}"


class Trust(Told):
    """Somebody there listens to somebody else, as they told it themselves."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="trusts")
    trusted = models.ForeignKey(Contact, models.CASCADE, related_name="trusted_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="trust_told_in_words",
                violation_error_message=_("Write down what they said, nearly in their words."),
            ),
            models.CheckConstraint(
                condition=~models.Q(contact=models.F("trusted")),
                name="trust_in_somebody_else",
                violation_error_message=_("Choose somebody else: nobody trusts only themselves."),
            ),
            _talk_is_a_number("trust"),
            models.UniqueConstraint(
                fields=["contact", "trusted"],
                name="trust_once",
                violation_error_message=_("This is written down already."),
            ),
        ]
        triggers = [left_in_peace("trust_of_who_may_be_remembered", "contact_id", "trusted_id")]

    def __str__(self) -> str:
        return f"{self.contact_id} trusts {self.trusted_id}"


class Acquaintance(models.Model):
    """One of us says that they know a contact; talks that are written down need no saying."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="known_by")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    words = models.CharField(_("from where"), max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "person"],
                name="acquaintance_once",
                violation_error_message=_("You said so already."),
            )
        ]
        triggers = [left_in_peace("acquaintance_of_who_may_be_remembered", "contact_id")]

    def __str__(self) -> str:
        return f"{self.person_id} knows {self.contact_id}"
