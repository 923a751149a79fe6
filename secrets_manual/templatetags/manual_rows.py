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
def manual_rows(customers: Iterable[Customer]) -> SafeString:
    """Draw the figures of manuals, as `manuals_of` gives them."""
    return SafeString("".join(_manual_row(customer) for customer in customers))


def _manual_row(customer: Customer) -> SafeString:
    counted: dict[str, Any] = vars(customer)
    last = counted["last_confirmed_on"]
    return drawn("secrets_manual/parts/manual_row.html", {"is_key": counted["is_key"]}, {
        "url": address("manual", customer.pk),
        "name": customer.name,
        "keeper": customer.keeper.name if customer.keeper else "",
        "secrets": str(counted["secrets_count"]),
        "needs": str(counted["needs_count"]),
        "due": str(counted["due_count"]),
        "last": partial_words(last, Precision.DAY) if last else "",
    })  # fmt: skip
