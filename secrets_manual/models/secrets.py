"""One thing a customer wants, where we have it from, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned
from secrets_manual.models.codes import (
    KIND_LABELS,
    LAYER_LABELS,
    PROVENANCE_LABELS,
    USE_LABELS,
    Reception,
    State,
    choices,
)
from secrets_manual.rules.kinds import Glad, Layer, Provenance
from secrets_manual.rules.kinds import Use as UseCode

LONGEST = 280
UNCONFIRMED = (State.DRAFT, State.THIRD_PARTY)
SET_ASIDE = (State.HIDDEN, State.WITHDRAWN)
SENSITIVITIES = (("business", _("business")), ("personal", _("personal")))


def default_uses() -> list[str]:
    """Give what a secret may be used for unless its author says otherwise."""
    return [UseCode.SERVICE.value, UseCode.BRIEF.value]


def _implies(condition: models.Q, consequence: models.Q) -> models.Q:
    return ~condition | consequence


def _exactly_when(condition: models.Q, other: models.Q) -> models.Q:
    return (condition & other) | (~condition & ~other)


class Secret(Versioned):
    """A secret (what this customer wants) or a need (what everybody asks about).

    Drafts are their author's alone until `draft_until`; what a third party told stays with
    its author and their manager until `confirm_until`; only kept ones are shared, and those
    are looked at again on `review_on`. Hidden and withdrawn ones go 30 days after
    `set_aside_on`. Text that the gate blocks never becomes a row.
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
    told_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
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
    reference = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=SearchVector("text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__regex=r"\S"),
                name="secret_text_not_empty",
                violation_error_message=_("Write down what they said."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(map(str, KIND_LABELS))),
                name="secret_kind_known",
                violation_error_message=_("There is no such kind of secret."),
            ),
            models.CheckConstraint(
                condition=models.Q(layer__in=list(map(str, LAYER_LABELS))),
                name="secret_layer_known",
                violation_error_message=_("It is a secret or a need."),
            ),
            models.CheckConstraint(
                condition=models.Q(provenance__in=list(map(str, PROVENANCE_LABELS))),
                name="secret_provenance_known",
                violation_error_message=_("Say how we came to know this."),
            ),
            models.CheckConstraint(
                condition=models.Q(glad__in=[Glad.YES.value, Glad.PROBABLY.value]),
                name="secret_they_would_be_glad",
                violation_error_message=_(
                    "They would not be glad that we know this, so it is not kept."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="secret_state_known",
                violation_error_message=_("A secret cannot stand there."),
            ),
            models.CheckConstraint(
                condition=models.Q(sensitivity__in=["business", "personal"]),
                name="secret_never_blocked",
                violation_error_message=_("What is blocked is not kept in any state."),
            ),
            models.CheckConstraint(
                condition=_implies(
                    models.Q(provenance=Provenance.TOLD_US.value),
                    models.Q(told_on__isnull=False, told_to__isnull=False),
                ),
                name="secret_told_says_when_and_whom",
                violation_error_message=_("Say when they told us, and whom."),
            ),
            models.CheckConstraint(
                condition=_implies(
                    models.Q(provenance=Provenance.PUBLIC.value),
                    models.Q(address__regex=r"^https?://\S+$"),
                ),
                name="secret_public_has_address",
                violation_error_message=_("Give the address where it stands in public."),
            ),
            models.CheckConstraint(
                condition=_exactly_when(
                    models.Q(provenance=Provenance.THIRD_PARTY.value),
                    models.Q(colleague__isnull=False),
                ),
                name="secret_third_party_has_colleague",
                violation_error_message=_("Name the colleague who told us."),
            ),
            models.CheckConstraint(
                condition=_implies(
                    models.Q(provenance=Provenance.THIRD_PARTY.value),
                    models.Q(state__in=[*UNCONFIRMED, State.WITHDRAWN]),
                ),
                name="secret_third_party_not_shared",
                violation_error_message=_(
                    "What a third party told us is shared only after the customer confirmed it."
                ),
            ),
            models.CheckConstraint(
                condition=_exactly_when(
                    models.Q(state=State.DRAFT), models.Q(draft_until__isnull=False)
                ),
                name="secret_draft_has_an_end",
                violation_error_message=_("A draft has a last day, nothing else has."),
            ),
            models.CheckConstraint(
                condition=_exactly_when(
                    models.Q(state=State.THIRD_PARTY), models.Q(confirm_until__isnull=False)
                ),
                name="secret_third_party_has_an_end",
                violation_error_message=_(
                    "What a third party told us has a day by which the customer confirms it."
                ),
            ),
            models.CheckConstraint(
                condition=_implies(
                    models.Q(glad=Glad.PROBABLY.value),
                    models.Q(state__in=[State.DRAFT, State.WITHDRAWN]),
                ),
                name="secret_probably_is_a_draft",
                violation_error_message=_("Probably glad is a private draft, until confirmed."),
            ),
            models.CheckConstraint(
                condition=models.Q(uses__contained_by=list(map(str, USE_LABELS))),
                name="secret_uses_known",
                violation_error_message=_("There is no such use of a secret."),
            ),
            models.CheckConstraint(
                condition=_implies(models.Q(state__in=UNCONFIRMED), models.Q(uses=[])),
                name="secret_unconfirmed_has_no_uses",
                violation_error_message=_("What is not confirmed is used for nothing."),
            ),
            models.CheckConstraint(
                condition=_implies(models.Q(state=State.KEPT), models.Q(review_on__isnull=False)),
                name="secret_kept_is_reviewed",
                violation_error_message=_("Every secret has a day on which we ask: still true?"),
            ),
            models.CheckConstraint(
                condition=_exactly_when(
                    models.Q(state__in=SET_ASIDE), models.Q(set_aside_on__isnull=False)
                ),
                name="secret_set_aside_since",
                violation_error_message=_("Hidden and withdrawn secrets know since when."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~models.Q(reference=""),
                name="secret_reference_unique",
                violation_error_message=_("Another secret has this reference already."),
            ),
        ]
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
            GinIndex(fields=["search"], name="secret_words"),
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="secret_text_trigrams"),
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
    before = models.JSONField(default=dict, blank=True)
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
