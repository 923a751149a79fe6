"""The manuals of a list, of which there are fifty on a page, each drawn by one function."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from accounts.models import Customer
from crm.drawn import address, drawn
from secrets_manual.models import Precision
from secrets_manual.templatetags.notes import partial_words

register = template.Library()


@register.simple_tag
def manual_rows(customers: Iterable[Customer], sort: str = "") -> SafeString:
    """Draw the figures of manuals, as `manuals_of` gives them; sorted by touch, with its day."""
    return SafeString("".join(_manual_row(one, touch=bool(sort)) for one in customers))


def _manual_row(customer: Customer, *, touch: bool) -> SafeString:
    counted: dict[str, Any] = vars(customer)
    last = counted["last_confirmed_on"]
    return drawn("secrets_manual/parts/manual_row.html", {"is_key": counted["is_key"]}, {
        "url": address("manual", customer.pk),
        "name": customer.name,
        "touch": _touch(customer) if touch else "",
        "keeper": customer.keeper.name if customer.keeper else "",
        "secrets": str(counted["secrets_count"]),
        "needs": str(counted["needs_count"]),
        "due": str(counted["due_count"]),
        "last": partial_words(last, Precision.DAY) if last else "",
    })  # fmt: skip


def _touch(customer: Customer) -> str:
    day = customer.next_touch_on
    return f"{partial_words(day, Precision.DAY)}: {customer.next_touch_why}" if day else ""
