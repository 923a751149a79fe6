"""Cards: what a customer said about one of us; frozen once submitted."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from report_cards.models.designs import Behaviour, Design
from report_cards.models.invitations import Invitation

# Only these may change on a submitted card: its release, and the name of who answered.
_FROZEN_CARD = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a submitted card stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_submitted_is_frozen';
    END IF;
    before := to_jsonb(OLD) - 'contact_id' - 'released_by_id' - 'released_at';
    after := to_jsonb(NEW) - 'contact_id' - 'released_by_id' - 'released_at';
    IF before <> after OR (NEW.contact_id IS NOT NULL AND NEW.contact_id <> OLD.contact_id) THEN
        RAISE EXCEPTION 'a submitted card is frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_submitted_is_frozen';
    END IF;
    RETURN NEW;
"""
_MATTERS_ON_SCALE = """
    SELECT scale_low, scale_high INTO low, high FROM report_cards_design
        WHERE id = NEW.design_id;
    IF NEW.secrets_value < low OR NEW.secrets_value > high THEN
        RAISE EXCEPTION 'the rating lies outside the scale'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_secrets_on_the_scale';
    END IF;
    RETURN NEW;
"""
_FROZEN_RATING = """
    IF EXISTS (SELECT 1 FROM report_cards_card c WHERE c.submitted_at IS NOT NULL
               AND c.id = CASE TG_OP WHEN 'INSERT' THEN NEW.card_id ELSE OLD.card_id END) THEN
        RAISE EXCEPTION 'a submitted card is frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_submitted_is_frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NOT EXISTS (
        SELECT 1 FROM report_cards_card c
            JOIN report_cards_behaviour b ON b.id = NEW.behaviour_id AND b.design_id = c.design_id
            JOIN report_cards_design d ON d.id = c.design_id
        WHERE c.id = NEW.card_id
            AND (NEW.value IS NULL OR NEW.value BETWEEN d.scale_low AND d.scale_high)) THEN
        RAISE EXCEPTION 'the rating lies outside the scale of its card'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_on_the_scale';
    END IF;
    RETURN NEW;
"""


_FROZEN_WORDS = """
    IF EXISTS (SELECT 1 FROM report_cards_card c
               WHERE c.id = NEW.card_id AND c.submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the words on a submitted card stay as they are, or are erased'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_words_submitted_are_frozen';
    END IF;
    RETURN NEW;
"""


class Quarantine(models.TextChoices):
    HONEYPOT = "honeypot", _("a field that nobody sees was filled in")
    TOO_FAST = "too_fast", _("answered within 10 seconds of delivery")
    COLLEAGUE = "colleague", _("sent from a signed-in colleague's browser")


class OtherSolutions(models.TextChoices):
    """What became of a customer for whom ours was not right."""

    NO = "no", _("no")
    POINTED = "pointed", _("yes, pointed to someone else")
    PUSHED = "pushed", _("yes, ours was pushed anyway")
    NOTHING = "nothing", _("yes, and nothing happened")
    UNSURE = "unsure", _("not sure")


class Call(models.TextChoices):
    PLEASE = "please", _("please call")
    NO_NEED = "no_need", _("no need to call")


