"""The auditor: compares what should have happened to the ladders with what did.

It reads other things than the sweep does, so that a fault of the sweep does not hide itself.
"""

import datetime as dt
from itertools import chain

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from accounts.queries import directors, service_leads, stand_in_for
from crm import clock
from crm.notices import actions as notices
from crm.notices import queries as told
from crm.notices.models import Finding, Heartbeat, Notice
from crm.recovery.models import Origin, Rung, RungState, Ticket
from crm.recovery.models.tickets import OPEN

HEARTBEAT = "audit_ladders"
OVERDUE = dt.timedelta(minutes=10)
STUCK = dt.timedelta(minutes=15)
DIGEST_STUCK = dt.timedelta(hours=1)
ENDED_LATELY = dt.timedelta(hours=1)
LATELY = dt.timedelta(days=1)
#: No more of one kind are written down; the first say enough.
MOST = 100
_TOLD_NOBODY = """
    select r.ticket_id, count(*) from recovery_rung r join recovery_cycle c on c.id = r.cycle_id
    where r.state = 'climbed' and r.climbed_at > %s and not exists (
        select 1 from recovery_rung s join notices_notice n
            on n.about_kind = 'ticket' and n.about_id = s.ticket_id::text
            and n.once_key = 'recovery:' || s.ticket_id || ':' || c.number || ':' || s.key
        where s.cycle_id = r.cycle_id and s.climbed_at = r.climbed_at
    ) group by r.ticket_id order by r.ticket_id limit %s
"""


def audit_ladders() -> int:
    """Write down everything that is wrong now; gives how many findings are new.

    Those who look after it are the service leads, else the directors, else the admins; who is
    away is replaced by their deputy.
    """
    now = clock.database_now()
    about_tickets = chain(_rungs(now), _told_nobody(now), _without_rungs())
    found = chain(about_tickets, _stuck(now), _silent(now), _ended(now))
    new = notices.note_findings(found, people=_in_charge(now))
    notices.beat(HEARTBEAT, note=f"{new} new")
    return new


def _in_charge(now: dt.datetime) -> list[Person]:
    admins = Person.objects.filter(is_active=True, role_grants__role="admin").distinct()
    leads = service_leads().select_related("deputy")
    meant = list(leads) or list(directors().select_related("deputy")) or list(admins)
    present = (stand_in_for(person, now) for person in meant)
    return list({one.pk: one for one in present if one.is_active}.values()) or meant


def _of_tickets(what: str, rows: list[tuple[int, int]]) -> list[notices.Found]:
    return [notices.Found(what, "ticket", str(ticket), count) for ticket, count in rows]


def _rungs(now: dt.datetime) -> list[notices.Found]:
    """Find rungs that a living sweep leaves lying, and those that raise whenever it tries."""
    waiting = Rung.objects.filter(state=RungState.WAITING)
    raised = waiting.filter(parked_until__isnull=False).exclude(error="")
    found = _of_tickets(Finding.What.RUNG_RAISED, _by_ticket(raised))
    if _sweep_age(now) <= told.WATCH_SILENCE:
        late = waiting.filter(due_at__lt=now - OVERDUE, parked_until__isnull=True)
        found += _of_tickets(Finding.What.RUNGS_OVERDUE, _by_ticket(late))
    return found


def _by_ticket(rungs: QuerySet[Rung]) -> list[tuple[int, int]]:
    counted = rungs.values("ticket").annotate(n=Count("pk")).order_by("ticket")
    return list(counted.values_list("ticket", "n")[:MOST])


def _told_nobody(now: dt.datetime) -> list[notices.Found]:
    with connection.cursor() as cursor:
        cursor.execute(_TOLD_NOBODY, [now - LATELY, MOST])
        return _of_tickets(Finding.What.TOLD_NOBODY, cursor.fetchall())


def _without_rungs() -> list[notices.Found]:
    """Find open tickets whose running cycle copied no ladder; imported ones need none."""
    rungs = Rung.objects.filter(cycle=OuterRef("present"))
    bare = Ticket.objects.filter(~Exists(rungs), OPEN).exclude(origin=Origin.IMPORT)
    ids = bare.order_by("pk").values_list("pk", flat=True)[:MOST]
    return _of_tickets(Finding.What.NO_RUNGS, [(pk, 1) for pk in ids])


def _stuck(now: dt.datetime) -> list[notices.Found]:
    """Count notices long past their time, by channel."""
    waiting = Notice.objects.filter(state=Notice.State.WAITING)
    stuck = waiting.filter(
        Q(next_try_at__lt=now - STUCK) & ~Q(channel="digest")
        | Q(next_try_at__lt=now - DIGEST_STUCK)
    )
    counted = stuck.values("channel").annotate(n=Count("pk")).values_list("channel", "n")
    what = Finding.What.NOTICES_STUCK
    return [notices.Found(what, "channel", channel, n) for channel, n in counted]


def _silent(now: dt.datetime) -> list[notices.Found]:
    if _sweep_age(now) > told.WATCH_SILENCE:
        return [notices.Found(Finding.What.SWEEP_SILENT)]
    return []


def _ended(now: dt.datetime) -> list[notices.Found]:
    """Name the tasks that took so long within the hour that they were ended."""
    ended = Heartbeat.objects.filter(name__startswith=Heartbeat.ENDED, at__gt=now - ENDED_LATELY)
    names = (row.name.removeprefix(Heartbeat.ENDED) for row in ended.order_by("name"))
    return [notices.Found(Finding.What.TASK_ENDED, "task", name) for name in names]


def _sweep_age(now: dt.datetime) -> dt.timedelta:
    seen = told.heartbeats().get(told.WATCHED)
    return now - seen.at if seen else dt.timedelta.max
