"""With whom to be in touch: the rows of the page, each drawn by one function."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from accounts.templatetags.confidant import when
from crm.drawn import address, drawn
from crm.home.queries.in_touch import Due
from crm.home.templatetags.relationship import health

register = template.Library()


@register.simple_tag
def due_rows(rows: Iterable[Due], circle: str, csrf_token: object) -> SafeString:
    """Draw customers that are due; the buttons are those of the circle they are looked at in."""
    return SafeString("".join(_due_row(row, circle, str(csrf_token)) for row in rows))


def _due_row(row: Due, circle: str, csrf_token: str) -> SafeString:
    customer, contact, pk = row.customer, row.contact, row.customer.pk
    is_mine, pauses = circle == "mine", circle != "all"
    return drawn("home/parts/due_row.html", {"is_mine": is_mine, "pauses": pauses}, {
        "url": address("customer", pk),
        "name": customer.name,
        "steward": "" if is_mine else vars(customer).get("steward_name"),
        "health": health(row.bond),
        "why": customer.next_touch_why if customer.next_touch_on else "",
        "since": when(row.due_on),
        "whom": contact.name if contact else "",
        "phone": contact.phone if contact else "",
        "contact": str(contact.pk) if contact else "",
        "talk_url": address("in_touch_talk", pk) if is_mine else "",
        "pause_url": address("in_touch_pause", pk) if pauses else "",
        "csrf_token": csrf_token if is_mine else "",
    })  # fmt: skip


@register.simple_tag
def unknown_rows(rows: Iterable[Due]) -> SafeString:
    """Draw customers that have no rhythm yet."""
    return SafeString("".join(map(_unknown_row, rows)))


def _unknown_row(row: Due) -> SafeString:
    return drawn("home/parts/unknown_row.html", {}, {
        "url": address("customer", row.customer.pk),
        "name": row.customer.name,
        "because": row.bond.because,
    })  # fmt: skip
