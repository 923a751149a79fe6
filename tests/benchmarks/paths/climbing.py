"""Climbing many due rungs: against one statement, and beside the way that is often published.

The rows are made for one measure and taken back after it.
"""

import time
from collections.abc import Callable

from django.db import connection
from django.urls import reverse

from accounts.models import Customer
from crm import clock
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery import actions as recovery
from crm.recovery.models import Rung
from tests.benchmarks.asking import (
    client_of,
    getting,
    on,
    raw,
    somebody,
    statements_of,
    taken_back,
)
from tests.benchmarks.paths import Found, Path, against_floor
from tests.benchmarks.ratios import Bound, Ratio, measured

RUNGS, RUNGS_EACH, ROUNDS, BY_ONE, OPEN = 100_000, 8, 3, 2_000, 10_000
_TICKETS = """
    with fresh as (
        insert into recovery_ticket
            (version, customer_id, words, words_are_theirs, severity, channel, origin, reported_at,
             opened_by_id, owner_id, about_kind, about_id, cost_words, make_right_words, reference,
             created_at)
        select 1, 1 + n %% (select max(id) from accounts_customer), 'The order came late', true, 2,
               'phone', 'live', now() - interval '30 hours', kim, kim, '', '', '', '', '', now()
        from generate_series(1, %s) n,
             (select min(person_id) as kim from accounts_rolegrant where role = 'service') who
        returning id
    ), run as (
        insert into recovery_cycle
            (ticket_id, number, is_imported, started_at, respond_by, recover_by, policy,
             response_how, response_words, workaround_words, fix_words, surprise_words,
             surprise_cost_minor, reception, no_surprise_reason, lost_reason, lesson_change)
        select id, 1, false, now() - interval '30 hours', now() - interval '26 hours',
               now() - interval '6 hours', '{}', '', '', '', '', '', 0, '', '', '', ''
        from fresh returning id, ticket_id
    )
    insert into recovery_rung
        (ticket_id, cycle_id, key, clock, place, at_pct, tells, persons, channels,
         held_in_quiet_hours, spared_if_owned, due_at, state, error)
    select ticket_id, id, key, clock, place, at_pct, tells::jsonb, '[]', '["in_app", "email"]',
           false, false, now() - interval '30 hours' + hours * interval '1 hour', 'waiting', ''
    from run, (values
        ('unassigned', 'respond', 0, null, '["service_lead"]', 0.25),
        ('nudge', 'respond', 1, '50', '["owner"]', 2),
        ('respond_soon', 'respond', 2, '75', '["owner", "team_lead"]', 3),
        ('respond_breach', 'respond', 3, '100', '["team_lead", "service_lead", "steward"]', 4),
        ('halfway', 'recover', 4, '50', '["owner", "steward"]', 12),
        ('at_risk', 'recover', 5, '75', '["owner", "service_lead"]', 18),
        ('last_call', 'recover', 6, '90', '["service_lead", "director"]', 21.6),
        ('breach', 'recover', 7, '100', '["director", "service_lead", "owner", "steward"]', 24)
    ) rungs (key, clock, place, at_pct, tells, hours)
"""
_PRESENT = """
    update recovery_ticket t set present_id = c.id from recovery_cycle c
    where c.ticket_id = t.id and t.present_id is null
"""
_ONE_STATEMENT = """
    with climbed as (
        update recovery_rung set state = 'climbed', climbed_at = now()
        where state = 'waiting' and due_at < now() returning ticket_id, key
    )
    insert into journal_entry
        (kind, at, actor, subject_kind, subject_id, audience, facts, words_digest, previous_hash,
         entry_hash)
    select 'recovery.rung_climbed', now(), 'system', 'ticket', ticket_id::text, 'readers',
           jsonb_build_object('key', key), '', '', '' from climbed
"""


