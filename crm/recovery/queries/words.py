"""How levels, whom they tell and when they are due are said."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from crm.recovery import rules

RUNG_NAMES: dict[str, str | Promise] = {
    "unassigned": _("Nobody took it"),
    "nudge": _("Nudge"),
    "respond_soon": _("Respond soon"),
    "respond_breach": _("Response overdue"),
    "halfway": _("Halfway"),
    "at_risk": _("At risk"),
    "last_call": _("Last call"),
    "breach": _("Breach"),
}
AUDIENCE_WORDS: dict[str, str | Promise] = {
    "owner": _("owner"),
    "team_lead": _("team lead"),
    "steward": _("who looks after the customer"),
    "service_lead": _("service lead"),
    "director": _("director"),
    "persons": _("named people"),
}
_CHANNEL_WORDS: dict[str, str | Promise] = {
    "in_app": _("in the app"),
    "email": _("email"),
    "webhook": _("webhook"),
}


def rung_name(key: str) -> str:
    """Name a level: the ones we start with in plain words, others by their key."""
    return str(RUNG_NAMES.get(key) or key.replace("_", " ").capitalize())


def told_words(tells: Iterable[str]) -> str:
    """Name whom a level tells."""
    return ", ".join(str(AUDIENCE_WORDS[word]) for word in tells if word in AUDIENCE_WORDS)


def channel_words(channels: Iterable[str]) -> str:
    """Name the ways a level tells people."""
    return ", ".join(str(_CHANNEL_WORDS[one]) for one in channels if one in _CHANNEL_WORDS)


def span_words(seconds: rules.Exact) -> str:
    """Write a span of time in hours and minutes; under a minute in seconds."""
    whole = int(Fraction(seconds))
    hours, minutes = divmod(whole // 60, 60)
    parts = []
    if hours:
        parts.append(gettext("%(hours)d h") % {"hours": hours})
    if minutes:
        parts.append(gettext("%(minutes)d min") % {"minutes": minutes})
    if not parts:
        parts.append(ngettext("%(n)d second", "%(n)d seconds", whole) % {"n": whole})
    return " ".join(parts)


def point_words(rung: rules.Rung, policy: rules.Policy) -> str:
    """Say when a level is due, and what that comes to after the report."""
    clock_s = policy.seconds(rung.clock)
    number, unit = rules.said_point(rung, clock_s)
    after = span_words(rules.point_s(rung, clock_s))
    if unit == "after":
        return gettext("%(after)s after the report") % {"after": after}
    said = {
        "percent": gettext("at %(number)s %%"),
        "before": gettext("%(number)s min before the deadline"),
        "late": gettext("%(number)s min after the deadline"),
    }[unit] % {"number": number}
    return gettext("%(said)s: %(after)s after the report") % {"said": said, "after": after}
