"""Policies, and the rungs that a running cycle copied from one."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm import clock


class WatchedClock(models.TextChoices):
    RESPOND = "respond", _("to respond")
    RECOVER = "recover", _("to recover")


class RungState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CLIMBED = "climbed", _("climbed")
    SPARED = "spared", _("spared")
    STALE = "stale", _("no longer counts")


def _seconds(name: str) -> Cast:
    return Cast(KT(f"ladder__{name}"), models.BigIntegerField())


class Policy(models.Model):
    """Durations and ladder of one severity from an instant on; `ladder` is what rules read.

    One that was withdrawn never came into force.
    """

    severity = models.PositiveSmallIntegerField(_("severity"))
    effective_from = models.DateTimeField(_("from"))
    ladder = models.JSONField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=[1, 2, 3]),
                name="policy_severity_known",
                violation_error_message=_("Choose how severe it is: minor, serious or grave."),
            ),
            models.UniqueConstraint(
                fields=["severity", "effective_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="policy_one_per_severity_and_start",
                violation_error_message=_("A policy begins at this very instant already."),
            ),
            models.CheckConstraint(
                condition=Q(effective_from__gte=models.F("made_at")),
                name="policy_never_from_the_past",
                violation_error_message=_("A policy begins now or later, never in the past."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__lt=models.F("effective_from")),
                name="policy_withdrawn_before_it_begins",
                violation_error_message=_("It is in force already. Publish another one instead."),
            ),
            models.CheckConstraint(
                condition=Q(ladder__has_keys=["respond_s", "recover_s", "rungs"])
                & Q(ladder__rungs__0__isnull=False),
                name="policy_has_clocks_and_rungs",
                violation_error_message=_("A policy has two clocks and at least one level."),
            ),
            models.CheckConstraint(
                condition=Q(GreaterThan(_seconds("respond_s"), Value(0)))
                & Q(GreaterThanOrEqual(_seconds("recover_s"), _seconds("respond_s"))),
                name="policy_recovers_after_it_responds",
                violation_error_message=_(
                    "The customer is answered first: the time to put it right is no shorter."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"policy {self.severity} from {self.effective_from:%Y-%m-%d}"


class Rung(models.Model):
    """A rung of one ticket and cycle: when it is due, whom it tells, what became of it.

    `error` says why nobody could be told, or what raised while it was climbed; a rung that
    raised is left alone until `parked_until`.
    """

    ticket = models.ForeignKey("recovery.Ticket", models.CASCADE, related_name="rungs")
    cycle = models.ForeignKey("recovery.Cycle", models.CASCADE, related_name="rungs")
    key = models.CharField(max_length=60)
    clock = models.CharField(max_length=8, choices=WatchedClock.choices)
    place = models.PositiveSmallIntegerField()
    at_pct = models.CharField(max_length=80, null=True)  # noqa: DJ001
    tells = models.JSONField(default=list)
    persons = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    held_in_quiet_hours = models.BooleanField(default=False)
    spared_if_owned = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=RungState.choices, default=RungState.WAITING)
    climbed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True, default="")
    parked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "cycle", "key"], name="rung_once_per_ticket_and_cycle"
            ),
            models.CheckConstraint(
                condition=Q(clock__in=WatchedClock.values), name="rung_clock_known"
            ),
            models.CheckConstraint(
                condition=Q(state="climbed", climbed_at__isnull=False)
                | Q(state__in=["waiting", "spared", "stale"], climbed_at__isnull=True),
                name="rung_climbed_has_a_time",
                violation_error_message=_("A climbed rung has the time it was climbed at."),
            ),
            models.CheckConstraint(
                condition=Q(climbed_at__isnull=True) | Q(climbed_at__gt=models.F("due_at")),
                name="rung_climbed_after_it_was_due",
                violation_error_message=_("A rung is climbed after its time, never before."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "ticket"], condition=Q(state="waiting"), name="rung_waiting"
            ),
            models.Index(fields=["climbed_at"], condition=Q(state="climbed"), name="rung_climbed"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.ticket_id}"
