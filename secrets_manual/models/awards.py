"""Awards: the secret agent of a month by colleagues' votes, the manual keeper of a year."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secrets_manual.models.codes import Label, choices
from secrets_manual.models.constraints import exactly_when, implies
from secrets_manual.models.secrets import Use
from secrets_manual.rules.awards import FEWEST_CONTACTS, AwardKind, Outcome

LONGEST_STORY = 300
AWARD_LABELS: dict[str, Label] = {
    AwardKind.SECRET_AGENT.value: _("secret agent"),
    AwardKind.MANUAL_KEEPER.value: _("manual keeper"),
}
_KINDS = list(AWARD_LABELS)

_CLOSED = """
IF (SELECT closed_at FROM secrets_manual_award WHERE id = NEW.award_id) IS NOT NULL THEN
    RAISE EXCEPTION 'award % is closed', NEW.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
"""
_OF_A_USE_RECEIVED_WELL = """
IF NOT EXISTS (
    SELECT 1 FROM secrets_manual_use u JOIN secrets_manual_secret s ON s.id = u.secret_id
    WHERE u.id = NEW.use_id AND u.person_id = NEW.agent_id
      AND u.reception = 'welcome' AND s.state = 'kept'
) THEN
    RAISE EXCEPTION 'use % is not theirs, not welcome, or of no kept secret', NEW.use_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_of_a_use_received_well';
END IF;
IF (SELECT kind FROM secrets_manual_award WHERE id = NEW.award_id) <> 'secret_agent' THEN
    RAISE EXCEPTION 'award % is not won by stories', NEW.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_for_the_secret_agent';
END IF;
RETURN NEW;
"""
_FOR_A_COLLEAGUE = """
IF NOT EXISTS (SELECT 1 FROM secrets_manual_story
               WHERE id = NEW.story_id AND award_id = NEW.award_id) THEN
    RAISE EXCEPTION 'story % is not of award %', NEW.story_id, NEW.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'vote_for_a_story_of_its_month';
END IF;
IF (SELECT agent_id FROM secrets_manual_story WHERE id = NEW.story_id) = NEW.voter_id THEN
    RAISE EXCEPTION 'person % votes for their own story', NEW.voter_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'vote_not_for_oneself';
END IF;
RETURN NEW;
"""
_WORDS_GO = "NEW.how := ''; NEW.received := ''; RETURN NEW;"
# Once closed, a story loses its words with its use, and nothing else of it changes.
_STAYS = """
IF (SELECT closed_at FROM secrets_manual_award WHERE id = OLD.award_id) IS NOT NULL AND (
    (NEW.award_id, NEW.agent_id, NEW.nominated_by_id, NEW.won, NEW.at)
        IS DISTINCT FROM (OLD.award_id, OLD.agent_id, OLD.nominated_by_id, OLD.won, OLD.at)
    OR (NEW.use_id IS NOT NULL AND (NEW.use_id, NEW.how, NEW.received)
        IS DISTINCT FROM (OLD.use_id, OLD.how, OLD.received))
) THEN
    RAISE EXCEPTION 'award % is closed', OLD.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_stays_once_closed';
END IF;
RETURN NEW;
"""


class Award(models.Model):
    """One award of one month or year of the company's calendar; open until `closed_at`.

    `voters` is how many took part; who chose what is deleted when the award closes.
    """

    kind = models.CharField(max_length=14, choices=choices(AWARD_LABELS))
    begins_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=18, blank=True)
    voters = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=_KINDS),
                name="award_kind_known",
                violation_error_message=_("There is no such award."),
            ),
            models.UniqueConstraint(
                fields=["kind", "begins_on"],
                name="award_once_a_time",
                violation_error_message=_("This award is given once in its time."),
            ),
            models.CheckConstraint(
                condition=models.Q(begins_on__day=1)
                & implies(
                    models.Q(kind=AwardKind.MANUAL_KEEPER.value), models.Q(begins_on__month=1)
                ),
                name="award_begins_with_its_time",
                violation_error_message=_("A month begins on its first day, a year in January."),
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *map(str, Outcome)]),
                name="award_outcome_known",
                violation_error_message=_("An award cannot end like this."),
            ),
            models.CheckConstraint(
                condition=exactly_when(models.Q(closed_at__isnull=True), models.Q(outcome="")),
                name="award_closed_says_how",
                violation_error_message=_("A closed award says how it ended."),
            ),
            models.CheckConstraint(
                condition=exactly_when(
                    models.Q(voters__isnull=False),
                    models.Q(kind=AwardKind.SECRET_AGENT.value, closed_at__isnull=False),
                ),
                name="award_voters_once_closed",
                violation_error_message=_("Votes are counted when the vote is over."),
            ),
        ]
        indexes = [models.Index(fields=["-begins_on", "-id"], name="award_by_time")]
        triggers = [
            pgtrigger.Protect(
                name="award_closed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.begins_on}"


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
                func=_CLOSED.format(name="story_nominated_in_time") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="story_of_a_use",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_OF_A_USE_RECEIVED_WELL,
            ),
            pgtrigger.Trigger(
                name="story_of_a_use_still",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("use_id", "agent_id", "award_id"),
                condition=pgtrigger.Condition("NEW.use_id IS NOT NULL"),
                func=_OF_A_USE_RECEIVED_WELL,
            ),
            pgtrigger.Trigger(
                name="story_words_go",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.use_id IS NULL"),
                func=_WORDS_GO,
            ),
            pgtrigger.Trigger(
                name="story_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=_STAYS,
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
                func=_CLOSED.format(name="vote_before_the_close") + _FOR_A_COLLEAGUE,
            )
        ]

    def __str__(self) -> str:
        return f"vote of award {self.award_id}"


class Win(models.Model):
    """Who won an award; it stays, whatever becomes of the story.

    Of a manual keeper, the figures it was won with: people at customers, and of how many
    something was known, was fresh, was used well by colleagues.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="wins")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    contacts = models.PositiveIntegerField(null=True, blank=True)
    known = models.PositiveIntegerField(null=True, blank=True)
    fresh = models.PositiveIntegerField(null=True, blank=True)
    shared = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "person"],
                name="win_once_a_person",
                violation_error_message=_("They have won this already."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    contacts__isnull=True,
                    known__isnull=True,
                    fresh__isnull=True,
                    shared__isnull=True,
                )
                | models.Q(
                    contacts__gte=FEWEST_CONTACTS,
                    known__lte=models.F("contacts"),
                    fresh__lte=models.F("contacts"),
                    shared__lte=models.F("contacts"),
                    known__isnull=False,
                    fresh__isnull=False,
                    shared__isnull=False,
                ),
                name="win_figures_whole",
                violation_error_message=_("The figures of a keeper are whole, or there are none."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="win_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"win {self.pk}"
