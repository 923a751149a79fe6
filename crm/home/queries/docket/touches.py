"""The customers somebody means to be in touch with today, and why."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import HandOver, Person
from crm.home.queries.docket.lines import Line
from crm.home.queries.evidence import Home
from crm.prepared import prepared
from secrets_manual.queries import suggestions_waiting


def offers_today(person: Person) -> list[Line]:
    """Give what waits for the person's yes or no: customers and ideas, with one question."""
    return [
        _suggestion(pk, name, idea) if of == "suggestion" else _hand_over(pk, name)
        for of, pk, name, idea in _offers(person)
    ]


@prepared
def _offers(person: Person) -> QuerySet[HandOver, tuple[Any, ...]]:
    handed = HandOver.objects.filter(receiver=person, state="offered").order_by("offered_at")
    named = handed.annotate(of=Value("hand_over"), idea_title=Value(""))
    ideas = suggestions_waiting(person).annotate(of=Value("suggestion"))
    return named.values_list("of", "pk", "customer__name", "idea_title")[:5].union(
        ideas.values_list("of", "pk", "customer__name", "idea__title")[:3], all=True
    )


def _hand_over(pk: int, name: str) -> Line:
    return Line(
        kind=_("Hand-over"),
        icon="arrow-left-right",
        title=_("%(name)s is offered to you") % {"name": name},
        url=reverse("hand_over", args=[pk]),
        text=_("Read what you must know, then say yes or no."),
        button=_("Read"),
        rank=1,
    )


def _suggestion(pk: int, name: str, idea: str) -> Line:
    return Line(
        kind=_("Idea"),
        icon="lightbulb",
        title=f"{name}: {idea}",
        url=reverse("suggestion", args=[pk]),
        text=_("It fits something they told. Say it, send it, or leave it."),
        button=_("Decide"),
        rank=4,
    )


def touch_lines(due: list[Home], today: dt.date) -> list[Line]:
    """Give one's own customers whose next touch is due, the longest due first."""
    return [
        Line(
            kind=_("Touch"),
            icon="calendar-check",
            title=home.name,
            url=reverse("customer", args=[home.pk]),
            text=home.touch_why,
            strong="" if home.touch_on == today else _("It was due before today."),
            button=_("Open") if place == 0 else "",
            rank=2,
        )
        for place, home in enumerate(due)
    ]
