"""How work is shared out: what each is good at, who passed a ticket on, and how far we go."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm import clock
from crm.recovery.models.tickets import Cause, Ticket


class Mode(models.TextChoices):
    """What becomes of a ticket that nobody took."""

    OFF = "off", _("nothing: people take tickets themselves")
    SUGGEST = "suggest", _("somebody is suggested")
    ASSIGN = "assign", _("it is handed to somebody")


class Sharing(models.Model):
    """The one row that says how tickets nobody took are shared out, and after how long."""

    mode = models.CharField(
        _("a ticket nobody took"), max_length=8, choices=Mode.choices, default=Mode.SUGGEST
    )
    after_minutes = models.PositiveSmallIntegerField(_("after how many minutes"), default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="sharing_is_one_row"),
            models.CheckConstraint(
                condition=Q(mode__in=Mode.values),
                name="sharing_mode_known",
                violation_error_message=_("Choose what becomes of a ticket nobody took."),
            ),
            models.CheckConstraint(
                condition=Q(after_minutes__gte=1, after_minutes__lte=1440),
                name="sharing_within_a_day",
                violation_error_message=_("Choose between one minute and a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mode} after {self.after_minutes} min"


class Strength(models.Model):
    """What one of service is good at: languages, and causes they know how to mend.

    Without a row somebody speaks the language they read this product in, and takes tickets.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="strength")
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    causes = models.ManyToManyField(Cause, related_name="+", blank=True)
    takes_tickets = models.BooleanField(_("is handed tickets"), default=True)
    edited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(languages__contains=[""]) & Q(languages__len__lte=20)
                | Q(languages=[]),
                name="strength_languages_named",
                violation_error_message=_("Name each language, twenty at most."),
            )
        ]

    def __str__(self) -> str:
        return f"strength of {self.person_id}"


class PassOn(models.Model):
    """Somebody gave a ticket back to be shared out anew, and said why."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="passes")
    cycle = models.ForeignKey("recovery.Cycle", models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=500, blank=True)
    passed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="pass_on_has_a_reason",
                violation_error_message=_("Say why you pass it on."),
            )
        ]
        indexes = [models.Index(fields=["ticket", "cycle"], name="pass_on_of_ticket")]

    def __str__(self) -> str:
        return f"pass {self.pk}"
