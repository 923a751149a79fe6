"""Whom to be in touch with today: a day has come, or a relationship grows cold."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.home.queries.docket.lines import Line, Words
from crm.home.queries.docket.touches import touch_lines
from crm.home.queries.evidence import Home
from crm.home.queries.health import Bond
from crm.home.queries.in_touch import homes_to_mind
from secrets_manual.rules.health import Health

MOST = 2
MOST_TOUCHES = 20


def touches_today(person: Person, today: dt.date) -> list[Line]:
    """Give one's own customers whose day has come, and those that cool or need care.

    Where somebody set a day, that day stands instead of the rhythm.
    """
    minded = homes_to_mind(person, today)
    due = [(home.touch_on, home) for home, _bond in minded if home.touch_on]
    ready = sorted((one for one in due if one[0] <= today), key=lambda one: (one[0], one[1].pk))
    cold = [
        (home, bond)
        for home, bond in minded
        if home.touch_on is None and bond.state in {Health.COOLING, Health.NEEDS_CARE}
    ]
    lines = touch_lines([home for _on, home in ready[:MOST_TOUCHES]], today)
    return [*lines, *(_line(home, bond) for home, bond in cold[:MOST])]


def _line(home: Home, bond: Bond) -> Line:
    pause = reverse("in_touch_pause", args=[home.pk])
    page = reverse("customer", args=[home.pk])
    whom = bond.last_contact
    acts: list[tuple[Words, str]] = [
        (_("Call"), reverse("contact", args=[whom]) if whom else page),
        (_("Snooze, why"), pause),
        (_("Not a fit"), f"{pause}?kind=not_a_fit"),
    ]
    return Line(
        kind=_("Cooling") if bond.state is Health.COOLING else _("Needs care"),
        icon="snow",
        title=home.name,
        url=page,
        text=bond.because,
        acts=tuple(acts),
        rank=3,
    )
