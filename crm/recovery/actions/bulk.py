"""Tickets of older systems by the thousand: what an import writes; nobody is told of them."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run, people_called
from accounts.models import Customer, Person
from accounts.queries import customers_called, customers_named
from crm.journal import actions as journal
from crm.recovery import rules
from crm.recovery.actions.cycles import new_cycle, new_rungs
from crm.recovery.actions.days import in_days, mark_days, remark_days
from crm.recovery.models import Breach, Channel, Cycle, Origin, Rung, RungState, Severity, Ticket
from crm.recovery.queries import policy_at

_BATCH = 1000
_TIMES = ("respond_by", "recover_by", "responded_at", "fixed_at", "recovered_at")
_PLAIN = ("words", "severity", "channel")


@dataclass
class _Pile:
    """What some rows come to, before it is written."""

    new: list[tuple[Ticket, Cycle, rules.Policy]] = field(default_factory=list)
    changed: list[Ticket] = field(default_factory=list)
    before: list[tuple[Ticket | Cycle, dict[str, object]]] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)


class _Known:
    """What the rows may mean, asked for once."""

    def __init__(self, rows: list[Ready], run: Run) -> None:
        self.run = run
        seen = customers_named(run.person) if run.person else Customer.objects.all()
        names = {row.text("customer") for row in rows}
        self.customers = customers_called(seen, names)
        self.people = people_called(row.text("owner") for row in rows)
        references = {row.text("reference") for row in rows} - {""}
        there = Ticket.objects.select_related("present")
        self.by_reference = {
            ticket.reference: ticket for ticket in there.filter(reference__in=references)
        }
        moments = [_at(row, "reported_at") for row in rows if not row.text("reference")]
        self.alike = {
            (ticket.customer_id, ticket.reported_at, ticket.words): ticket
            for ticket in there.filter(origin=Origin.IMPORT, reported_at__in=moments)
        }
        self.policy = cache(policy_at)

    def customer(self, name: str) -> Customer | None:
        """Find a customer; taking over an older system makes those it knew and we do not."""
        person = self.run.person
        if name not in self.customers and (person is None or person.has_role("director")):
            self.customers[name] = Customer.objects.create(name=name)
            self.run.note_made([self.customers[name]])
            journal.record(
                "accounts.customer_added",
                person=person,
                subject_kind="customer",
                subject_id=self.customers[name].pk,
                customer_id=self.customers[name].pk,
                words={"name": name},
            )
        return self.customers.get(name)

    def ticket(self, row: Ready, customer: Customer) -> Ticket | None:
        """Find the ticket that a row speaks of, if it is here already."""
        if row.text("reference"):
            return self.by_reference.get(row.text("reference"))
        return self.alike.get((customer.pk, _at(row, "reported_at"), row.text("words")))


def write_tickets(rows: list[Ready], run: Run) -> Outcome:
    """Take tickets over with their own times, by their reference; the same rows change nothing.

    Their rungs are stale and no customer is mailed. A breach follows from the times; of a
    ticket that is still open, from the moment of the import. A step the file does not know
    is not judged. Where the file tells days without hours nothing is judged, and it says so.
    """
    told = [in_days(row, run) for row in rows]  # moments all of them, as tickets keep them
    known, pile = _Known(told, run), _Pile()
    for row in told:
        refusal = _sort(row, known, pile)
        if refusal:
            pile.outcome.refused.append(refusal)
        else:
            remark_days(row, run)
    _write_new(pile, run)
    _write_changed(pile, run)
    return pile.outcome


def _sort(row: Ready, known: _Known, pile: _Pile) -> Refusal | None:
    customer = known.customer(row.text("customer"))
    if customer is None:
        sentence = _("There is no customer called “%(name)s”.") % {"name": row.text("customer")}
        return Refusal(row.line, "customer", sentence)
    owner = known.people.get(row.text("owner"))
    if row.text("owner") and owner is None:
        sentence = _("Nobody of ours is called “%(name)s”.") % {"name": row.text("owner")}
        return Refusal(row.line, "owner", sentence)
    wrong = _wrong_time(row, known.run.written_at)
    if wrong:
        return Refusal(row.line, wrong, _("This time lies before the report or in the future."))
    ticket = known.ticket(row, customer)
    if ticket is None:
        pile.new.append(_new(row, customer, owner, known))
    elif before := _change(row, ticket):
        pile.changed.append(ticket)
        pile.before += before
    else:
        pile.outcome.unchanged += 1
    return None


def _wrong_time(row: Ready, now: dt.datetime) -> str | None:
    reported_at = _at(row, "reported_at")
    if rules.report_time_refusal(reported_at, now=now):
        return "reported_at"
    done = ("responded_at", "fixed_at", "recovered_at")
    steps = [(name, row.values[name]) for name in done if name in row.values]
    late = next((name for name, at in steps if not reported_at <= at <= now), None)  # type: ignore[operator]
    before = next(
        (name for name in ("respond_by", "recover_by") if not _ahead(row, name, reported_at)), None
    )
    recovered_at = row.values.get("recovered_at")
    if recovered_at and any(at > recovered_at for _name, at in steps):  # type: ignore[operator]
        return "recovered_at"
    return late or before


def _ahead(row: Ready, name: str, reported_at: dt.datetime) -> bool:
    return name not in row.values or _at(row, name) > reported_at


def _at(row: Ready, name: str) -> dt.datetime:
    at = row.values[name]
    if not isinstance(at, dt.datetime):
        raise TypeError(name)
    return at


def _new(
    row: Ready, customer: Customer, owner: Person | None, known: _Known
) -> tuple[Ticket, Cycle, rules.Policy]:
    values = {name: row.values[name] for name in _PLAIN if name in row.values}
    ticket = Ticket(
        customer=customer,
        owner=owner,
        opened_by=known.run.person,
        origin=Origin.IMPORT,
        reference=row.text("reference"),
        reported_at=_at(row, "reported_at"),
        **({"severity": Severity.SERIOUS, "channel": Channel.WEB} | values),
    )
    policy = known.policy(ticket.severity, ticket.reported_at)
    times = {name: _at(row, name) for name in _TIMES if name in row.values}
    cycle = new_cycle(policy, number=1, started_at=ticket.reported_at, imported=True, times=times)
    mark_days(cycle, row)
    return ticket, cycle, policy


def _change(row: Ready, ticket: Ticket) -> list[tuple[Ticket | Cycle, dict[str, object]]]:
    """Take over what the file says anew of an imported ticket; ours are left alone.

    Gives what stood there before, for the ticket and its cycle where they changed.
    """
    if ticket.origin != Origin.IMPORT or ticket.cycle.number > 1:
        return []
    before: list[tuple[Ticket | Cycle, dict[str, object]]] = []
    for target, names in ((ticket, _PLAIN), (ticket.cycle, (*_TIMES, "days_only"))):
        given = {name: row.values[name] for name in names if name in row.values}
        stood = {name: getattr(target, name) for name in given}
        if given != stood:
            before.append((target, stood))
        for name, value in given.items():
            setattr(target, name, value)
    return before


def _write_new(pile: _Pile, run: Run) -> None:
    tickets = Ticket.objects.bulk_create([new[0] for new in pile.new], batch_size=_BATCH)
    rungs: list[Rung] = []
    for ticket, cycle, _policy in pile.new:
        cycle.ticket = ticket
    cycles = Cycle.objects.bulk_create([new[1] for new in pile.new], batch_size=_BATCH)
    for ticket, cycle, policy in pile.new:
        ticket.present = cycle
        rungs += new_rungs(cycle, policy, RungState.STALE)
    Ticket.objects.bulk_update(tickets, ["present"], batch_size=_BATCH)
    Rung.objects.bulk_create(rungs, batch_size=_BATCH)
    run.note_made(tickets)
    run.note_made([*cycles, *rungs], follows=True)
    _finish("recovery.ticket_imported", tickets, cycles, run)
    pile.outcome.created = len(tickets)


def _write_changed(pile: _Pile, run: Run) -> None:
    for ticket in pile.changed:
        ticket.version += 1
    cycles = [ticket.cycle for ticket in pile.changed]
    if pile.changed:
        Ticket.objects.bulk_update(pile.changed, [*_PLAIN, "version"], batch_size=_BATCH)
        for cycle in cycles:
            mark_days(cycle)
        Cycle.objects.bulk_update(cycles, [*_TIMES, "days_only", "judged_at"], batch_size=_BATCH)
    for row, before in pile.before:
        run.note_changed(row, before)
    _finish("recovery.ticket_reimported", pile.changed, cycles, run)
    pile.outcome.updated = len(pile.changed)


def _finish(kind: str, tickets: list[Ticket], cycles: list[Cycle], run: Run) -> None:
    found = [breach for cycle in cycles for breach in breaches_of(cycle, run.written_at)]
    Breach.objects.bulk_create(found, ignore_conflicts=True, batch_size=_BATCH)
    journal.record_many(
        journal.NewEntry(
            kind=kind,
            person=run.person,
            subject_kind="ticket",
            subject_id=ticket.pk,
            customer_id=ticket.customer_id,
            words={"words": ticket.words},
            facts={"severity": int(ticket.severity), "reported_at": ticket.reported_at},
            at=run.written_at,
        )
        for ticket in tickets
    )


def breaches_of(cycle: Cycle, now: dt.datetime) -> list[Breach]:
    """Judge an imported cycle by its own times; a response it does not know is not judged."""
    if cycle.days_only:
        return []
    judged = [(rules.RECOVER, cycle.recover_by, cycle.recovered_at or now)]
    if cycle.responded_at is not None:
        judged.append((rules.RESPOND, cycle.respond_by, cycle.responded_at))
    return [
        Breach(cycle=cycle, clock=name, breached_at=deadline)
        for name, deadline, at in judged
        if not rules.is_met(deadline, at)
    ]
