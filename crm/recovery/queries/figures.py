"""Everything the page of figures shows, read in one place."""

import datetime as dt
from dataclasses import dataclass

from django.utils import dateformat
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.recovery.models import Breach, Severity
from crm.recovery.queries.cases import Period, cases_of
from crm.recovery.queries.causes import CauseRow, causes_counted
from crm.recovery.queries.loyal import against_the_unharmed, loyalty_counts
from crm.recovery.queries.receptions import Received, receptions_of
from crm.recovery.queries.times import Figure, figures_of
from crm.recovery.rules.matched import Matched

BREACHES_SHOWN = 10


@dataclass(frozen=True)
class Group:
    """The figures of a kind of group, under the words over them."""

    by: str
    title: str
    head: str
    figures: list[Figure]


@dataclass(frozen=True)
class Figures:
    """What the page shows; `whole` is None while there is no case in the period."""

    whole: Figure | None
    groups: list[Group]
    loyalty: dict[str, int]
    paradox: Matched
    learnt: list[CauseRow]
    received: list[Received]
    breaches: list[Breach]


def figures_for(person: Person, period: Period) -> Figures:
    """Read the figures of a period over the tickets a person may read."""
    cases = cases_of(person, period)
    found = figures_of(person, cases, period)
    late = Breach.objects.filter(cycle__in=cases).select_related("cycle__ticket__customer")
    return Figures(
        whole=next((figure for figure in found if figure.by == "all"), None),
        groups=groups_of(found),
        loyalty=loyalty_counts(person, cases),
        paradox=against_the_unharmed(person, cases, period.now),
        learnt=[row for row in causes_counted(person) if row.span],
        received=receptions_of(cases),
        breaches=list(late.order_by("-breached_at", "-id")[:BREACHES_SHOWN]),
    )


def groups_of(found: list[Figure]) -> list[Group]:
    """Put the figures of each kind of group in order: months by time, people by name."""
    heads = {
        "month": (_("Month by month"), _("Month")),
        "severity": (_("By severity"), _("Severity")),
        "cause": (_("By cause"), _("Cause")),
        "customer": (_("Customers with the most"), _("Customer")),
        "person": (_("By who looked after it"), _("Person")),
    }
    groups = []
    for by, (title, head) in heads.items():
        figures = [figure for figure in found if figure.by == by]
        figures.sort(key=_order)
        if figures:
            groups.append(Group(by, title, head, figures))
    return groups


def _order(figure: Figure) -> tuple[int, str, int]:
    if figure.by in {"month", "severity"}:
        return -figure.key, "", 0
    if figure.by == "person":
        return 0, figure.name, figure.key
    return -figure.n, figure.name, figure.key


def group_words(figure: Figure) -> str:
    """Name a group of cases."""
    if figure.by == "severity":
        return str(Severity(figure.key).label)
    if figure.by == "month":
        return dateformat.format(dt.date(figure.key // 100, figure.key % 100, 1), "F Y")
    return figure.name or _("not known, or not on the list yet")