def make_due(rungs: int) -> None:
    """Let so many rungs be due, eight to a ticket that nobody answered for thirty hours."""
    with connection.cursor() as sql:
        sql.execute("update recovery_rung set state = 'stale' where state = 'waiting'")
        sql.execute(_TICKETS, [rungs // RUNGS_EACH])
        sql.execute(_PRESENT)
        for table in ("ticket", "cycle", "rung"):
            sql.execute(f"analyze recovery_{table}")


def one_statement() -> None:
    with connection.cursor() as sql:
        sql.execute(_ONE_STATEMENT)


def one_by_one() -> None:
    """Do as django-helpdesk's `escalate_tickets`: look at each, save it, note it, tell of it."""
    due = Rung.objects.filter(state="waiting", due_at__lt=clock.now())
    for rung in due.select_related("ticket__owner")[:BY_ONE]:
        rung.state, rung.climbed_at = "climbed", clock.now()
        rung.save()
        Entry.objects.create(
            kind="recovery.rung_climbed", at=clock.now(), actor="system", subject_kind="ticket",
            subject_id=str(rung.ticket_id), audience="readers", facts={"key": rung.key},
        )  # fmt: skip
        Notice.objects.create(
            person=rung.ticket.owner, once_key=f"bench:{rung.pk}", channel="email",
            subject=rung.key, body=rung.ticket.words, next_try_at=clock.now(),
        )  # fmt: skip


def seconds_of(act: Callable[[], object], rungs: int = RUNGS) -> float:
    with taken_back():
        make_due(rungs)
        began = time.perf_counter()
        act()
        return time.perf_counter() - began


def _climb() -> Ratio:
    on("small")
    ours, floor = [], []
    for _round in range(ROUNDS):
        ours.append(seconds_of(recovery.climb_ladders))
        floor.append(seconds_of(one_statement))
    return Ratio(sorted(ours)[ROUNDS // 2] * 1000, sorted(floor)[ROUNDS // 2] * 1000, ROUNDS)


def _beside_a_loop() -> Found:
    on("small")
    each = seconds_of(one_by_one) / BY_ONE * RUNGS
    ours = seconds_of(recovery.climb_ladders)
    return Found(
        ours=f"{ours:.1f} s", floor=f"{each:.0f} s, reckoned from {BY_ONE:,}",
        ratio=f"{ours / each:.2f}×", n=1, holds=ours < each, aimed=ours < each / 5,
    )  # fmt: skip


def _board(layout: str = "") -> Ratio:
    on("small")
    with taken_back():
        make_due(OPEN * RUNGS_EACH)
        get = getting("service", reverse("board") + layout)
        get()
        return measured(get, raw(statements_of(get)), rounds=10, timer=time.process_time)


def _queries() -> Found:
    """Count what the board and its table ask, with ten open tickets and with ten thousand."""
    on("small")
    asked = {}
    for tickets in (10, OPEN):
        with taken_back():
            make_due(tickets * RUNGS_EACH)
            for layout in ("", "?layout=table&sort=customer"):
                get = getting("service", reverse("board") + layout)
                get()
                asked[tickets, layout] = len(statements_of(get))
    most = max(asked.values())
    same = {number for (tickets, _layout), number in asked.items() if tickets == 10} == {
        number for (tickets, _layout), number in asked.items() if tickets == OPEN
    }
    return Found(
        ours=" and ".join(map(str, asked.values())), floor="", ratio="", n=len(asked),
        holds=same and most <= 12, aimed=same and most <= 8,
    )  # fmt: skip


def _poll() -> Ratio:
    """Ask again and again whether the board has changed, as every open one does."""
    on("small")
    with taken_back():
        make_due(OPEN * RUNGS_EACH)
        client, url = client_of("service"), reverse("board")
        etag = client.get(url, headers={"x-poll": "1"}).headers["ETag"]

        def poll() -> None:
            answer = client.get(url, headers={"x-poll": "1", "if-none-match": etag})
            if answer.status_code != 304:
                raise AssertionError(f"the board's poll answered {answer.status_code}")

        return measured(poll, raw(statements_of(poll)), rounds=20, timer=time.process_time)


def _open() -> Ratio:
    on("small")
    kim, customer = somebody("service"), Customer.objects.latest("pk")

    def write_down() -> None:
        recovery.open_ticket(
            person=kim, customer=customer, words="No gaskets.", severity=2, channel="phone"
        )

    with taken_back():
        said = statements_of(write_down)
    act, again = _taken_back(write_down), _taken_back(raw(said))
    return measured(act, again, rounds=20, timer=time.process_time)


def _taken_back(act: Callable[[], object]) -> Callable[[], None]:
    def once() -> None:
        with taken_back():
            act()

    return once


PATHS = (
    against_floor(
        "CPU per request: the board with 10,000 open tickets",
        "its SQL in psycopg2",
        Bound(times=25),
        Bound(times=12),
        _board,
        rows="10,000 open tickets",
    ),
    against_floor(
        "CPU per request: the board as a table, by customer",
        "its SQL in psycopg2",
        Bound(times=25),
        Bound(times=12),
        lambda: _board("?layout=table&sort=customer"),
        rows="10,000 open tickets",
    ),
    Path(
        "queries: the board, and as a table",
        "10 and 10,000 open tickets",
        "",
        "≤ 12, the same",
        "≤ 8",
        _queries,
    ),
    against_floor(
        "CPU per poll of the board when nothing has changed",
        "its SQL in psycopg2",
        Bound(at_most_ms=15),
        Bound(at_most_ms=5),
        _poll,
        rows="10,000 open tickets",
    ),
    against_floor(
        "CPU of opening a ticket, with its ladder",
        "its SQL in psycopg2",
        Bound(times=25),
        Bound(times=12),
        _open,
        rows="1,000 customers",
    ),
    against_floor(
        "100,000 due rungs climbed, with journal and notices",
        "UPDATE … RETURNING and an event row each, one statement",
        Bound(times=6),
        Bound(times=2),
        _climb,
        rows="12,500 tickets",
    ),
    Path(
        "100,000 due rungs climbed, beside a loop",
        "12,500 tickets",
        "save, note and tell one by one, as django-helpdesk's escalate_tickets",
        "quicker",
        "5 times as quick",
        _beside_a_loop,
    ),
)
