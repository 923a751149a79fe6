"""Themes marketing follows, and how many customers share what is counted, without their names."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, Versioned
from secrets_manual.models.codes import KIND_LABELS, LAYER_LABELS, choices

MOST_WORDS = 20
LONGEST_WORD = 40


class Cut(models.TextChoices):
    """The fixed ways in which a count is cut; never two at once."""

    WHOLE = "whole", _("all")
    SECTOR = "sector", _("sector")
    COUNTRY = "country", _("country")
    KIND = "kind", _("kind of customer")
    SIZE = "size", _("size")
    QUARTER = "quarter", _("first known")


class Theme(Versioned):
    """A topic that wants and needs of many customers have in common, found by its words.

    `words` are single words or short phrases in any language; one of them is enough. A word
    that fewer than five customers used counts for nothing. `kind` narrows to one kind.
    """

    name = models.CharField(_("name"), max_length=80)
    words = ArrayField(models.CharField(max_length=LONGEST_WORD), verbose_name=_("words"))
    kind = models.CharField(
        _("only this kind"), max_length=30, blank=True, choices=choices(KIND_LABELS)
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_followed = models.BooleanField(_("still followed"), default=True, db_default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="theme_has_a_name",
                violation_error_message=_("Give the theme a name."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="theme_name_unique",
                violation_error_message=_("Another theme has this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(words__len__gte=1, words__len__lte=MOST_WORDS),
                name="theme_has_words",
                violation_error_message=_("A theme has between one and twenty words."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="") | models.Q(kind__in=list(map(str, KIND_LABELS))),
                name="theme_kind_known",
                violation_error_message=_("There is no such kind of secret."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """One thing that is counted across customers: a theme, or a kind of secret or need."""

    theme = models.OneToOneField(
        Theme, models.CASCADE, null=True, blank=True, related_name="measure"
    )
    kind = models.CharField(max_length=30, blank=True)
    layer = models.CharField(max_length=8, blank=True)
    counted_at = models.DateTimeField()
    quarter_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False, kind="", layer="")
                | models.Q(
                    theme__isnull=True,
                    kind__in=list(map(str, KIND_LABELS)),
                    layer__in=list(map(str, LAYER_LABELS)),
                ),
                name="measure_of_a_theme_or_a_kind",
                violation_error_message=_("A theme is counted, or a kind."),
            ),
            models.UniqueConstraint(
                fields=["kind", "layer"],
                condition=models.Q(theme__isnull=True),
                name="measure_of_a_kind_once",
                violation_error_message=_("This kind is counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"


class Tally(models.Model):
    """How many customers: of all, of a team's stewards or of one steward's, in one segment.

    The exact count never leaves the house: `rules.sheets` says what may be published of it.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="tallies")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    cut = models.CharField(max_length=8, choices=Cut.choices)
    segment = models.CharField(max_length=120, blank=True)
    customers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team__isnull=True) | models.Q(person__isnull=True),
                name="tally_of_all_a_team_or_a_steward",
                violation_error_message=_("It counts all, one team or one steward."),
            ),
            models.CheckConstraint(
                condition=models.Q(cut__in=Cut.values),
                name="tally_cut_known",
                violation_error_message=_("There is no such cut."),
            ),
            models.CheckConstraint(
                condition=models.Q(customers__gte=1),
                name="tally_counts_somebody",
                violation_error_message=_("What nobody wants has no row."),
            ),
        ]
        indexes = [models.Index(fields=["cut", "team", "person"], name="tally_by_scope")]

    def __str__(self) -> str:
        return f"{self.cut} of {self.measure_id}"
