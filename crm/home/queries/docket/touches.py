"""The customers somebody means to be in touch with today, and why."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import HandOver, Person
from crm.home.queries.docket.lines import Line
from crm.home.queries.evidence import Home


def offers_today(person: Person) -> list[Line]:
    """Give the customers offered to the person that wait for a yes or no."""
    rows = HandOver.objects.filter(receiver=person, state="offered").select_related("customer")
    return [
        Line(
            kind=_("Hand-over"),
            icon="arrow-left-right",
            title=_("%(name)s is offered to you") % {"name": row.customer.name},
            url=reverse("hand_over", args=[row.pk]),
            text=_("Read what you must know, then say yes or no."),
            button=_("Read"),
            rank=1,
        )
        for row in rows.order_by("offered_at")[:5]
    ]


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
