"""How many customers, in the words of a band, and as the length of a bar."""

from django import template

from secrets_manual.queries import band_words
from secrets_manual.rules.sheets import Band

register = template.Library()


@register.filter
def band(shown: Band | None) -> str:
    """Give "10 to 14", or what is said below five."""
    return band_words(shown)


@register.filter
def share_of(shown: Band | None, largest: Band | None) -> int:
    """Give the length of a bar, in hundredths of the longest; the lower end is drawn."""
    if shown is None or largest is None:
        return 0
    return round(100 * shown.low / largest.low)
