"""Climbing: the sweep that finds due rungs, records breaches, and tells each person once.

Tickets are claimed in batches with SKIP LOCKED, so that several sweepers share the work and
none waits for another. A climb and its notices are one transaction; sending comes later.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction

from accounts.models import Person
from crm import clock
from crm.journal import actions as journal
from crm.notices import actions as notices
from crm.recovery import rules
from crm.recovery.actions.letters import Letter, letter, ticket_url
from crm.recovery.actions.overdue import judge_overdue
from crm.recovery.models import Rung
from crm.recovery.queries import Audiences, DueRung, DueTicket, due_tickets

logger = logging.getLogger(__name__)

HEARTBEAT = "climb_ladders"
PARKED_FOR = dt.timedelta(minutes=5)
NOBODY = "nobody to tell"
_CLAIM = """
    select t.id from recovery_rung r join recovery_ticket t on t.id = r.ticket_id
    where r.state = 'waiting' and r.due_at < %s
      and (r.parked_until is null or r.parked_until <= %s)
    order by r.due_at, r.id limit %s for update of t skip locked
"""
# An array is one value to the database, whose plan it keeps; a list of numbers is thousands.
_CLIMBED = """
    update recovery_rung set state = 'climbed', climbed_at = %s, error = %s, parked_until = null
    where id = any(%s)
"""
_SPARED = "update recovery_rung set state = 'spared', parked_until = null where id = any(%s)"
_BREACHED = """
    insert into recovery_breach (cycle_id, clock, breached_at)
    select * from unnest(%s::bigint[], %s::text[], %s::timestamptz[]) on conflict do nothing
"""
# What is on record now need not be looked for again by `judge_overdue`.
_JUDGED = """
    update recovery_cycle set judged_at = %s
    where id = any(%s) and judge_at < %s and not is_imported
