"""What a contact's own page offers when they tell us of a mishap."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from accounts.models import Contact, Customer
from crm.recovery.models import CameBy, Message, State, Ticket

_SHOWN = 30


def things_of(customer: Customer) -> list[tuple[int, str]]:
    """Give what they bought of us, the latest of each product: its deal and the product's name.

    A deal's own name may be a word among ourselves; the product's is not.
    """
    bought = customer.deals.filter(stage="won", product__isnull=False)
    latest = bought.order_by("-closed_on", "-pk").values_list("pk", "product__name")[:_SHOWN]
    found: dict[str, int] = {}
    for pk, name in latest:
        found.setdefault(str(name), pk)
    return [(pk, name) for name, pk in found.items()]


def thing_named(customer: Customer, about_kind: str, about_id: str) -> str:
    """Give the product that a ticket is about; "" where it is about none."""
    if about_kind != "deal" or not about_id.isdecimal():
        return ""
    deal = customer.deals.filter(pk=about_id).values_list("product__name", flat=True).first()
    return str(deal or "")


def told_before(report: Ticket, since: dt.datetime) -> Ticket | None:
    """Give the open ticket of the very same report by the same contact: sent again, not new."""
    same = ("contact", "channel", "words", "severity", "about_kind", "about_id", "cost_words",
            "make_right_words")  # fmt: skip
    told = Ticket.objects.filter(**{name: getattr(report, name) for name in same})
    told = told.filter(present__state=State.OPEN, reported_at__gte=since)
    return told.select_related("present").order_by("-id").first()


def typed_by(contact: Contact, ticket_ids: Iterable[int]) -> list[tuple[dt.datetime, str]]:
    """Give what a contact typed on the pages of some tickets, and when; not the report itself."""
    typed = Message.objects.filter(ticket__in=ticket_ids, contact=contact, came_by=CameBy.FORM)
    typed = typed.exclude(words=F("ticket__words")).order_by("-received_at", "-id")
    return list(typed.values_list("received_at", "words")[:_SHOWN])
