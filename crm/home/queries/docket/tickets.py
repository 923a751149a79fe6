"""Mishaps: the person's own, their customers', their team's, or everybody's, by the clock."""

import datetime as dt

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.home.queries.docket.lines import NOBODYS, OTHERS, YOURS, Done, Line
from crm.prepared import prepared
from crm.recovery.models import Cycle, Step, Ticket
from crm.recovery.permissions import may_work
from crm.recovery.queries import tickets_visible_to
from crm.recovery.queries.planned import open_plans
from crm.recovery.queries.unanswered import Unanswered, latest_mail, unanswered_of

LONGEST = 12
_LETTERS = 110
_SOON = 0.25  # of the time is left: the ladder's rung "at risk"


def tickets_today(
    person: Person, now: dt.datetime, midnight: dt.datetime
) -> tuple[list[Line], list[Done]]:
    """Give the open tickets that concern the person most, and those they closed today."""
    rows = _rows(person, midnight)
    open_rows = [ticket for ticket in rows if ticket.cycle.recovered_at is None]
    closed = [
        Done(_("%(customer)s is recovered") % {"customer": ticket.customer.name}, at)
        for ticket in rows
        if (at := ticket.cycle.recovered_at) is not None
    ]
    if not person.has_role("rep", "service"):
        open_rows = [ticket for ticket in open_rows if needs_a_lead(ticket, person, now)]
    return [_line(ticket, person) for ticket in open_rows[:LONGEST]], closed


@prepared
def _rows(person: Person, midnight: dt.datetime) -> QuerySet[Ticket]:
    return (
        tickets_visible_to(person)
        .select_related("customer", "contact", "owner", "present")
        .filter(present__in=_open_or_closed(person, midnight))
        .annotate(planned_at=_planned("due_at"), giver=_planned("giver"))
        .annotate(nearness=_nearness(person), mail=latest_mail())
        .order_by("nearness", "present__due_at", "id")[: LONGEST * 2]
    )


def _open_or_closed(person: Person, midnight: dt.datetime) -> QuerySet[Cycle, tuple[int]]:
    """Give the cycles that are open, and those the person closed since: by an index each."""
    running = Cycle.objects.filter(
        recovered_at__isnull=True, lost_at__isnull=True, merged_at__isnull=True
    )
    closed = Cycle.objects.filter(recovered_by=person, recovered_at__gte=midnight)
    return running.order_by().values_list("pk").union(closed.order_by().values_list("pk"), all=True)


def _planned(column: str) -> Subquery:
    """Bring a column of the surprise that is planned for the ticket."""
    return Subquery(open_plans().filter(cycle=OuterRef("present")).values(column)[:1])


def _nearness(person: Person) -> Case:
    """Put one's own and what nobody looks after first, then the rest."""
    return Case(
        When(Q(owner=person) | Q(giver=person.pk) | Q(owner__isnull=True), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


def needs_a_lead(ticket: Ticket, person: Person, now: dt.datetime) -> bool:
    """Say whether somebody who answers for others should look: breached, at risk, or nobody's."""
    cycle = ticket.cycle
    if cycle.days_only:
        return ticket.owner_id in {None, person.pk} or ticket.hidden_from_id is not None
    whole = (cycle.due_at - cycle.started_at).total_seconds()
    left = (cycle.due_at - now).total_seconds()
    return (
        ticket.owner_id in {None, person.pk}
        or left < _SOON * whole
        or ticket.hidden_from_id is not None
    )


def _line(ticket: Ticket, person: Person) -> Line:
    cycle, mail = ticket.cycle, unanswered_of(ticket, vars(ticket)["mail"])
    return Line(
        kind=_("From a report card") if ticket.hidden_from_id else _("OOPS!"),
        icon="stopwatch",
        title=f"{ticket.customer.name}: {Truncator(ticket.words).chars(90)}",
        url=reverse("ticket", args=[ticket.pk]),
        text=" ".join(filter(None, (_told_on(cycle), _whose(ticket, person), _word_by(ticket)))),
        strong=_their_words(mail) if mail else _next_step(ticket, person),
        button=_("Open"),
        acts=_ways(ticket, person) if mail else (),
        due_at=None if cycle.days_only else cycle.due_at,
        started_at=None if cycle.days_only else cycle.started_at,
        purpose=_("respond") if cycle.step == Step.RESPOND else _("recover"),
        number=ticket.pk,
        rank=0,
        nearness=_queue(ticket, person),
        whose=_whose_clock(ticket, person),
    )


def _their_words(mail: Unanswered) -> str:
    """Name the mail that waits: to answer it is the next step."""
    said = {"name": mail.name, "words": Truncator(mail.words).chars(_LETTERS)}
    if "?" in mail.words:
        return _("%(name)s asks: “%(words)s”") % said
    return _("%(name)s writes: “%(words)s”") % said


def _ways(ticket: Ticket, person: Person) -> tuple[tuple[str, str], ...]:
    """Lead to the letter where the person may write one; else the line has its usual button."""
    if ticket.contact is None or not ticket.contact.email or not may_work(person, ticket):
        return ()
    letter = reverse("ticket_act", args=[ticket.pk, "reply"])
    return (_("Answer"), f"{letter}#now"), (_("Open"), reverse("ticket", args=[ticket.pk]))


def _whose_clock(ticket: Ticket, person: Person) -> str:
    if ticket.owner_id is None:
        return NOBODYS
    return YOURS if ticket.owner_id == person.pk else OTHERS


def _told_on(cycle: Cycle) -> str:
    """Say the day where no hour is known, and so no clock."""
    day = cycle.told_on and dateformat.format(cycle.told_on, "j M Y")
    return _("Told on %(day)s; no hour is known.") % {"day": day} if day else ""


def _word_by(ticket: Ticket) -> str:
    if ticket.next_word_by is None:
        return ""
    when = dateformat.format(timezone.localtime(ticket.next_word_by), "D j M, H:i")
    return _("They hear from us by %(when)s.") % {"when": when}


def _queue(ticket: Ticket, person: Person) -> int:
    """Service staff work their own tickets and nobody's by the clock, then those of others."""
    is_near = ticket.owner_id is None or ticket.owner_id == person.pk
    return 0 if is_near or not person.has_role("service") else 1


def _whose(ticket: Ticket, person: Person) -> str:
    if ticket.owner is None:
        return _("Nobody looks after it yet.")
    if ticket.owner_id == person.pk:
        return _("It is yours.")
    return _("%(name)s looks after it.") % {"name": ticket.owner.get_short_name()}


def _next_step(ticket: Ticket, person: Person) -> str:
    name = ticket.contact.name if ticket.contact else ticket.customer.name
    planned_at: dt.datetime | None = getattr(ticket, "planned_at", None)
    is_mine = getattr(ticket, "giver", None) == person.pk
    if planned_at and (is_mine or ticket.cycle.step == Step.SURPRISE):
        when = dateformat.format(timezone.localtime(planned_at), "D j M, H:i")
        if is_mine:
            return _("You hand a surprise to %(name)s, %(when)s.") % {"name": name, "when": when}
        return _("A surprise is planned for %(when)s.") % {"when": when}
    words = {
        Step.RESPOND: _("Reach %(name)s."),
        Step.FIX: _("Next: the fix."),
        Step.SURPRISE: _("It works again. Now what shows that we listened?"),
        Step.RECOVER: _("Ask %(name)s whether all is well, then close it."),
    }
    return words.get(Step(ticket.cycle.step), "") % {"name": name}
