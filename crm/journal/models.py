"""Append-only facts, their erasable words, and who has yet to hear of them."""

import datetime as dt

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm import clock
from crm.journal import rules

_CHAIN = ["position", "previous_hash", "entry_hash"]


class Entry(models.Model):
    """One fact that happened: ids, codes and numbers; its words lie in `EntryWords`.

    Customer and contact are plain numbers, for the journal stands below the tables they
    live in and keeps the number after an erasure. `position` and both hashes are empty
    until the sealer ties the entry into the chain, once.
    """

    class Actor(models.TextChoices):
        PERSON = "person", _("Person")
        CONTACT = "contact", _("Contact")
        SYSTEM = "system", _("System")

    class Audience(models.TextChoices):
        READERS = "readers", _("Whoever may read the subject")
        MANAGERS = "managers", _("Managers")
        PRIVACY = "privacy", _("Privacy officers")

    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=8, choices=Actor.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    contact_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    customer_id = models.BigIntegerField(null=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    facts = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True, default="")
    position = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    entry_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="entry_by_subject"),
            models.Index(
                fields=["customer_id", "-at", "-id"],
                condition=Q(customer_id__isnull=False),
                name="entry_by_customer",
            ),
            models.Index(
                fields=["contact_id", "-id"],
                condition=Q(contact_id__isnull=False),
                name="entry_by_contact",
            ),
            models.Index(fields=["id"], condition=Q(position__isnull=True), name="entry_unsealed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[a-z_]+(\.[a-z0-9_]+)+$"),
                name="entry_kind_is_app_and_past_tense",
                violation_error_message=_("A kind reads “app.what_happened”."),
            ),
            models.CheckConstraint(
                condition=Q(actor="person", person__isnull=False, contact_id__isnull=True)
                | Q(actor="contact", person__isnull=True, contact_id__isnull=False)
                | Q(actor="system", person__isnull=True, contact_id__isnull=True),
                name="entry_has_one_actor",
                violation_error_message=_("Exactly one acted: a person, a contact or the system."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["readers", "managers", "privacy"]),
                name="entry_audience_is_known",
                violation_error_message=_("Nobody knows this audience."),
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True, previous_hash="", entry_hash="")
                | Q(
                    position__gt=0,
                    previous_hash__regex="^[0-9a-f]{64}$",
                    entry_hash__regex="^[0-9a-f]{64}$",
                ),
                name="entry_is_sealed_whole_or_not",
                violation_error_message=_("An entry is sealed with place and hashes, or not yet."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="entry_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="entry_begins_unsealed",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__position__isnull=False),
            ),
            pgtrigger.Protect(
                name="entry_is_sealed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__position__isnull=False),
            ),
            pgtrigger.Protect(
                name="entry_says_the_same",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=_CHAIN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"

    @property
    def words(self) -> dict[str, str]:
        """The words of the entry; empty when there were none or they were erased."""
        row: EntryWords | None = getattr(self, "words_row", None)
        return row.words if row else {}

    def hashed_parts(self) -> list[object]:
        """List everything that the hash vouches for, in its fixed order."""
        return [
            self.pk,
            self.kind,
            self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            self.actor,
            self.person_id,
            self.contact_id,
            self.subject_kind,
            self.subject_id,
            self.customer_id,
            self.audience,
            self.facts,
            self.words_digest,
        ]

    def hash_after(self, previous_hash: str, position: int) -> str:
        """Give the hash this entry has at a position, after the hash of the one before."""
        return rules.entry_hash(previous_hash, position, self.hashed_parts())


class EntryWords(models.Model):
    """What people said, beside the entry, so that it can be erased and the chain stays whole."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="words_row"
    )
    words = models.JSONField()
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("words of an entry")
        verbose_name_plural = _("words of entries")
        triggers = [pgtrigger.Protect(name="words_say_the_same", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"words of entry {self.pk}"


class Head(models.Model):
    """The end of the sealed chain, one row, so that a cut-off tail is missed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField()
    entry_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("head of the journal")
        verbose_name_plural = _("heads of the journal")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="journal_has_one_head"),
            models.CheckConstraint(condition=Q(position__gte=0), name="head_is_not_negative"),
        ]
        triggers = [
            pgtrigger.Protect(name="head_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="head_only_grows",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__position__lte=pgtrigger.F("old__position")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}:{self.entry_hash}"


class Delivery(models.Model):
    """One listener that is to hear of one entry: done once, or parked with its error."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deliveries")
    listener = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField(default=clock.now)
    error = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(
                fields=["try_at", "id"], condition=Q(done_at__isnull=True), name="delivery_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "listener"], name="delivery_once_per_listener"
            ),
            models.CheckConstraint(condition=~Q(listener=""), name="delivery_names_its_listener"),
        ]

    def __str__(self) -> str:
        return f"{self.listener} hears of {self.entry_id}"


class OnceKey(models.Model):
    """The key of a form that was sent, and what it made, so that a double click makes one."""

    key = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    made = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("one-time key")
        verbose_name_plural = _("one-time keys")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "person"], nulls_distinct=False, name="once_key_is_used_once"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="once_key_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.key
