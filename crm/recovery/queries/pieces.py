"""All that hangs on one ticket, brought along in one question instead of one for each table."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import Person
from crm.prepared import prepared
from crm.recovery.models import (
    Appointment,
    Breach,
    Comment,
    Cycle,
    Loyalty,
    Mention,
    Rung,
    State,
    Ticket,
)
from crm.recovery.queries.conversation import Mail, mails_of
from crm.recovery.queries.lately import BASELINE_WITHIN
from crm.recovery.queries.planned import PLAN, Plan, plans_of
from crm.recovery.queries.related import Related, linked_with, reports_in
from crm.recovery.rules.mentions import pieces

COMMENTS_SHOWN = 200
_BREACH = ("cycle_id", "clock", "breached_at")
_CYCLE = ("id", "number", "recovered_at", "lost_at", "days_only")
_RUNG = ("key", "tells", "due_at", "state", "climbed_at", "error")
_APPOINTMENT = ("contact_name", "words", "before", "until")
_COMMENT = ("words", "created_at")
_LOYALTY = ("moment", "score", "answered_at", "fair_outcome", "fair_handling", "respect")
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Earlier:
    """A cycle that ended before the present one began, and what was missed in it."""

    number: int
    state: str
    ended_at: dt.datetime | None
    breaches: list[Breach]
    days_only: bool = False

    def get_state_display(self) -> str:
        """Name how it ended."""
        return str(State(self.state).label)


@dataclass(frozen=True)
class Remark:
    """A comment of ours; `name` is empty when nobody is known to have made it.

    `parts` are its words, cut where somebody is named: (text, whose number or "").
    """

    name: str
    words: str
    created_at: dt.datetime
    parts: list[tuple[str, str]]


@dataclass(frozen=True)
class Pieces:
    """What hangs on a ticket, each list in the order the page shows it.

    The models are filled only with the columns named on top of this module, and are not to be
    saved. `before` is the latest answer before the report that the reader may know of.
    """

    rungs: list[Rung]
    breaches: list[Breach]
    earlier: list[Earlier]
    appointments: list[Appointment]
    comments: list[Remark]
    before: Loyalty | None
    after: dict[str, Loyalty]
    same_cause: int
    mails: list[Mail]
    related: list[Related]
    plan: Plan | None

    @property
    def first(self) -> Earlier | None:
        """The cycle that began with the report, once it ended."""
        return next(iter(self.earlier), None)

    @classmethod
    def of(cls, ticket: Ticket, person: Person) -> Self:
        """Read the pieces of a ticket that the person may see."""
        found = _found(ticket, person)
        missed = [_filled(Breach, row) for row in found["missed"]]
        before, after = found["before"], found["after"]
        return cls(
            rungs=[_filled(Rung, row) for row in found["ladder"]],
            breaches=[one for one in missed if one.cycle_id == ticket.cycle.pk],
            earlier=[_earlier(_filled(Cycle, row), missed) for row in found["earlier"]],
            appointments=[_filled(Appointment, row) for row in found["later_times"]],
            comments=[_remark(row) for row in found["remarks"]],
            before=_filled(Loyalty, before[0]) if before else None,
            after={row["moment"]: _filled(Loyalty, row) for row in after},
            same_cause=found["same_cause"] or 0,
            mails=[Mail.of(row) for row in reversed(found["mails"])],
            related=[Related.of(row) for row in _related(found)],
            plan=next((Plan.of(row, ticket) for row in found["planned"]), None),
        )


def _found(ticket: Ticket, person: Person) -> dict[str, Any]:
    told = (ticket.cycle.pk, ticket.customer_id, ticket.contact_id, ticket.cause_id or 0)
    (found,) = _hanging(ticket, person, *told, ticket.reported_at)
    return dict(found)


@prepared
def _hanging(  # noqa: PLR0917 - all that one question needs to know
    ticket: Ticket,
    person: Person,
    cycle: int,
    customer: int,
    contact: int | None,
    cause: int,
    reported_at: dt.datetime,
) -> QuerySet[Any, Any]:
    before = Loyalty.objects.filter(
        customer=customer,
        contact=contact,
        answered_at__lt=reported_at,
        answered_at__gte=reported_at - BASELINE_WITHIN,
    )
    return Ticket.objects.filter(pk=ticket.pk).values(
        ladder=_array(Rung.objects.filter(cycle=cycle).order_by("due_at", "place"), _RUNG),
        missed=_array(Breach.objects.filter(cycle__ticket=ticket).order_by("breached_at"), _BREACH),
        earlier=_array(
            Cycle.objects.filter(ticket=ticket).exclude(pk=cycle).order_by("number"), _CYCLE
        ),
        later_times=_array(
            Appointment.objects.filter(cycle=cycle).order_by("made_at"), _APPOINTMENT
        ),
        remarks=_remarks(ticket),
        before=_array(
            before.exclude(hidden_from=person)
            .exclude(ticket__hidden_from=person)
            .order_by("-answered_at", "-id")[:1],
            _LOYALTY,
        ),
        after=_array(Loyalty.objects.filter(ticket=ticket).order_by("answered_at"), _LOYALTY),
        mails=ArraySubquery(mails_of(ticket)),
        planned=_array(
            plans_of(cycle), PLAN, giver=F("giver__name"), usable=F("usable"), there=F("there")
        ),
        **_kin(ticket, person),
        same_cause=Subquery(_same_cause(ticket, person, cause)),
    )


def _remarks(ticket: Ticket) -> ArraySubquery:
    rows = Comment.objects.filter(ticket=ticket).order_by("created_at")[:COMMENTS_SHOWN]
    named = Mention.objects.filter(comment=OuterRef("pk")).values(
        row=JSONObject(written="written", person="person_id")
    )
    return _array(rows, _COMMENT, name=F("person__name"), named=ArraySubquery(named))


def _kin(ticket: Ticket, person: Person) -> dict[str, ArraySubquery]:
    return {
        "reports": ArraySubquery(reports_in(ticket)),
        "linked": ArraySubquery(linked_with(ticket, person, "one", "other")),
        "linked_from": ArraySubquery(linked_with(ticket, person, "other", "one")),
    }


def _related(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [*found["reports"], *found["linked"], *found["linked_from"]]


def _array(
    rows: QuerySet[Any], columns: tuple[str, ...], **more: F | ArraySubquery
) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in columns}, **more)))


def _same_cause(ticket: Ticket, person: Person, cause: int) -> QuerySet[Ticket, Any]:
    """Count the other tickets of its cause that the reader may know of; none without a cause."""
    others = Ticket.objects.filter(cause=cause, merged_into__isnull=True).exclude(pk=ticket.pk)
    seen = others.exclude(hidden_from=person)
    return seen.order_by().values("cause").annotate(n=Count("pk")).values("n")


def _filled(model: type[Row], row: dict[str, Any]) -> Row:
    """Make a row of the model of what JSON says; times become times again."""
    fields = [field for field in model._meta.fields if field.attname in row]  # noqa: SLF001 - public
    return model(**{field.attname: field.to_python(row[field.attname]) for field in fields})


def _earlier(cycle: Cycle, missed: list[Breach]) -> Earlier:
    return Earlier(
        number=cycle.number,
        state=State.RECOVERED if cycle.recovered_at else State.LOST,
        ended_at=cycle.recovered_at or cycle.lost_at,
        breaches=[one for one in missed if one.cycle_id == cycle.pk],
        days_only=cycle.days_only,
    )


def _remark(row: dict[str, Any]) -> Remark:
    comment = _filled(Comment, {name: row[name] for name in _COMMENT})
    named = {one["written"]: str(one["person"]) for one in row["named"]}
    parts = pieces(comment.words, named)
    return Remark(row["name"] or "", comment.words, comment.created_at, parts)
