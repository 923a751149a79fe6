"""Wants across customers, without seeing who said it: only what `rules.sheets` lets out.

Whose customers: one's own and those of the teams one leads; marketing and directors see all.
Who may read those secrets anyway is shown no more than marketing is, so that a printed page
can be passed on.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from accounts.models import Person, Team
from secrets_manual.models import KIND_LABELS, Cut, Measure, Tally, Theme
from secrets_manual.models.codes import Label
from secrets_manual.queries.cuts import UNKNOWN, CutShown, cut_in_words, cut_parts
from secrets_manual.rules.kinds import Layer
from secrets_manual.rules.sheets import FEWEST, Band, band_of, trend_of

FEWEST_CUSTOMERS = FEWEST


@dataclass(frozen=True)
class KindLine:
    """One kind of want: the band of customers who told of it; None when too few."""

    kind: str
    label: Label
    customers: Band | None


@dataclass(frozen=True)
class ThemeLine:
    """One theme: how many customers share it, and how many were new this quarter and before.

    trend: more | fewer | same | '' when a quarter is too small to show.
    """

    theme: Theme
    customers: Band | None
    now: Band | None = None
    before: Band | None = None
    trend: str = ""
    counted_at: dt.datetime | None = None


def wants_by_kind(person: Person, *, layer: str = Layer.SECRET.value) -> list[KindLine]:
    """Give how many customers in the person's reach told of each kind, most shared first."""
    rows = _tallies(person).filter(measure__layer=layer, cut=Cut.WHOLE)
    counts = dict(rows.values_list("measure__kind").annotate(Sum("customers")))
    lines = [
        KindLine(str(kind), label, band_of(counts.get(str(kind), 0)))
        for kind, label in KIND_LABELS.items()
    ]
    return sorted(lines, key=lambda line: -(line.customers.low if line.customers else 0))


def wants_by_theme(person: Person, themes: Iterable[Theme] | None = None) -> list[ThemeLine]:
    """Give the themes that are followed, those most customers share first."""
    if themes is None:
        themes = Theme.objects.filter(is_followed=True).select_related("measure").order_by("name")
    found = list(themes)
    counts: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = _tallies(person).filter(
        measure__theme__in=[theme.pk for theme in found], cut__in=[Cut.WHOLE, Cut.QUARTER]
    )
    for theme_id, cut, segment, customers in rows.values_list(
        "measure__theme", "cut", "segment"
    ).annotate(Sum("customers")):
        counts[theme_id][cut][segment] = customers
    lines = [_line(theme, counts[theme.pk]) for theme in found]
    return sorted(lines, key=lambda line: -(line.customers.low if line.customers else 0))


def _line(theme: Theme, counts: dict[str, dict[str, int]]) -> ThemeLine:
    whole = band_of(counts[Cut.WHOLE].get("", 0))
    measure = getattr(theme, "measure", None)
    counted_at = measure.counted_at if measure else None
    if whole is None:
        return ThemeLine(theme, None, counted_at=counted_at)
    parts = cut_parts(Cut.QUARTER, counts[Cut.QUARTER])
    shown = {part.segment: part.band for part in parts}
    return ThemeLine(
        theme,
        whole,
        shown.get("now"),
        shown.get("before"),
        trend_of(parts, "now", "before"),
        counted_at,
    )


def cuts_of_theme(person: Person, theme: Theme) -> tuple[Band | None, list[CutShown]]:
    """Give how many customers share a theme, and each cut of them as far as it may be shown."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = _tallies(person).filter(measure__theme=theme)
    for cut, segment, customers in rows.values_list("cut", "segment").annotate(Sum("customers")):
        counts[cut][segment or UNKNOWN] = customers
    whole = band_of(sum(counts[Cut.WHOLE].values()))
    if whole is None:
        return None, []
    cuts = [cut for cut in Cut if cut != Cut.WHOLE]
    return whole, [
        CutShown(cut, cut.label, cut_in_words(cut, cut_parts(cut, counts[cut]))) for cut in cuts
    ]


def last_counted() -> Measure | None:
    """Give the measure of a kind that was counted last: the night the figures are of."""
    return Measure.objects.filter(theme__isnull=True).order_by("-counted_at").first()


def sees_all_customers(person: Person) -> bool:
    """Say whether figures are over all customers, not only those in one's own reach."""
    return person.has_role("marketing", "director")


def _tallies(person: Person) -> QuerySet[Tally]:
    """Give the tallies whose sum is the person's reach; no customer stands in two of them."""
    if sees_all_customers(person):
        return Tally.objects.filter(team__isnull=True, person__isnull=True)
    led = Team.objects.none()
    if person.has_role("lead"):
        led |= Team.objects.filter(lead=person)
    if person.has_role("manager"):
        led |= Team.objects.filter(manager=person)
    mine = Q(person=person)
    if person.team_id is not None:
        mine &= ~Q(person__team__in=led.values("pk"))
    return Tally.objects.filter(mine | Q(team__in=led.values("pk")))
