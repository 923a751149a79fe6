"""Tickets that belong to one: reports merged into it, and those linked with it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject, Left
from django.utils.dateparse import parse_datetime

from accounts.models import Person
from crm.recovery.models import Kinship, Ticket, TicketLink
from crm.recovery.models.tickets import OPEN
from crm.recovery.queries.days import told_in_days
from crm.recovery.queries.seen import tickets_visible_to

SHOWN = 30


@dataclass(frozen=True)
class Related:
    """A ticket beside another; `kind` is "merged" for a report that became part of it."""

    pk: int
    kind: str
    name: str
    words: str
    reported_at: dt.datetime
    state: str
    days_only: bool

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """Make it of what JSON says."""
        reported_at = parse_datetime(row["reported_at"]) or dt.datetime.min.replace(tzinfo=dt.UTC)
        return cls(**row | {"reported_at": reported_at, "name": row["name"] or ""})

    @property
    def is_report(self) -> bool:
        """Say whether it became part of the ticket."""
        return self.kind == "merged"

    @property
    def label(self) -> str:
        """Name how it belongs to the ticket."""
        return str(Kinship(self.kind).label)


def reports_in(ticket: Ticket) -> QuerySet[Ticket, Any]:
    """Give the reports merged into a ticket, each as one JSON object, the first first."""
    rows = Ticket.objects.filter(merged_into=ticket).order_by("reported_at", "id")[:SHOWN]
    return rows.values(
        row=JSONObject(
            pk="pk", kind=Value("merged"), name=F("contact__name"), words="words",
            reported_at="reported_at", state=F("present__state"),
            days_only=told_in_days(OuterRef("pk")),
        )
    )  # fmt: skip


def linked_with(ticket: Ticket, person: Person, near: str, far: str) -> QuerySet[TicketLink, Any]:
    """Give the tickets at the `far` end of the links whose `near` end it is, likewise.

    Only those that the reader may see.
    """
    links = TicketLink.objects.filter(**{near: ticket, f"{far}__in": tickets_visible_to(person)})
    return links.order_by("-made_at", "-id")[:SHOWN].values(
        row=JSONObject(
            pk=F(far), kind="kind", name=F(f"{far}__customer__name"),
            words=Left(f"{far}__words", 200), reported_at=F(f"{far}__reported_at"),
            state=F(f"{far}__present__state"), days_only=told_in_days(OuterRef(far)),
        )
    )  # fmt: skip


def mergeable_with(person: Person, ticket: Ticket) -> QuerySet[Ticket]:
    """Give the other open tickets of the same customer that the person sees."""
    others = tickets_visible_to(person).filter(OPEN, customer=ticket.customer_id)
    return others.exclude(pk=ticket.pk).select_related("contact").order_by("-reported_at", "-id")


def main_of(ticket: Ticket) -> Ticket:
    """Give the ticket that goes on: the one it was merged into, itself where it was not."""
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket
