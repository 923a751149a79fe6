"""What a limit says, in a sentence for the person."""

from django.utils.translation import gettext as _

from crm import money
from secrets_manual.rules.gifts import Allowance, Limit, Over, Whose

_FORBIDS = {
    Whose.OFFICIAL: lambda: _("A public official is given nothing that costs money."),
    Whose.CUSTOMER: lambda: _("The customer's own rules allow no gifts."),
    Whose.COUNTRY: lambda: _("The rules of the country allow no gifts."),
    Whose.COMPANY: lambda: _("We give nothing that costs money."),
}
_LIMITS = {
    Whose.CUSTOMER: lambda: _("the customer's own rule"),
    Whose.COUNTRY: lambda: _("the rule of the country"),
    Whose.COMPANY: lambda: _("our own rule"),
}


def what_is_allowed(allowance: Allowance) -> str:
    """Say in one or two sentences what may be given to one person, and where that stands."""
    if allowance.nothing:
        source = "" if allowance.official else allowance.per_gift.source
        return f"{_FORBIDS[allowance.whose]()} {_stands(source)}".strip()
    gift, year = allowance.per_gift, allowance.per_year
    said = _("At most %(gift)s for one gift and %(year)s a calendar year for one person.") % {
        "gift": _amount(gift.per_gift_minor, gift),
        "year": _amount(year.per_year_minor, year),
    }
    return f"{said} {_stands(gift.source)}".strip()


def why_over(kind: Over, allowance: Allowance) -> str:
    """Say why a gift is not simply given, and what to do."""
    if kind in {Over.OFFICIAL, Over.FORBIDDEN}:
        return _("%(why)s Choose an act.") % {"why": what_is_allowed(allowance)}
    if kind == Over.PER_GIFT:
        limit = allowance.per_gift
        words = {"most": _amount(limit.per_gift_minor, limit), "whose": _LIMITS[limit.whose]()}
        return (
            _("It is over %(most)s for one gift, %(whose)s. Choose an act or something smaller.")
            % words
        )
    limit = allowance.per_year
    words = {"most": _amount(limit.per_year_minor, limit), "whose": _LIMITS[limit.whose]()}
    return (
        _("With it they would have more than %(most)s this year, %(whose)s. Choose an act.") % words
    )


def _amount(minor: int, limit: Limit) -> str:
    return f"{money.shown(minor, limit.currency)} {limit.currency}"


def _stands(source: str) -> str:
    return _("It stands here: %(source)s.") % {"source": source.rstrip(".")} if source else ""
