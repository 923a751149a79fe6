"""How figures are written: times in hours and days, groups by name, and links to their cases."""

import datetime as dt
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.recovery.models import Cycle
from crm.recovery.queries import Figure, group_words, span_words
from crm.recovery.queries.pieces import Earlier

register = template.Library()
_HOURS_ONLY_S = 72 * 3600
_DAY_S = 24 * 3600


@register.filter
def took(seconds: float | None) -> str:
    """Write a time it took; None is a share that is not reached yet."""
    if seconds is None:
        return _("not yet")
    if seconds >= _HOURS_ONLY_S:
        days = round(seconds / _DAY_S)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return span_words(int(seconds) if seconds < 60 else int(seconds // 60 * 60))


@register.filter
def group_name(figure: Figure) -> str:
    """Name a group of cases."""
    return group_words(figure)


@register.filter
def known(at: dt.datetime | None, case: "Cycle | Earlier") -> dt.datetime | dt.date | None:
    """Give a time of a case as far as it is known: a file may have told the day only."""
    return at.astimezone(dt.UTC).date() if at and case.days_only else at


@register.simple_tag(takes_context=True)
def behind(context: template.Context, of: str, figure: Figure | None = None) -> str:
    """Give the address of the cases behind a number of a group, or of all."""
    asked = {"months": context["months"], "of": of}
    if figure and figure.by != "all":
        asked |= {"by": figure.by, "key": figure.key}
    if context["imported"]:
        asked["imported"] = "yes"
    return f"{reverse('figure_cases')}?{urlencode(asked)}"
