"""The fixed cuts of a count across customers: their segments, and the words for them."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import CustomerKind
from secrets_manual.models import Cut
from secrets_manual.models.codes import Label
from secrets_manual.rules.sheets import REST, Band, Part, parts_of

NOT_SAID: Label = _("not said")
_SIZES: dict[str, Label] = {
    "1-9": _("1 to 9 people"),
    "10-49": _("10 to 49 people"),
    "50-249": _("50 to 249 people"),
    "250+": _("250 people and more"),
}
_QUARTERS: dict[str, Label] = {
    "now": _("this quarter"),
    "before": _("the quarter before"),
    "earlier": _("earlier"),
}
_KINDS: dict[str, Label] = {str(kind.value): kind.label for kind in CustomerKind}
UNKNOWN = " "
_WORDS: dict[str, dict[str, Label]] = {
    Cut.KIND: _KINDS,
    Cut.SIZE: _SIZES | {UNKNOWN: NOT_SAID},
    Cut.QUARTER: _QUARTERS,
}
#: Of sectors and countries there is always one more that nobody wanted this from.
_ONE_MORE: dict[str, Label] = {"\x00": ""}


@dataclass(frozen=True)
class CutShown:
    """One cut of a theme's customers: its title and its published parts, with their words."""

    cut: str
    title: Label
    parts: list[tuple[Label, Band]]


def cut_parts(cut: str, counts: dict[str, int]) -> list[Part]:
    """Publish a cut with every segment there is, also those that nobody falls into."""
    return parts_of(dict.fromkeys(_WORDS.get(cut, _ONE_MORE), 0) | counts)


def cut_in_words(cut: str, parts: list[Part]) -> list[tuple[Label, Band]]:
    """Give the published parts with the words of their segments."""
    worded = {REST: _("all others together"), UNKNOWN: NOT_SAID} | _WORDS.get(cut, {})
    return [(worded.get(part.segment, part.segment), part.band) for part in parts]


def band_words(shown: Band | None) -> str:
    """Give "10 to 14", or what is said below five: what is shown is never the count itself."""
    if shown is None:
        return gettext("fewer than five")
    return gettext("%(low)d to %(high)d") % {"low": shown.low, "high": shown.high}
