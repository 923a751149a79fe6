"""One thing a customer wants, where we have it from, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned
from secrets_manual.models.closing import closing_suggestions
from secrets_manual.models.codes import (
    KIND_LABELS,
    LAYER_LABELS,
    PROVENANCE_LABELS,
    Precision,
    Reception,
    State,
    choices,
)
from secrets_manual.models.constraints import UNCONFIRMED, WHAT_IT_SAYS, WHERE_IT_STANDS
from secrets_manual.models.finding import FoldedWords, SearchWords
from secrets_manual.models.left_in_peace import left_in_peace
from secrets_manual.rules.kinds import Layer
from secrets_manual.rules.kinds import Use as UseCode

LONGEST = 280
SENSITIVITIES = (("business", _("business")), ("personal", _("personal")))


def default_uses() -> list[str]:
    """Give what a secret may be used for unless its author says otherwise."""
    return [UseCode.SERVICE.value, UseCode.BRIEF.value]


class Secret(Versioned):
    """A secret (what this customer wants) or a need (what everybody asks about).

    Drafts are their author's alone until `draft_until`; what a third party told stays with
    its author and their manager until `confirm_until`; only kept ones are shared, and those
    are looked at again on `review_on`. Hidden and withdrawn ones go 30 days after
    `set_aside_on`; superseded and merged ones stay with their successor, as its history.
    Text that the gate blocks never becomes a row.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="secrets")
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="secrets"
    )
    text = models.CharField(_("what they want"), max_length=LONGEST)
    kind = models.CharField(_("kind"), max_length=30, choices=choices(KIND_LABELS))
    layer = models.CharField(
        _("layer"), max_length=8, choices=choices(LAYER_LABELS), default=Layer.SECRET.value
    )
    provenance = models.CharField(
        _("how we know"), max_length=12, choices=choices(PROVENANCE_LABELS)
    )
    told_on = models.DateField(_("told on"), null=True, blank=True)
    told_precision = models.CharField(
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
        db_default=Precision.DAY.value,
    )
    dated_on = models.DateField(_("when it is about"), null=True, blank=True)
    dated_precision = models.CharField(
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
        db_default=Precision.DAY.value,
    )
    told_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_their_hand = models.BooleanField(
        _("written by themselves"), default=False, db_default=False, editable=False
    )
    nearly_their_words = models.BooleanField(_("nearly their words"), default=False)
    address = models.CharField(_("public address"), max_length=500, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    glad = models.CharField(max_length=8, choices=[("yes", _("yes")), ("probably", _("probably"))])
    state = models.CharField(max_length=12, choices=State.choices, default=State.KEPT)
    uses = ArrayField(models.CharField(max_length=12), default=default_uses, blank=True)
    sensitivity = models.CharField(max_length=8, choices=SENSITIVITIES)
    do_not_mention = models.BooleanField(_("do not mention"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="secrets_written"
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    missed_reviews = models.PositiveSmallIntegerField(default=0)
    draft_until = models.DateField(null=True, blank=True)
    confirm_until = models.DateField(null=True, blank=True)
    set_aside_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="predecessors",
    )
    confirmed_on = models.DateField(null=True, blank=True)
    ask_since_on = models.DateField(null=True, blank=True)
    pin = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [*WHAT_IT_SAYS, *WHERE_IT_STANDS]
        indexes = [
            models.Index(fields=["customer", "-id"], name="secret_by_customer"),
            models.Index(fields=["contact", "-id"], name="secret_by_contact"),
            models.Index(
                fields=["author", "-id"],
                condition=models.Q(state__in=UNCONFIRMED),
                name="secret_unconfirmed",
            ),
            models.Index(
                fields=["review_on"], condition=models.Q(state=State.KEPT), name="secret_review"
            ),
            models.Index(
                fields=["successor"],
                condition=models.Q(successor__isnull=False),
                name="secret_by_successor",
            ),
            GinIndex(SearchWords("text"), name="secret_search_words"),
            GinIndex(
                OpClass(FoldedWords("text"), name="gin_trgm_ops"), name="secret_folded_trigrams"
            ),
        ]
        triggers = [
            left_in_peace("secret_not_about_who_objects"),
            closing_suggestions("secret_closes_suggestions"),
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.pk}"


class SecretChange(models.Model):
    """Who changed what of a secret; goes with it, so forgetting leaves nothing behind."""

    secret = models.ForeignKey(Secret, models.CASCADE, related_name="changes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    what = models.CharField(max_length=20)
    before = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["secret", "-at"], name="secret_change_by_secret")]

    def __str__(self) -> str:
        return f"{self.secret_id} {self.what}"


class Use(models.Model):
    """A secret used for the customer, and how it was received."""

    secret = models.ForeignKey(Secret, models.CASCADE, related_name="used")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=300)
    reception = models.CharField(
        max_length=10, choices=Reception.choices, default=Reception.UNKNOWN
    )
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    ticket_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reception__in=Reception.values),
                name="use_reception_known",
                violation_error_message=_("Say how it was received."),
            ),
            models.CheckConstraint(
                condition=models.Q(how__regex=r"\S"),
                name="use_says_how",
                violation_error_message=_("Say how it was used."),
            ),
        ]
        indexes = [models.Index(fields=["secret", "-at"], name="use_by_secret")]

    def __str__(self) -> str:
        return f"{self.secret_id} {self.reception}"
