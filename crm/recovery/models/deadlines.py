"""What becomes of a cycle's deadlines: missed, or moved because the customer asked for it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Person
from crm import clock
from crm.recovery.models.cycles import Cycle
from crm.recovery.models.ladders import WatchedClock


class Breach(models.Model):
    """A deadline that was missed: a fact, recorded once per clock, that never goes away."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="breaches")
    clock = models.CharField(max_length=8, choices=WatchedClock.choices)
    breached_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "clock"], name="breach_once_per_clock"),
            models.CheckConstraint(
                condition=Q(clock__in=WatchedClock.values), name="breach_clock_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} of {self.cycle_id}"


class Appointment(models.Model):
    """The later time the customer asked for, with their name and words."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="appointments")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    contact_name = models.CharField(max_length=300, blank=True)
    words = models.TextField(max_length=1000, blank=True)
    before = models.DateTimeField()
    until = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(contact_name="") & ~Q(words=""),
                name="appointment_has_name_and_words",
                violation_error_message=_("Say who asked for the later time, and in which words."),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("made_at")),
                name="appointment_lies_ahead",
                violation_error_message=_("An appointment lies in the future."),
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.until:%Y-%m-%d %H:%M}"
