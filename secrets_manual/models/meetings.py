"""Where meetings come from: a person's own calendar, read only, and what in it names a contact."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer
from secrets_manual.models.asking import Conversation


class CalendarFeed(models.Model):
    """The address of somebody's calendar; address and password are kept sealed.

    `host` is the part of the address that may be shown again.
    """

    class Kind(models.TextChoices):
        ICS = "ics", _("a calendar’s private address (ICS)")
        CALDAV = "caldav", _("CalDAV, with name and password")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ICS)
    host = models.CharField(max_length=255)
    sealed_address = models.TextField()
    sealed_login = models.TextField(blank=True)
    made_at = models.DateTimeField()
    next_read_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed_address__startswith="gAAAA"),
                name="calendar_address_is_sealed",
                violation_error_message=_("The address of a calendar is never kept in the open."),
            ),
            models.CheckConstraint(
                condition=models.Q(sealed_login="") | models.Q(sealed_login__startswith="gAAAA"),
                name="calendar_login_is_sealed",
                violation_error_message=_("A password is never kept in the open."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["ics", "caldav"]),
                name="calendar_kind_known",
                violation_error_message=_("There is no such kind of calendar."),
            ),
        ]
        indexes = [models.Index(fields=["next_read_at"], name="calendar_to_read")]

    def __str__(self) -> str:
        return f"calendar at {self.host}"


class Meeting(models.Model):
    """A meeting with a contact of ours, as the calendar has it; nothing else is ever kept of it.

    `event_key` is a digest of the calendar's own name for the event. `contact` is one of the
    `guests`, the one that is shown.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="meetings")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="meetings")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    event_key = models.CharField(max_length=64)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_all_day = models.BooleanField(default=False)
    from_file = models.BooleanField(default=False)
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    skipped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "customer", "event_key", "starts_at"],
                name="meeting_once",
                violation_error_message=_("This meeting is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="meeting_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(event_key__regex=r"^[0-9a-f]{64}$"),
                name="meeting_key_is_a_digest",
                violation_error_message=_("Of an event, only a digest of its name is kept."),
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="meeting_by_person")]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Guest(models.Model):
    """One contact who is invited to a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "contact"],
                name="guest_once_a_meeting",
                violation_error_message=_("This contact is invited already."),
            )
        ]

    def __str__(self) -> str:
        return f"guest {self.pk}"
