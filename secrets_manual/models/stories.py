"""Stories of used secrets, and the votes among them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secrets_manual.models.awards import Award
from secrets_manual.models.secrets import Use
from secrets_manual.models.story_triggers import (
    CLOSED,
    FOR_A_COLLEAGUE,
    OF_A_USE_RECEIVED_WELL,
    STAYS,
    WORDS_GO,
)

LONGEST_STORY = 300


class Story(models.Model):
    """How a secret was used and received, told without the secret and without any name.

    `agent` is who used it. When the use goes, because the customer took the secret back or
    its time had come, the words go with it; that it was told, and whether it won, stays.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="stories")
    use = models.ForeignKey(Use, models.SET_NULL, null=True, blank=True, related_name="stories")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    how = models.CharField(_("how it was used"), max_length=LONGEST_STORY, blank=True)
    received = models.CharField(_("how it was received"), max_length=LONGEST_STORY, blank=True)
    won = models.BooleanField(default=False, db_default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["use"],
                name="story_once_of_a_use",
                violation_error_message=_("This was nominated already."),
            ),
            models.CheckConstraint(
                condition=models.Q(use__isnull=False, how__regex=r"\S", received__regex=r"\S")
                | models.Q(use__isnull=True, how="", received=""),
                name="story_says_how_while_it_may",
                violation_error_message=_("Say how it was used and how it was received."),
            ),
        ]
        indexes = [models.Index(fields=["award", "id"], name="story_by_award")]
        triggers = [
            pgtrigger.Trigger(
                name="story_nominated_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=CLOSED.format(name="story_nominated_in_time") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="story_of_a_use",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=OF_A_USE_RECEIVED_WELL,
            ),
            pgtrigger.Trigger(
                name="story_of_a_use_still",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("use_id", "agent_id", "award_id"),
                condition=pgtrigger.Condition("NEW.use_id IS NOT NULL"),
                func=OF_A_USE_RECEIVED_WELL,
            ),
            pgtrigger.Trigger(
                name="story_words_go",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.use_id IS NULL"),
                func=WORDS_GO,
            ),
            pgtrigger.Trigger(
                name="story_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=STAYS,
            ),
        ]

    def __str__(self) -> str:
        return f"story {self.pk}"


class Vote(models.Model):
    """Whom somebody chooses this month; deleted when the award closes, so that it stays secret."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="votes")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "voter"],
                name="vote_one_each",
                violation_error_message=_("Everybody has one vote a month."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="vote_for_a_colleague",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=CLOSED.format(name="vote_before_the_close") + FOR_A_COLLEAGUE,
            )
        ]

    def __str__(self) -> str:
        return f"vote of award {self.award_id}"
