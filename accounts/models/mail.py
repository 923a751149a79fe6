"""The ledger of all mail we send to contacts: why it went, and what is left of the cap."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact


class MailPurpose(models.TextChoices):
    CARD = "card", _("report card")
    LOYALTY = "loyalty", _("loyalty question")
    RECOVERY = "recovery", _("about a mishap")
    OFFER = "offer", _("offer")
    NEWS = "news", _("news")
    YOUR_PAGE = "your_page", _("their own page")


class MailToContact(models.Model):
    """One mail to one contact; the words themselves lie with the notice until it is sent.

    What the contact asked for a moment ago (`asked_for`) does not use up the cap.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="mails")
    purpose = models.CharField(max_length=20, choices=MailPurpose.choices)
    address = models.EmailField(max_length=254)
    once_key = models.CharField(max_length=200, unique=True)
    asked_for = models.BooleanField(default=False, db_default=False)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=MailPurpose.values),
                name="mail_purpose_known",
                violation_error_message=_("Nobody knows this purpose of a mail."),
            )
        ]
        indexes = [models.Index(fields=["contact", "-written_at"], name="mail_by_contact")]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.contact}"
