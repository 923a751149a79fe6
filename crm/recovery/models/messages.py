"""Mail about a mishap: what came in, what we sent, and the files that hung on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, MailToContact, Person
from crm import clock
from crm.recovery.models.tickets import Ticket
from crm.recovery.rules.mail.reading import LARGEST_FILE


class Direction(models.TextChoices):
    IN = "in", _("came in")
    OUT = "out", _("we sent it")


class Place(models.TextChoices):
    """Where a message is: in a ticket's conversation, or not (yet)."""

    JOINED = "joined", _("in a ticket")
    WAITING = "waiting", _("waits for somebody to look")
    ASIDE = "aside", _("not a mishap")
    QUIET = "quiet", _("a machine's, about no ticket")


class MadeBy(models.TextChoices):
    PERSON = "person", _("written by a person")
    AUTO_REPLY = "auto_reply", _("an automatic answer")
    BOUNCE = "bounce", _("a mail that came back")
    COMPLAINT = "complaint", _("a complaint about our mail")
    BULK = "bulk", _("sent to many")
    LOOP = "loop", _("our own mail, come back")


class CameBy(models.TextChoices):
    """By mail, or typed on a page of ours."""

    MAIL = "mail", _("by mail")
    FORM = "form", _("on our page")


class Message(models.Model):
    """One mail of a conversation, or what a customer typed on a page of ours.

    Who sent a mail is known only when it came to a signed address: `contact` is set where the
    sender's address is one of the ticket's customer's contacts and the address it came to was
    ours and signed; a From alone is nobody's word. `words` is what was written now, `whole` the
    mail as it came where it says more. `left_out` counts files that were too large or too many.
    `phone`, `company` and `how_bad` are asked on the page for strangers.
    """

    ticket = models.ForeignKey(
        Ticket, models.CASCADE, null=True, blank=True, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices)
    place = models.CharField(max_length=8, choices=Place.choices)
    made_by = models.CharField(max_length=10, choices=MadeBy.choices, default=MadeBy.PERSON)
    message_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.CharField(max_length=255, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    whole = models.TextField(blank=True)
    left_out = models.PositiveIntegerField(default=0)
    came_by = models.CharField(
        max_length=4, choices=CameBy.choices, default=CameBy.MAIL, db_default="mail"
    )
    phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    company = models.CharField(max_length=200, blank=True, default="", db_default="")
    how_bad = models.TextField(max_length=1000, blank=True, default="", db_default="")
    written_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values)
                & Q(place__in=Place.values)
                & Q(made_by__in=MadeBy.values),
                name="message_kinds_known",
                violation_error_message=_("Nobody knows this kind of message."),
            ),
            models.CheckConstraint(
                condition=Q(place="joined", ticket__isnull=False)
                | (~Q(place="joined") & Q(ticket__isnull=True)),
                name="message_joined_has_its_ticket",
                violation_error_message=_("A message of a conversation has its ticket."),
            ),
            models.CheckConstraint(
                condition=Q(direction="in")
                | (Q(place="joined", made_by="person", person__isnull=False) & ~Q(words="")),
                name="message_sent_has_author_and_words",
                violation_error_message=_("What we send has somebody who wrote it, and words."),
            ),
            models.CheckConstraint(
                condition=~Q(place__in=["waiting", "aside"]) | Q(made_by="person"),
                name="message_waits_only_when_a_person_wrote",
                violation_error_message=_("What a machine sent never becomes a ticket."),
            ),
            models.CheckConstraint(
                condition=~Q(message_id=""),
                name="message_has_its_identifier",
                violation_error_message=_("A message has an identifier."),
            ),
            models.CheckConstraint(
                condition=Q(came_by="mail", phone="", company="", how_bad="")
                | Q(came_by="form", direction="in", made_by="person"),
                name="message_form_is_theirs",
                violation_error_message=_("Only the customer writes on our page."),
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "received_at", "id"], name="message_of_ticket"),
            models.Index(
                fields=["received_at", "id"], condition=Q(place="waiting"), name="message_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_from_a_stranger(self) -> bool:
        """Say whether it came from an address that is none of the customer's contacts'."""
        return self.direction == Direction.IN and self.contact_id is None


class Attachment(models.Model):
    """A file that came with a message; `kind` is what its bytes say it is."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LARGEST_FILE) & ~Q(name=""),
                name="attachment_fits",
                violation_error_message=_("The file is empty, has no name, or is too large."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Bounce(models.Model):
    """Word that one mail to a contact did not arrive; `is_dead` when nobody is there at all."""

    mail = models.OneToOneField(MailToContact, models.CASCADE, related_name="bounce")
    sentence = models.CharField(max_length=300, blank=True)
    is_dead = models.BooleanField()
    bounced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"bounce {self.pk}"