"""


@dataclass(frozen=True)
class SweepResult:
    """What one sweep did: rungs climbed, spared and parked, notices written, seconds taken."""

    climbed: int = 0
    spared: int = 0
    parked: int = 0
    notices: int = 0
    seconds: float = 0.0


@dataclass
class _Plan:
    """What one ticket's due rungs come to; written in bulk with those of its batch.

    `urgent` names whom a rung tells that no quiet hours hold back, and `ways` the channels of all
    rungs that tell somebody, also when their one notice speaks of another. While the company rests
    and somebody is on call, all others are told outside the app at `rest_until`.
    """

    ticket: DueTicket
    climbed: list[DueRung] = field(default_factory=list)
    spared: list[DueRung] = field(default_factory=list)
    untold: list[DueRung] = field(default_factory=list)
    breaches: list[tuple[str, dt.datetime]] = field(default_factory=list)
    told: dict[Person, DueRung] = field(default_factory=dict)
    ways: dict[int, set[str]] = field(default_factory=dict)
    urgent: set[int] = field(default_factory=set)
    on_call: set[int] = field(default_factory=set)
    rest_until: dt.datetime | None = None

    def wakes(self, person: Person) -> bool:
        """Tell whether somebody is told at once: at night only who is on call, if it presses."""
        return person.pk in self.urgent and person.pk in self.on_call


def climb_ladders(*, now: dt.datetime | None = None, limit: int = 500) -> SweepResult:
    """Climb every due rung, `limit` rungs' tickets at a time, and leave a heartbeat.

    Deadlines missed without any rung to say so are recorded last, also of parked tickets.
    Two sweepers at once are harmless: a ticket that another holds is left to it.
    """
    began = time.perf_counter()
    at = now or clock.database_now()
    audiences = Audiences(at)
    climbed = spared = parked = written = 0
    while True:
        batch = _climb_batch(at, limit, audiences)
        notices.beat(HEARTBEAT)
        if batch is None:
            break
        climbed, spared = climbed + batch.climbed, spared + batch.spared
        parked, written = parked + batch.parked, written + batch.notices
    judge_overdue(at, limit)
    return SweepResult(climbed, spared, parked, written, time.perf_counter() - began)


@transaction.atomic
def _climb_batch(now: dt.datetime, limit: int, audiences: Audiences) -> SweepResult | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now, now, limit])
        ids = sorted({row[0] for row in cursor.fetchall()})
    if not ids:
        return None
    rows = due_tickets(ids, now)
    audiences.learn_owners(rows)
    audiences.learn_stewards({ticket.customer_id for ticket in rows})
    try:
        with transaction.atomic():
            plans = [_plan(ticket, now, audiences) for ticket in rows]
            return _write(plans, now)
    except Exception:  # one poison row must not hold up the others
        logger.exception("a batch of ladders failed; climbing its tickets one by one")
        return _one_by_one(rows, now, audiences)


def _one_by_one(rows: list[DueTicket], now: dt.datetime, audiences: Audiences) -> SweepResult:
    climbed = spared = parked = written = 0
    for ticket in rows:
        try:
            with transaction.atomic():
                done = _write([_plan(ticket, now, audiences)], now)
        except Exception as error:
            logger.exception("the ladder of ticket %s failed and is parked", ticket.pk)
            parked += Rung.objects.filter(pk__in=[rung.pk for rung in ticket.rungs]).update(
                parked_until=now + PARKED_FOR, error=f"{type(error).__name__}: {error}"[:500]
            )
        else:
            climbed, spared = climbed + done.climbed, spared + done.spared
            written += done.notices
    return SweepResult(climbed, spared, parked, written)


def _plan(ticket: DueTicket, now: dt.datetime, audiences: Audiences) -> _Plan:
    cycle = ticket.cycle
    done_at = {rules.RESPOND: cycle.responded_at, rules.RECOVER: cycle.recovered_at}
    done = {name for name, at in done_at.items() if at is not None}
    owned = ticket.owner is not None and ticket.owner.is_active
    found = rules.sweep(ticket.rungs, now=now, done=done, has_owner=owned)
    plan = _Plan(ticket, climbed=found.climbed, spared=found.spared)
    for name, deadline in ((rules.RESPOND, cycle.respond_by), (rules.RECOVER, cycle.recover_by)):
        if rules.is_breach(deadline, done=name in done, now=now):
            plan.breaches.append((name, deadline))
    on_call = audiences.on_call(ticket)
    plan.on_call = {person.pk for person in on_call}
    plan.rest_until = audiences.watch.rest_until if on_call else None
    told: list[tuple[DueRung, list[Person]]] = []
    for rung in plan.climbed:
        people = audiences.told_by(rung, ticket)
        if not any(person.email for person in people):  # nobody, or nobody who can sign in
            plan.untold.append(rung)
            people = [*people, *audiences.in_charge(ticket)]
        if not rung.held_in_quiet_hours:
            people = [*people, *on_call]
            plan.urgent |= {person.pk for person in people}
        told.append((rung, people))
        for person in people:
            plan.ways.setdefault(person.pk, set()).update(rung.channels)
    plan.told = rules.one_notice_each(told)
    return plan


def _write(plans: list[_Plan], now: dt.datetime) -> SweepResult:
    climbed = [rung for plan in plans for rung in plan.climbed]
    spared = [rung for plan in plans for rung in plan.spared]
    untold = {rung.pk for plan in plans for rung in plan.untold}
    told = [rung.pk for rung in climbed if rung.pk not in untold]
    cycles = [plan.ticket.cycle.pk for plan in plans if not _leaves_a_silence(plan, now)]
    breaches = [(plan.ticket.cycle.pk, *breach) for plan in plans for breach in plan.breaches]
    with connection.cursor() as cursor:
        cursor.execute(_CLIMBED, [now, "", told])
        cursor.execute(_CLIMBED, [now, NOBODY, sorted(untold)])
        cursor.execute(_SPARED, [[rung.pk for rung in spared]])
        if breaches:
            cursor.execute(_BREACHED, [list(column) for column in zip(*breaches, strict=True)])
        cursor.execute(_JUDGED, [now, cycles, now])
    written = notices.tell_many(notice for plan in plans for notice in _notices(plan))
    journal.record_many(_entry(plan) for plan in plans if plan.climbed or plan.spared)
    if untold:
        alone = [plan.ticket.pk for plan in plans if plan.untold]
        logger.error("nobody to tell of %s tickets: %s", len(alone), alone)
    return SweepResult(len(climbed), len(spared), 0, written)


def _leaves_a_silence(plan: _Plan, now: dt.datetime) -> bool:
    """Say whether the time to recover has passed and no level found now spoke of it."""
    found = [*plan.climbed, *plan.spared]
    return plan.ticket.cycle.recover_by < now and all(rung.clock != rules.RECOVER for rung in found)


def _notices(plan: _Plan) -> Iterable[notices.NewNotice]:
    ticket = plan.ticket
    url = ticket_url(ticket)
    written: dict[tuple[int, str, str, bool], Letter] = {}
    for person, rung in plan.told.items():
        wakes = plan.wakes(person)
        tongue = (rung.pk, person.language, person.zone, wakes)
        if tongue not in written:
            name = "nobody" if rung in plan.untold else rung.key
            written[tongue] = letter(name, ticket, person, due_at=rung.due_at, on_call=wakes)
        text = written[tongue]
        yield notices.NewNotice(
            person=person,
            once_key=f"recovery:{ticket.pk}:{ticket.cycle.number}:{rung.key}",
            subject=text.subject,
            body=text.body,
            url=url,
            channels=tuple(sorted(plan.ways[person.pk])),
            about_kind="ticket",
            about_id=str(ticket.pk),
            customer_id=ticket.customer_id,
            event=rung.key,
            is_private=ticket.hidden_from_id is not None,
            must_tell=person.pk in plan.urgent,
            not_before=None if wakes else plan.rest_until,
        )


def _entry(plan: _Plan) -> journal.NewEntry:
    return journal.NewEntry(
        kind="recovery.ladder_climbed",
        subject_kind="ticket",
        subject_id=plan.ticket.pk,
        customer_id=plan.ticket.customer_id,
        facts={
            "cycle": plan.ticket.cycle.number,
            "climbed": [rung.key for rung in plan.climbed],
            "spared": [rung.key for rung in plan.spared],
            "breached": [name for name, _deadline in plan.breaches],
            **({"on_call": sorted(plan.on_call)} if plan.on_call & plan.urgent else {}),
        },
        audience="managers" if plan.ticket.hidden_from_id else "readers",
    )
