"""Awards: the secret agent of a month by colleagues' votes, the manual keeper of a year."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secrets_manual.models.codes import Label, choices
from secrets_manual.models.constraints import exactly_when, implies
from secrets_manual.rules.awards import FEWEST_CONTACTS, AwardKind, Outcome

AWARD_LABELS: dict[str, Label] = {
    AwardKind.SECRET_AGENT.value: _("secret agent"),
    AwardKind.MANUAL_KEEPER.value: _("manual keeper"),
}
_KINDS = list(AWARD_LABELS)


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
