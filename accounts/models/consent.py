"""What a contact allows and wishes: per purpose, with who said so, when and how; all of it kept."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact
from accounts.models.people import Person
from accounts.models.versions import Versioned


class Purpose(models.TextChoices):
    """What a contact may allow or refuse. Mail about their own mishap is not to be refused."""

    CARD = "card", _("report cards")
    LOYALTY = "loyalty", _("questions after a mishap")
    OFFER = "offer", _("offers")
    NEWS = "news", _("news")
    YOUR_PAGE = "your_page", _("the link to their own page")
    SURPRISE = "surprise", _("surprises")
    REMEMBERING = "remembering", _("being remembered")


class Answer(models.TextChoices):
    GRANTED = "granted", _("agreed")
    REFUSED = "refused", _("refused")
    UNKNOWN = "unknown", _("not asked")


class Told(models.TextChoices):
    """Where an answer comes from; `record` is a bare yes or no whose story nobody kept."""

    CONTACT = "contact", _("themselves")
    PERSON = "person", _("told to us")
    IMPORT = "import", _("from a file")
    RECORD = "record", _("from our records")


class Channel(models.TextChoices):
    MAIL = "mail", _("email")
    PHONE = "phone", _("phone")
    TEXT = "text", _("text message")
    POST = "post", _("letter")


class Topic(models.TextChoices):
    PRODUCTS = "products", _("what is new in what we sell")
    KNOW_HOW = "know_how", _("tips for using it")
    EVENTS = "events", _("events and visits")
    COMPANY = "company", _("news about us")


LONGEST_HOW = 200
# Two flags of the contact say the same as the newest answer, whoever writes which first.
_FLAG_FOLLOWS = """
IF NEW.id < (SELECT max(id) FROM accounts_consent
             WHERE contact_id = NEW.contact_id AND purpose = NEW.purpose) THEN
    RETURN NULL;
ELSIF NEW.purpose = 'card' THEN
    UPDATE accounts_contact SET may_be_asked = (NEW.answer <> 'refused')
    WHERE id = NEW.contact_id AND may_be_asked <> (NEW.answer <> 'refused');
ELSIF NEW.purpose = 'surprise' THEN
    UPDATE accounts_contact SET no_surprises = (NEW.answer = 'refused')
    WHERE id = NEW.contact_id AND no_surprises <> (NEW.answer = 'refused');
END IF;
RETURN NULL;
"""


class Consent(models.Model):
    """One answer of a contact for one purpose. The newest counts; the earlier ones stay.

    `person` noted it and says in `how` how they were told; without a person the contact
    answered themselves, or it came with a file or from our records, then `at` may be empty.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    source = models.CharField(max_length=8, choices=Told.choices)
    how = models.CharField(_("how they told us"), max_length=LONGEST_HOW, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values),
                name="consent_purpose_known",
                violation_error_message=_("Nobody knows this purpose."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values),
                name="consent_answer_known",
                violation_error_message=_("They agreed, refused, or were not asked."),
            ),
            models.CheckConstraint(
                condition=models.Q(source="person", person__isnull=False, how__regex=r"\S")
                | models.Q(source__in=["contact", "import", "record"], person__isnull=True),
                name="consent_says_who_and_how",
                violation_error_message=_("Say how they told you."),
            ),
            models.CheckConstraint(
                condition=models.Q(source="record") | models.Q(at__isnull=False),
                name="consent_says_when",
                violation_error_message=_("Say when they told us."),
            ),
        ]
        indexes = [models.Index(fields=["contact", "purpose", "-id"], name="consent_newest")]
        triggers = [
            pgtrigger.Protect(
                name="consent_says_the_same",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["contact", "at", "source"]),
            ),
            pgtrigger.Protect(
                name="consent_time_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.at IS NOT NULL AND"
                    " (OLD.at IS DISTINCT FROM NEW.at OR OLD.source <> NEW.source)"
                ),
            ),
            pgtrigger.Trigger(
                name="consent_flags_follow",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("contact_id"),
                func=_FLAG_FOLLOWS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.purpose} {self.answer}"


def every_channel() -> list[str]:
    """Give all channels: what holds until a contact says otherwise."""
    return list(Channel.values)


class Preference(Versioned):
    """How a contact wishes to hear from us; without a row, all channels and our own cap."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="preference")
    channels = ArrayField(
        models.CharField(max_length=8, choices=Channel.choices), default=every_channel, blank=True
    )
    topics = ArrayField(
        models.CharField(max_length=12, choices=Topic.choices), default=list, blank=True
    )
    mails_a_month = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Told.choices)
    how = models.CharField(_("how they told us"), max_length=LONGEST_HOW, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channels__contained_by=Channel.values),
                name="preference_channels_known",
                violation_error_message=_("There is no such way to reach somebody."),
            ),
            models.CheckConstraint(
                condition=models.Q(topics__contained_by=Topic.values),
                name="preference_topics_known",
                violation_error_message=_("There is no such topic."),
            ),
            models.CheckConstraint(
                condition=models.Q(mails_a_month__isnull=True) | models.Q(mails_a_month__lte=31),
                name="preference_mails_in_bounds",
                violation_error_message=_("From no mail to 31 mails a month."),
            ),
            models.CheckConstraint(
                condition=models.Q(source="person", person__isnull=False, how__regex=r"\S")
                | models.Q(source__in=["contact", "import", "record"], person__isnull=True),
                name="preference_says_who_and_how",
                violation_error_message=_("Say how they told you."),
            ),
        ]

    def __str__(self) -> str:
        return f"preference {self.contact_id}"


class MailPolicy(Versioned):
    """The one cap over all mail we send to a contact: so many within so many days. One row."""

    THE_ONE = 1

    cap = models.PositiveSmallIntegerField(_("mails at most"), default=6)
    days = models.PositiveSmallIntegerField(_("within days"), default=30)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="mail_policy_is_one",
                violation_error_message=_("There is one cap for the whole company."),
            ),
            models.CheckConstraint(
                condition=models.Q(cap__gte=1, cap__lte=60, days__gte=1, days__lte=366),
                name="mail_policy_in_bounds",
                violation_error_message=_("Between 1 and 60 mails within 1 to 366 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cap} / {self.days}"
