"""Ratings in files: columns, what their cells mean, and one kind for every usual scale."""

import datetime as dt
from functools import partial

from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.imports.kinds import Field, Kind, Parse
from accounts.rules import parse_local_datetime
from report_cards import defaults
from report_cards.actions.bulk import write_ratings
from report_cards.models import OtherSolutions

#: The scales beside our own 1 to 5; each is a kind of its own, such as `ratings_0_2`.
SCALES = ((1, 5), (0, 2), (0, 4), (1, 7), (0, 10), (1, 10))


def on_scale(low: int, high: int) -> Parse:
    """Make the reader of a rating: a whole number of the scale, 4 or 4.0."""

    def rating(cell: str, run: Run) -> int:  # noqa: ARG001 - one signature for all
        whole, _point, rest = cell.replace(",", ".").partition(".")
        bare = whole.lstrip("-")
        if not bare.isdecimal() or len(bare) > 4 or rest.strip("0"):
            raise ValueError(_("“%(cell)s” is no whole number.") % {"cell": cell})
        if not low <= int(whole) <= high:
            raise ValueError(
                _("%(cell)s lies beside the scale %(low)s to %(high)s.")
                % {"cell": cell, "low": low, "high": high}
                + " "
                + _("For another scale choose another kind, such as ratings_0_2.")
            )
        return int(whole)

    return rating


def moment(cell: str, run: Run) -> dt.datetime:
    """Read a day or a moment; without an offset it is local to the zone of the import."""
    if len(cell) == 10:
        cell += " 12:00"
    try:
        return parse_local_datetime(cell, run.zone).astimezone(dt.UTC)
    except ValueError as error:
        raise ValueError(_("Write the moment like 2026-11-23 09:12.")) from error


def other_solutions(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read one of no, pointed, pushed, nothing, unsure."""
    if cell.casefold() not in OtherSolutions.values:
        raise ValueError(_("Write no, pointed, pushed, nothing or unsure."))
    return cell.casefold()


def ratings_kind(low: int = 1, high: int = 5) -> Kind:
    """Make the kind that takes ratings on one scale; each row becomes a submitted card."""
    rating = on_scale(low, high)
    return Kind(
        name="ratings" if (low, high) == (1, 5) else f"ratings_{low}_{high}",
        fields=(
            Field("customer", required=True, synonyms=("rater", "userID", "client")),
            Field("person", required=True, synonyms=("ratee", "placeID", "rep")),
            Field("contact"),
            *(Field(code, parse=rating) for code in defaults.CODES),
            Field("secrets_value", parse=rating, synonyms=("matters", "secrets")),
            Field("other_solutions", parse=other_solutions),
            Field("loyalty", parse=on_scale(0, 10)),
            Field("submitted_at", parse=moment, synonyms=("rated at", "rated on", "date")),
            Field("reference", longest=180),
        ),
        write=partial(write_ratings, scale=(low, high)),
        key=_key,
        tells_times=True,
        may_import=lambda person: person.has_role("director"),
        may_export=lambda person: person.has_role("director"),
    )


def _key(row: Ready) -> tuple[str, ...]:
    if row.text("reference"):
        return ("reference", row.text("reference"))
    day = str(row.values.get("submitted_at") or "")
    return ("card", row.text("customer"), row.text("contact"), row.text("person"), day)


KINDS = tuple(ratings_kind(low, high) for low, high in SCALES)
