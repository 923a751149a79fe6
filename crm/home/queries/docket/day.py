"""A person's day: which questions each role asks, and the seven cards that come of them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.queries import customers_readable, is_readable
from crm.home.queries.docket.cooling import touches_today
from crm.home.queries.docket.lines import NOBODYS, OTHERS, YOURS, Done, Line
from crm.home.queries.docket.office import (
    cards_today,
    disputes_today,
    periods_today,
    plans_today,
    rounds_today,
    unsigned_today,
)
from crm.home.queries.docket.selling import (
    commitments_today,
    leaves_today,
    meetings_today,
    promises_today,
    selling_today,
)
from crm.home.queries.docket.tickets import LONGEST, tickets_today
from crm.home.queries.docket.touches import offers_today
from crm.home.queries.docket.watching import machinery_today, privacy_today, themes_today
from crm.prepared import prepared
from secrets_manual.models import Turn

SHOWN = 7
MOST_TICKETS = 4  # for those who have more to do than tickets
SAID_WITHIN = dt.timedelta(days=14)


@dataclass
class Day:
    """What the page of today shows."""

    lines: list[Line] = field(default_factory=list)
    more: int = 0
    clocks: list[str] = field(default_factory=list)
    promises: int = 0
    meetings: int = 0
    done: list[Done] = field(default_factory=list)
    said: Turn | None = None


def day_of(person: Person, now: dt.datetime) -> Day:
    """Give the person's seven cards: clocks and promises by time, then the rest by weight."""
    local = timezone.localtime(now)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    timed: list[Line] = []
    done: list[Done] = []
    if person.has_role("rep", "service", "lead", "manager", "director"):
        timed, done = tickets_today(person, now, midnight)
    if person.has_role("rep", "service", "lead"):
        promised, kept = promises_today(person, now, midnight)
        timed, done = [*timed, *promised], [*done, *kept]
        timed += meetings_today(person, now, midnight)
    others = _others(person, now, local.date())
    lines = _chosen(person, timed, others)
    return Day(
        lines=lines,
        more=len(timed) + len(others) - len(lines),
        clocks=_clocks(person, timed),
        meetings=sum(bool(line.act_url) for line in timed),
        promises=sum(bool(line.done_url) for line in timed),
        done=sorted(done, key=lambda one: one.at, reverse=True)[:5],
        said=_said_lately(person, now) if person.has_role("rep", "lead", "manager") else None,
    )


def _clocks(person: Person, timed: list[Line]) -> list[str]:
    """Say whose mishaps are open; those of colleagues are no business of service staff."""
    counted = Counter(line.whose for line in timed if line.whose)
    more = "+" if counted.total() >= LONGEST else ""
    mine, free, others = counted[YOURS], counted[NOBODYS], counted[OTHERS]
    found = [
        (mine, ngettext("%(n)s OOPS! is yours", "%(n)s OOPS! are yours", mine)),
        (free, ngettext("%(n)s OOPS! is nobody’s", "%(n)s OOPS! are nobody’s", free)),
    ]
    if not person.has_role("service"):
        with_others = ngettext(
            "%(n)s OOPS! is with a colleague", "%(n)s OOPS! are with colleagues", others
        )
        found.append((others, with_others))
    return [words % {"n": f"{number}{more}"} for number, words in found if number]


#: Who is asked which question, besides those about clocks and promises.
_QUESTIONS: tuple[tuple[tuple[str, ...], Callable[["_Asker"], list[Line]]], ...] = (
    (("rep", "service", "lead"), lambda who: commitments_today(who.person, who.now)),
    (("rep",), lambda who: leaves_today(who.person)),
    (("rep",), lambda who: offers_today(who.person)),
    (("rep",), lambda who: touches_today(who.person, who.today)),
    (("rep",), lambda who: selling_today(who.person)),
    (("manager", "director"), lambda who: cards_today(who.person)),
    (("manager", "director", "finance"), lambda who: disputes_today(who.person)),
    (("manager",), lambda who: unsigned_today(who.person)),
    (("director",), lambda _who: rounds_today()),
    (("finance", "director"), lambda who: plans_today(who.person)),
    (("finance", "director"), lambda who: periods_today(who.person, who.today)),
    (("marketing",), lambda who: themes_today(who.person)),
    (("privacy",), lambda who: privacy_today(who.person)),
    (("admin",), lambda who: machinery_today(who.now)),
)


@dataclass(frozen=True)
class _Asker:
    person: Person
    now: dt.datetime
    today: dt.date


def _others(person: Person, now: dt.datetime, today: dt.date) -> list[Line]:
    """Give the cards without a clock, role by role."""
    who = _Asker(person, now, today)
    found = [line for roles, ask in _QUESTIONS if person.has_role(*roles) for line in ask(who)]
    return sorted(found, key=lambda line: line.place)


def _chosen(person: Person, timed: list[Line], others: list[Line]) -> list[Line]:
    """Take seven: the clock comes first, but never so that all else is forgotten."""
    timed = sorted(timed, key=lambda line: line.place)
    room = SHOWN if person.has_role("service") else max(MOST_TICKETS, SHOWN - len(others))
    kept = timed[:room]
    return [*kept, *others[: SHOWN - len(kept)]]


def _said_lately(person: Person, now: dt.datetime) -> Turn | None:
    """Give what a customer said to us lately, in their words."""
    return next(iter(_said(person, now)), None)


def _heard(person: Person) -> Q:
    """Keep what was said to those one reads of; in a large circle the newest are soon theirs."""
    if person.has_role("lead", "manager"):
        return is_readable(person, "conversation__customer")
    return Q(conversation__customer__in=customers_readable(person))


@prepared
def _said(person: Person, now: dt.datetime) -> QuerySet[Turn]:
    said = Turn.objects.filter(_heard(person), at__gt=now - SAID_WITHIN)
    whose = ("conversation__contact", "conversation__customer")
    return said.select_related(*whose).order_by("-at", "-id")[:1]
