"""The relationships that grow cold, with the evidence and three ways on."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.home.queries.docket.lines import Line, Words
from crm.home.queries.health import Bond
from crm.home.queries.in_touch import bonds_to_mind
from secrets_manual.rules.health import Health

MOST = 2


def cooling_today(person: Person, today: dt.date) -> list[Line]:
    """Give one's own customers that cool or need care, the longest beyond their rhythm first."""
    minded = bonds_to_mind(person, today)
    cold = [one for one in minded if one[2].state in {Health.COOLING, Health.NEEDS_CARE}]
    return [_line(pk, name, bond) for pk, name, bond in cold[:MOST]]


def _line(pk: int, name: str, bond: Bond) -> Line:
    pause = reverse("in_touch_pause", args=[pk])
    whom = bond.last_contact
    acts: list[tuple[Words, str]] = [
        (_("Call"), reverse("contact", args=[whom]) if whom else reverse("customer", args=[pk])),
        (_("Snooze, why"), pause),
        (_("Not a fit"), f"{pause}?kind=not_a_fit"),
    ]
    return Line(
        kind=_("Cooling") if bond.state is Health.COOLING else _("Needs care"),
        icon="snow",
        title=name,
        url=reverse("customer", args=[pk]),
        text=bond.because,
        acts=tuple(acts),
        rank=3,
    )
