"""What one row of a secret must obey, whoever writes it and by whichever door."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secrets_manual.models.codes import (
    KIND_LABELS,
    LAYER_LABELS,
    PROVENANCE_LABELS,
    USE_LABELS,
    Precision,
    State,
)
from secrets_manual.rules.kinds import Glad, Provenance

MOST_PINNED = 5
UNCONFIRMED = (State.DRAFT, State.THIRD_PARTY)
SET_ASIDE = (State.HIDDEN, State.WITHDRAWN)
GONE_INTO = (State.SUPERSEDED, State.MERGED)


def implies(condition: models.Q, consequence: models.Q) -> models.Q:
    return ~condition | consequence


def exactly_when(condition: models.Q, other: models.Q) -> models.Q:
    return (condition & other) | (~condition & ~other)


def partial_date(day: str, precision: str) -> models.Q:
    """Say that a date known to the month or year only is stored as its first day."""
    exact = models.Q(**{precision: Precision.DAY})
    known = models.Q(**{f"{day}__isnull": False, f"{day}__day": 1})
    month = known & models.Q(**{precision: Precision.MONTH})
    year = known & models.Q(**{precision: Precision.YEAR, f"{day}__month": 1})
    return exact | month | year


WHAT_IT_SAYS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=models.Q(in_their_hand=False)
        | models.Q(provenance=Provenance.TOLD_US.value, contact__isnull=False),
        name="secret_in_their_hand_was_told",
        violation_error_message=_("What they wrote themselves, they told us."),
    ),
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
        violation_error_message=_("They would not be glad that we know this, so it is not kept."),
    ),
    models.CheckConstraint(
        condition=models.Q(sensitivity__in=["business", "personal"]),
        name="secret_never_blocked",
        violation_error_message=_("What is blocked is not kept in any state."),
    ),
    models.CheckConstraint(
        condition=implies(
            models.Q(provenance=Provenance.TOLD_US.value),
            models.Q(told_on__isnull=False, told_to__isnull=False),
        ),
        name="secret_told_says_when_and_whom",
        violation_error_message=_("Say when they told us, and whom."),
    ),
    models.CheckConstraint(
        condition=implies(
            models.Q(provenance=Provenance.PUBLIC.value),
            models.Q(address__regex=r"^https?://\S+$"),
        ),
        name="secret_public_has_address",
        violation_error_message=_("Give the address where it stands in public."),
    ),
    models.CheckConstraint(
        condition=exactly_when(
            models.Q(provenance=Provenance.THIRD_PARTY.value),
            models.Q(colleague__isnull=False),
        ),
        name="secret_third_party_has_colleague",
        violation_error_message=_("Name the colleague who told us."),
    ),
    models.CheckConstraint(
        condition=models.Q(uses__contained_by=list(map(str, USE_LABELS))),
        name="secret_uses_known",
        violation_error_message=_("There is no such use of a secret."),
    ),
    models.UniqueConstraint(
        fields=["reference"],
        condition=~models.Q(reference=""),
        name="secret_reference_unique",
        violation_error_message=_("Another secret has this reference already."),
    ),
    models.CheckConstraint(
        condition=partial_date("told_on", "told_precision"),
        name="secret_told_on_fits_its_precision",
        violation_error_message=_("A month is written as its first day, a year as 1 January."),
    ),
    models.CheckConstraint(
        condition=partial_date("dated_on", "dated_precision"),
        name="secret_dated_on_fits_its_precision",
        violation_error_message=_("A month is written as its first day, a year as 1 January."),
    ),
]
WHERE_IT_STANDS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=models.Q(state__in=State.values),
        name="secret_state_known",
        violation_error_message=_("A secret cannot stand there."),
    ),
    models.CheckConstraint(
        condition=implies(
            models.Q(provenance=Provenance.THIRD_PARTY.value),
            models.Q(state__in=[*UNCONFIRMED, State.WITHDRAWN]),
        ),
        name="secret_third_party_not_shared",
        violation_error_message=_(
            "What a third party told us is shared only after the customer confirmed it."
        ),
    ),
    models.CheckConstraint(
        condition=exactly_when(models.Q(state=State.DRAFT), models.Q(draft_until__isnull=False)),
        name="secret_draft_has_an_end",
        violation_error_message=_("A draft has a last day, nothing else has."),
    ),
    models.CheckConstraint(
        condition=exactly_when(
            models.Q(state=State.THIRD_PARTY), models.Q(confirm_until__isnull=False)
        ),
        name="secret_third_party_has_an_end",
        violation_error_message=_(
            "What a third party told us has a day by which the customer confirms it."
        ),
    ),
    models.CheckConstraint(
        condition=implies(
            models.Q(glad=Glad.PROBABLY.value),
            models.Q(state__in=[State.DRAFT, State.WITHDRAWN]),
        ),
        name="secret_probably_is_a_draft",
        violation_error_message=_("Probably glad is a private draft, until confirmed."),
    ),
    models.CheckConstraint(
        condition=implies(models.Q(state__in=UNCONFIRMED), models.Q(uses=[])),
        name="secret_unconfirmed_has_no_uses",
        violation_error_message=_("What is not confirmed is used for nothing."),
    ),
    models.CheckConstraint(
        condition=implies(models.Q(state=State.KEPT), models.Q(review_on__isnull=False)),
        name="secret_kept_is_reviewed",
        violation_error_message=_("Every secret has a day on which we ask: still true?"),
    ),
    models.CheckConstraint(
        condition=exactly_when(models.Q(state__in=SET_ASIDE), models.Q(set_aside_on__isnull=False)),
        name="secret_set_aside_since",
        violation_error_message=_("Hidden and withdrawn secrets know since when."),
    ),
    models.CheckConstraint(
        condition=exactly_when(models.Q(state__in=GONE_INTO), models.Q(successor__isnull=False)),
        name="secret_gone_into_another",
        violation_error_message=_("What is superseded or merged names what holds instead."),
    ),
    models.CheckConstraint(
        condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("id")),
        name="secret_not_its_own_successor",
        violation_error_message=_("Nothing supersedes itself."),
    ),
    models.CheckConstraint(
        condition=models.Q(pin__isnull=True) | models.Q(pin__gte=1, pin__lte=MOST_PINNED),
        name="secret_pin_is_a_place",
        violation_error_message=_("There are five places for pins."),
    ),
    models.UniqueConstraint(
        fields=["contact", "pin"],
        condition=models.Q(state=State.KEPT, pin__isnull=False, contact__isnull=False),
        name="secret_five_pins_a_contact",
        violation_error_message=_("Another secret is pinned there already."),
    ),
    models.UniqueConstraint(
        fields=["customer", "pin"],
        condition=models.Q(state=State.KEPT, pin__isnull=False, contact__isnull=True),
        name="secret_five_pins_an_organisation",
        violation_error_message=_("Another secret is pinned there already."),
    ),
]
