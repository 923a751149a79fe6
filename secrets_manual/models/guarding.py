"""What the gate refused: rule, category, person and time, never the words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer

_IS_A_HASH = r"^[0-9a-f]{64}$"


class Refusal(models.Model):
    """One text the gate refused. The keyed hash lets a false alarm be released unseen."""

    rule = models.CharField(max_length=4)
    category = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    appealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rule__regex=r"^G\d+$"),
                name="refusal_names_its_rule",
                violation_error_message=_("A refusal names the rule that refused."),
            ),
            models.CheckConstraint(
                condition=models.Q(category__regex=r"^[a-z_]*$"),
                name="refusal_has_no_words",
                violation_error_message=_("Of a refused text, no word is kept."),
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex=_IS_A_HASH),
                name="refusal_digest_is_a_hash",
                violation_error_message=_("Of a refused text, only a keyed hash is kept."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-appealed_at"],
                condition=models.Q(appealed_at__isnull=False),
                name="refusal_appealed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.category}"


class Release(models.Model):
    """The privacy officer called a refusal a false alarm: this text, and no other, may pass."""

    digest = models.CharField(max_length=64, unique=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=_IS_A_HASH),
                name="release_digest_is_a_hash",
                violation_error_message=_("Of a released text, only a keyed hash is kept."),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class SetAside(models.Model):
    """Words that the nightly rescan no longer lets stand: unseen by all, gone after 30 days.

    A secret keeps its own words and is hidden; of a use, an answer or notes the words move
    here and come back when the privacy officer releases them. No page shows `words`.
    """

    class Table(models.TextChoices):
        SECRET = "secret", _("secret")
        USE = "use", _("use of a secret")
        TURN = "turn", _("answer in a conversation")
        CONVERSATION = "conversation", _("notes of a conversation")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="+")
    table = models.CharField(max_length=12, choices=Table.choices)
    row = models.BigIntegerField()
    words = models.TextField(blank=True)
    refusal = models.ForeignKey(Refusal, models.CASCADE, related_name="set_aside")
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(table__in=["secret", "use", "turn", "conversation"]),
                name="set_aside_names_its_table",
                violation_error_message=_("Only words about customers are set aside."),
            ),
            models.UniqueConstraint(
                fields=["table", "row"],
                name="set_aside_once",
                violation_error_message=_("These words are set aside already."),
            ),
        ]
        indexes = [models.Index(fields=["on"], name="set_aside_by_day")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Rescan(models.Model):
    """How far one table was read with one version of the rules; what was read is not reread."""

    table = models.CharField(max_length=12, unique=True, choices=SetAside.Table.choices)
    rules = models.CharField(max_length=16)
    last_row = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rules__regex=r"^[0-9a-f]{16}$"),
                name="rescan_names_its_rules",
                violation_error_message=_("A rescan says by which rules it read."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} to {self.last_row}"