class Card(models.Model):
    """One card. Until `submitted_at` it is a draft that its link brings back.

    It names whom and which customer it is about by itself, so that figures need no joins.
    An imported card has a reference instead of an invitation.
    """

    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, blank=True, related_name="card"
    )
    reference = models.CharField(max_length=200, blank=True)
    design = models.ForeignKey(Design, models.PROTECT, related_name="cards")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cards_about")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="cards")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="cards"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    secrets_value = models.SmallIntegerField(null=True, blank=True)
    secrets_unknown = models.BooleanField(default=False)
    other_solutions = models.CharField(max_length=8, choices=OtherSolutions.choices, blank=True)
    loyalty = models.PositiveSmallIntegerField(null=True, blank=True)
    pressure = models.BooleanField(null=True, blank=True)
    call = models.CharField(max_length=8, choices=Call.choices, blank=True)
    quarantine = models.CharField(max_length=10, choices=Quarantine.choices, blank=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(invitation__isnull=False, reference="")
                | (Q(invitation__isnull=True) & ~Q(reference="")),
                name="card_invited_or_imported",
                violation_error_message=_("A card answers an invitation, or it was imported."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="card_reference_unique",
                violation_error_message=_("A card of this reference is here already."),
            ),
            models.CheckConstraint(
                condition=Q(secrets_value__isnull=True) | Q(secrets_unknown=False),
                name="card_secrets_rated_or_unknown",
                violation_error_message=_("Give a rating, or say that you cannot."),
            ),
            models.CheckConstraint(
                condition=Q(other_solutions__in=["", *OtherSolutions.values]),
                name="card_other_solutions_known",
                violation_error_message=_("Choose one of the answers."),
            ),
            models.CheckConstraint(
                condition=Q(loyalty__isnull=True) | Q(loyalty__lte=10),
                name="card_loyalty_in_range",
                violation_error_message=_("Choose a number from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(call__in=["", *Call.values]),
                name="card_call_known",
                violation_error_message=_("Say whether we should call."),
            ),
            models.CheckConstraint(
                condition=Q(quarantine__in=["", *Quarantine.values]),
                name="card_quarantine_known",
                violation_error_message=_("Say why the card is set aside."),
            ),
            models.CheckConstraint(
                condition=Q(quarantine="") | Q(submitted_at__isnull=False),
                name="card_quarantined_when_submitted",
                violation_error_message=_("Only a submitted card is set aside."),
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(quarantine="")),
                name="card_released_from_quarantine",
                violation_error_message=_("Somebody releases a card that was set aside."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "person"],
                condition=Q(submitted_at__isnull=False),
                name="card_by_submission",
            ),
            models.Index(fields=["person", "-submitted_at"], name="card_by_person"),
            models.Index(fields=["customer", "-submitted_at"], name="card_by_customer"),
            models.Index(
                fields=["-submitted_at"],
                condition=Q(released_at__isnull=True) & ~Q(quarantine=""),
                name="card_in_quarantine",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="submitted_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
                declare=[("before", "jsonb"), ("after", "jsonb")],
                func=_FROZEN_CARD,
            ),
            pgtrigger.Trigger(
                name="secrets_on_the_scale",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("secrets_value", "design_id"),
                condition=pgtrigger.Q(new__secrets_value__isnull=False),
                declare=[("low", "smallint"), ("high", "smallint")],
                func=_MATTERS_ON_SCALE,
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.pk}"

    @property
    def counts(self) -> bool:
        """Whether the card is in the figures: submitted, and not set aside."""
        set_aside = bool(self.quarantine) and self.released_at is None
        return self.submitted_at is not None and not set_aside


class CardWords(models.Model):
    """The comment on a card, in a row of its own so that it can be erased alone."""

    card = models.OneToOneField(Card, models.CASCADE, related_name="comment")
    words = models.TextField(max_length=4000)
    may_read = models.BooleanField(_("the rated person may read it"), default=False)
    language = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"),
                name="card_words_not_empty",
                violation_error_message=_("An empty comment says nothing."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="submitted_words_are_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_FROZEN_WORDS,
            )
        ]

    def __str__(self) -> str:
        return f"words on card {self.card_id}"


class Rating(models.Model):
    """One behaviour rated on one card; no value means "can't say"."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="ratings")
    behaviour = models.ForeignKey(Behaviour, models.PROTECT, related_name="ratings")
    value = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "behaviour"],
                name="rating_once_per_behaviour",
                violation_error_message=_("This behaviour is rated on this card already."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="on_scale_and_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_FROZEN_RATING,
            )
        ]

    def __str__(self) -> str:
        return f"{self.behaviour}: {self.value if self.value is not None else '–'}"
