"""What is asked: versioned designs, frozen once published."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person

LANGUAGES = ("en", "de", "fr", "es", "ar")

_FROZEN_PARTS = """
    IF TG_OP <> 'INSERT' THEN asked := OLD.design_id; ELSE asked := NEW.design_id; END IF;
    IF EXISTS (SELECT 1 FROM report_cards_design d
               WHERE d.id = asked AND d.state = 'published') THEN
        RAISE EXCEPTION 'a published design is frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'design_published_is_frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def _frozen_parts() -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name="frozen_with_its_design",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("asked", "bigint")],
            func=_FROZEN_PARTS,
        )
    ]


class DesignState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Design(models.Model):
    """One version of the card. An invitation pins the version it was sent with."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=DesignState.choices, default=DesignState.DRAFT)
    scale_low = models.SmallIntegerField(_("lowest"), default=1)
    scale_high = models.SmallIntegerField(_("highest"), default=5)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DesignState.values),
                name="design_state_known",
                violation_error_message=_("A design is a draft, or it is published."),
            ),
            models.CheckConstraint(
                condition=Q(scale_low__gte=0, scale_high__lte=10, scale_high__gt=F("scale_low")),
                name="design_scale_in_order",
                violation_error_message=_("A scale rises, within 0 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="design_published_has_its_time",
                violation_error_message=_("A published design has the time it was published."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
                func="""
                    RAISE EXCEPTION 'a published design is frozen' USING
                        ERRCODE = 'check_violation', CONSTRAINT = 'design_published_is_frozen';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or _('Report card')} {self.number}"


class Behaviour(models.Model):
    """One of at most six behaviours of a design; the slot is its place on the card."""

    design = models.ForeignKey(Design, models.CASCADE, related_name="behaviours")
    slot = models.PositiveSmallIntegerField(_("place"))
    code = models.SlugField(_("code"), max_length=40)
    weight = models.PositiveSmallIntegerField(_("weight"), null=True, blank=True)

    class Meta:
        ordering = ["design", "slot"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=6),
                name="behaviour_slot_one_to_six",
                violation_error_message=_("A card has room for six behaviours."),
            ),
            models.UniqueConstraint(
                fields=["design", "slot"],
                name="behaviour_slot_once",
                violation_error_message=_("Another behaviour stands in this place."),
            ),
            models.UniqueConstraint(
                fields=["design", "code"],
                name="behaviour_once_per_design",
                violation_error_message=_("This behaviour is on the card already."),
            ),
            models.CheckConstraint(
                condition=~Q(code=""),
                name="behaviour_has_a_code",
                violation_error_message=_("Give the behaviour a code."),
            ),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gte=1, weight__lte=100),
                name="behaviour_weight_is_per_cent",
                violation_error_message=_("A weight lies between 1 and 100 per cent."),
            ),
        ]
        triggers = _frozen_parts()

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """The words of a question in one language; `code` is a behaviour's, or a fixed one's.

    For a behaviour, `low_words` and `high_words` stand at the ends of its scale.
    """

    design = models.ForeignKey(Design, models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    language = models.CharField(max_length=12)
    words = models.CharField(_("question"), max_length=300)
    low_words = models.CharField(_("at the lowest"), max_length=60, blank=True)
    high_words = models.CharField(_("at the highest"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["design", "code", "language"],
                name="question_once_per_language",
                violation_error_message=_("This question is there in this language already."),
            ),
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"),
                name="question_has_words",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES),
                name="question_language_known",
                violation_error_message=_("We do not ask in this language yet."),
            ),
        ]
        triggers = _frozen_parts()

    def __str__(self) -> str:
        return self.words
