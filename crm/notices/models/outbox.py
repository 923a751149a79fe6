"""The outbox: what a person or a contact is to be told, and how far it got."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm import clock
from crm.notices.models.endpoints import Endpoint


class Notice(models.Model):
    """One thing told to one recipient over one channel: waiting, then sent or failed.

    The once key names what it is about (the ticket, cycle and rung, or the entry), so that
    an act that is repeated tells nobody twice.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="notices"
    )
    contact_id = models.BigIntegerField(null=True)
    endpoint = models.ForeignKey(
        Endpoint, on_delete=models.CASCADE, null=True, related_name="posts"
    )
    address = models.EmailField(max_length=254, blank=True, default="")
    once_key = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")
    unsubscribe_url = models.CharField(max_length=500, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    about_kind = models.CharField(max_length=60, blank=True, default="")
    about_id = models.CharField(max_length=60, blank=True, default="")
    event = models.CharField(max_length=60, blank=True, db_default="", default="")
    customer_id = models.BigIntegerField(null=True)
    must_tell = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="waiting"), name="notice_waiting"
            ),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="notice_failed"),
            models.Index(
                fields=["person", "-id"], condition=Q(channel="in_app"), name="notice_bell"
            ),
            models.Index(
                fields=["person"],
                condition=Q(channel="in_app", read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(
                fields=["contact_id"],
                condition=Q(contact_id__isnull=False),
                name="notice_by_contact",
            ),
            models.Index(
                fields=["about_kind", "about_id"],
                condition=~Q(about_kind=""),
                name="notice_by_about",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    person__isnull=False, contact_id__isnull=True, endpoint__isnull=True, address=""
                )
                | Q(person__isnull=True, contact_id__isnull=False, endpoint__isnull=True)
                & ~Q(address="")
                | Q(
                    person__isnull=True, contact_id__isnull=True, endpoint__isnull=False, address=""
                ),
                name="notice_goes_to_one",
                violation_error_message=_(
                    "A notice goes to a person, to the address of a contact or to a webhook."
                ),
            ),
            models.UniqueConstraint(
                fields=["once_key", "person", "channel"],
                condition=Q(person__isnull=False),
                name="notice_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["once_key", "contact_id", "channel"],
                condition=Q(contact_id__isnull=False),
                name="notice_once_per_contact",
            ),
            models.UniqueConstraint(
                fields=["once_key", "endpoint", "channel"],
                condition=Q(endpoint__isnull=False),
                name="notice_once_per_endpoint",
            ),
            models.CheckConstraint(
                condition=~Q(once_key=""),
                name="notice_has_a_once_key",
                violation_error_message=_("A notice needs a key that says what it is about."),
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["waiting", "failed"], sent_at__isnull=True),
                name="notice_sent_has_a_time",
                violation_error_message=_("A notice that was sent has the time it was sent at."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(leased_until__isnull=True),
                name="notice_is_leased_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(subject__regex=r"^[^\r\n]+$"),
                name="notice_subject_is_one_line",
                violation_error_message=_("The subject of a notice is one line."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.subject}"

    @property
    def words(self) -> str:
        """The body without lines that are nothing but its own address: whoever shows it links."""
        if not self.url:
            return self.body
        lines = self.body.splitlines()
        return "\n".join(line for line in lines if not self._is_own_address(line)).strip()

    def _is_own_address(self, line: str) -> bool:
        return line.startswith(("http://", "https://", "/")) and line.endswith(self.url)


class Attempt(models.Model):
    """One try to send a notice, written before it begins.

    An attempt without an end was interrupted (the worker was killed): its message may or
    may not have been accepted, and the notice is tried again when its lease has run out.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="attempt_has_its_number"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(error=""),
                name="attempt_fails_when_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of notice {self.notice_id}"


class Mail(models.Model):
    """A mail kept in the demo's own mailbox, where no mail server is configured."""

    sender = models.CharField(max_length=320)
    recipients = models.JSONField(default=list)
    subject = models.CharField(max_length=998, blank=True, default="")
    body = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    message_id = models.CharField(max_length=255, blank=True, default="")
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")

    def __str__(self) -> str:
        return self.subject


class Heartbeat(models.Model):
    """When something that must keep running was last seen at work, or ended for taking too long."""

    #: Before the name of a task: it was ended, at the time of this row.
    ENDED = "ended:"

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="heartbeat_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"
