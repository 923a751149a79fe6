"""What we learnt from mishaps: what changes, who does it, by when, and whether it is done."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import Person
from accounts.queries import Slice, keyset
from crm.recovery.models import Cycle
from crm.recovery.queries.seen import tickets_visible_to

SHOWS = ("open", "late", "done", "mine")


@dataclass(frozen=True)
class LessonCounts:
    """How many lessons the reader may see of each kind."""

    open: int
    late: int
    done: int
    mine: int


def lessons_visible_to(person: Person) -> QuerySet[Cycle]:
    """Give the lessons of tickets a person may read, and those the person carries out.

    A ticket that is hidden from somebody hides its lesson as well.
    """
    lessons = Cycle.objects.filter(lesson_by_on__isnull=False).exclude(ticket__hidden_from=person)
    seen = tickets_visible_to(person).values("pk")
    return lessons.filter(Q(ticket__in=seen) | Q(lesson_owner=person))


def lessons_listed(person: Person, show: str, today: dt.date, cursor: str | None) -> Slice[Cycle]:
    """Give one page of lessons: the open ones by their day, the done ones latest first."""
    rows = lessons_visible_to(person).filter(_shown(person, show, today))
    rows = rows.select_related(
        "ticket__customer", "ticket__cause", "lesson_owner", "lesson_done_by"
    )
    order = ("-lesson_done_at", "-id") if show == "done" else ("lesson_by_on", "id")
    return keyset(rows, order=order, cursor=cursor)


def _shown(person: Person, show: str, today: dt.date) -> Q:
    still = Q(lesson_done_at__isnull=True)
    return {
        "done": Q(lesson_done_at__isnull=False),
        "late": still & Q(lesson_by_on__lt=today),
        "mine": still & Q(lesson_owner=person),
    }.get(show, still)


def lesson_counts(person: Person, today: dt.date) -> LessonCounts:
    """Count them in one question."""
    wanted = {show: Count("pk", filter=_shown(person, show, today)) for show in SHOWS}
    return LessonCounts(**lessons_visible_to(person).order_by().aggregate(**wanted))


def readable_tickets(person: Person, rows: list[Cycle]) -> set[int]:
    """Name the tickets of these lessons that the person may open."""
    ids = [row.ticket_id for row in rows]
    return set(tickets_visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))


def lessons_due(today: dt.date, *, not_before: dt.date) -> QuerySet[Cycle]:
    """Give the lessons that are due or late, not done, and of which not all was said."""
    return Cycle.objects.filter(
        lesson_by_on__lte=today,
        lesson_by_on__gte=not_before,
        lesson_done_at__isnull=True,
        lesson_reminded__lt=2,
    ).order_by("lesson_by_on", "id")
