"""Tickets in files: columns, and what their cells mean."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.imports.kinds import Field, Kind, Table
from accounts.models import Person
from accounts.rules import parse_local_datetime
from crm.recovery.actions import write_tickets
from crm.recovery.models import Channel, Severity, Ticket
from crm.recovery.permissions import TICKET_ROLES
from crm.recovery.queries import tickets_visible_to
from crm.recovery.rules.days import read_day

_SEVERITIES = {
    "1": Severity.MINOR, "minor": Severity.MINOR, "low": Severity.MINOR,
    "2": Severity.SERIOUS, "serious": Severity.SERIOUS, "medium": Severity.SERIOUS,
    "normal": Severity.SERIOUS, "3": Severity.GRAVE, "grave": Severity.GRAVE,
    "high": Severity.GRAVE, "critical": Severity.GRAVE, "urgent": Severity.GRAVE,
}  # fmt: skip
#: A part of the cell's own wording, and the channel it means; the first that fits counts.
_CHANNELS = (
    ("worker", Channel.COLLEAGUE),
    ("employee", Channel.COLLEAGUE),
    ("colleague", Channel.COLLEAGUE),
    ("call", Channel.PHONE),
    ("phone", Channel.PHONE),
    ("mail", Channel.EMAIL),
    ("link", Channel.LINK),
    ("card", Channel.CARD),
)


def moment(cell: str, run: Run) -> dt.date:
    """Read a moment; one without an offset is local to the zone of the import.

    A day without an hour stays a day: an hour would be invented.
    """
    try:
        day = read_day(cell)
        return day or parse_local_datetime(cell, run.zone).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("Write the moment like 2026-11-23 09:12.")) from error


def severity(cell: str, run: Run) -> int:  # noqa: ARG001 - one signature for all
    """Read a severity, ours or what other programs call it."""
    found = _SEVERITIES.get(cell.casefold())
    if found is None:
        raise ValueError(_("“%(cell)s” is neither minor, serious nor grave.") % {"cell": cell[:60]})
    return found.value


def channel(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read how it reached us; what is not a call, a letter or a colleague came by the web."""
    wording = cell.casefold()
    return next((known for part, known in _CHANNELS if part in wording), Channel.WEB).value


def _key(row: Ready) -> tuple[str, ...] | None:
    return ("reference", row.text("reference")) if row.text("reference") else None


def _export(person: Person | None) -> Table:
    tickets: QuerySet[Ticket] = tickets_visible_to(person) if person else Ticket.objects.all()
    names = {
        "reference": "reference",
        "customer": "customer__name",
        "words": "words",
        "severity": "severity",
        "channel": "channel",
        "owner": "owner__name",
        "reported_at": "reported_at",
        "respond_by": "present__respond_by",
        "recover_by": "present__recover_by",
        "responded_at": "present__responded_at",
        "fixed_at": "present__fixed_at",
        "recovered_at": "present__recovered_at",
    }
    rows = tickets.order_by("id").values_list("present__days_only", *names.values())
    plain = ([_cell(value, row[0]) for value in row[1:]] for row in rows.iterator(2000))
    return Table(tuple(names), plain)


def _cell(value: object, days_only: object) -> object:
    if not isinstance(value, dt.datetime):
        return value
    return value.astimezone(dt.UTC).date().isoformat() if days_only else value.isoformat()


TICKETS = Kind(
    name="tickets",
    fields=(
        Field(
            "reference",
            synonyms=(
                "case_enquiry_id", "ticket id", "ticket", "case id", "complaint id", "unique key",
                "id",
            ),
            longest=200,
        ),
        Field(
            "customer",
            required=True,
            synonyms=("company", "account", "organisation", "organization", "customer name"),
        ),
        Field(
            "words",
            required=True,
            synonyms=(
                "what happened", "case_title", "description", "complaint", "title", "subject",
                "issue", "consumer complaint narrative",
            ),
            longest=4000,
        ),
        Field(
            "reported_at",
            required=True,
            parse=moment,
            synonyms=(
                "open_dt", "reported", "opened", "created", "created date", "date received",
                "opened at", "created at",
            ),
        ),
        Field("severity", parse=severity, synonyms=("priority", "urgency"), longest=40),
        Field("channel", parse=channel, synonyms=("source", "submitted via", "origin")),
        Field("owner", synonyms=("assigned to", "assignee", "agent")),
        Field("respond_by", parse=moment),
        Field("recover_by", parse=moment),
        Field("responded_at", parse=moment, synonyms=("first response", "first response at")),
        Field("fixed_at", parse=moment),
        Field(
            "recovered_at",
            parse=moment,
            synonyms=("closed_dt", "closed", "closed date", "resolved", "resolved at", "closed at"),
        ),
    ),
    write=write_tickets,
    key=_key,
    may_import=lambda person: person.has_role("service", "lead", "manager", "director"),
    may_export=lambda person: person.has_role(*TICKET_ROLES),
    export=_export,
    can_undo=True,
    tells_times=True,
)  # fmt: skip
KINDS = (TICKETS,)
