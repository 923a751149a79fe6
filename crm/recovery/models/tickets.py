"""The ticket itself: what the customer told us, and who looks after it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person, Versioned
from crm import clock
from crm.recovery.models.cycles import Cycle

#: A ticket that somebody still has to put right.
OPEN = Q(
    present__recovered_at__isnull=True,
    present__lost_at__isnull=True,
    present__merged_at__isnull=True,
)


class Severity(models.IntegerChoices):
    MINOR = 1, _("Minor")
    SERIOUS = 2, _("Serious")
    GRAVE = 3, _("Grave")


class Channel(models.TextChoices):
    PHONE = "phone", _("by phone")
    EMAIL = "email", _("by email")
    LINK = "link", _("through their own link")
    CARD = "card", _("on a report card")
    COLLEAGUE = "colleague", _("to a colleague")
    WEB = "web", _("on our website")


class Origin(models.TextChoices):
    LIVE = "live", _("told to us")
    IMPORT = "import", _("imported")
    CARD = "card", _("born of a report card")


class Cause(models.Model):
    """One entry of the short list of why things go wrong; kept, never deleted, when retired."""

    name = models.CharField(_("cause"), max_length=120, blank=True)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="cause_name_not_empty",
                violation_error_message=_("Give the cause a name."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="cause_name_unique",
                violation_error_message=_("This cause is on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ticket(Versioned):
    """An OOPS!: a mishap of a customer. Its clocks and steps lie in its cycles.

    `present` is the cycle that runs now, or ran last. `hidden_from` is the person rated on
    the card it was born of: to them the ticket does not exist, anywhere.
    `words_are_theirs` is false where we summed up a card: no page then quotes the customer.
    One that is `merged_into` another is closed into it, and is counted there.
    `assigned_at` is when its owner got it, `accepted_at` when they said that they have it.
    `cause_words` are a cause that was not on the list; they stay when one of the list is named.
    `understood_words` is written for the customer, who reads it on their page.
    """

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="tickets")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    words = models.TextField(_("what happened, in their words"), max_length=4000, blank=True)
    words_are_theirs = models.BooleanField(default=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    channel = models.CharField(_("how it reached us"), max_length=12, choices=Channel.choices)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.LIVE)
    reported_at = models.DateTimeField(_("when the customer told us"))
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("owner"),
    )
    cause = models.ForeignKey(
        Cause,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("cause"),
    )
    cause_words = models.CharField(
        _("cause, in our own words"), max_length=120, blank=True, default="", db_default=""
    )
    present = models.OneToOneField(
        Cycle, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    cost_words = models.TextField(_("what it cost them"), max_length=1000, blank=True)
    make_right_words = models.TextField(_("what would make it right"), max_length=1000, blank=True)
    understood_words = models.TextField(
        _("what we understood"), max_length=1000, blank=True, default="", db_default=""
    )
    repeat_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repeated_by"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    hidden_from = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_word_by = models.DateTimeField(_("next word to the customer by"), null=True, blank=True)
    next_word_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    reference = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="ticket_words_not_empty",
                violation_error_message=_("Write down what happened, in the customer's words."),
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values),
                name="ticket_severity_known",
                violation_error_message=_("Choose how severe it is: minor, serious or grave."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values),
                name="ticket_channel_known",
                violation_error_message=_("Choose how it reached us."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values),
                name="ticket_origin_known",
                violation_error_message=_("Nobody knows this origin."),
            ),
            models.CheckConstraint(
                condition=Q(origin="card") | Q(hidden_from__isnull=True),
                name="ticket_hidden_only_when_born_of_a_card",
                violation_error_message=_("Only a ticket born of a card is hidden from anybody."),
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id="") | (~Q(about_kind="") & ~Q(about_id="")),
                name="ticket_about_is_whole",
                violation_error_message=_("Say what kind of thing it is about, and which."),
            ),
            models.CheckConstraint(
                condition=Q(repeat_of__isnull=True) | ~Q(repeat_of=models.F("id")),
                name="ticket_not_a_repeat_of_itself",
                violation_error_message=_("A ticket cannot repeat itself."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="ticket_not_part_of_itself",
                violation_error_message=_("A ticket is not merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="ticket_reference_unique",
                violation_error_message=_("A ticket of this reference is here already."),
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-reported_at"], name="ticket_by_customer"),
            models.Index(fields=["-reported_at", "-id"], name="ticket_by_report"),
            models.Index(
                fields=["next_word_by"],
                condition=Q(next_word_by__isnull=False, next_word_reminded_at__isnull=True),
                name="ticket_next_word_due",
            ),
        ]

    def __str__(self) -> str:
        return f"OOPS {self.pk}"

    @property
    def cycle(self) -> Cycle:
        """The cycle that runs now, or ran last; a saved ticket always has one."""
        if self.present is None:
            raise Cycle.DoesNotExist
        return self.present

    @property
    def customer_name(self) -> str:
        """The name of the customer, as letters say it."""
        return self.customer.name

    @property
    def state(self) -> str:
        """Open, recovered or lost."""
        return str(self.cycle.state)

    @property
    def is_repeat(self) -> bool:
        """Whether the same customer had another mishap in the thirty days before."""
        return self.repeat_of_id is not None


class Comment(models.Model):
    """A remark of ours on a ticket; never shown to the customer."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="comments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    words = models.TextField(_("comment"), max_length=2000, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="comment_words_not_empty",
                violation_error_message=_("An empty comment says nothing."),
            )
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"
