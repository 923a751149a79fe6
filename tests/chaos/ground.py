"""A company with many late tickets, what is true of it after any fault, and how one waits."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Count

from crm import clock
from crm.journal.actions import seal_batch
from crm.journal.models import Entry
from crm.journal.queries import verify
from crm.notices.models import Notice
from crm.recovery.models import Breach, Cycle, Rung, Ticket
from tests.chaos.far_server import Kept
from tests.notices.post_office import PostOffice
from tests.people import Company, halden
from tests.recovery.tickets import open_one

RUNGS_EACH = 8
TOLD_EACH = 4  # of nobody's answer for thirty hours: owner, steward, service lead, director
PATIENCE = 60


def late_company(tickets: int, *, hours: float = 30) -> Company:
    """Give a company with many tickets that nobody has answered for so many hours."""
    company = halden()
    told_at = clock.database_now() - dt.timedelta(hours=hours)
    alike(open_one(company, owner=company.kim, reported_at=told_at), tickets - 1)
    Notice.objects.all().delete()
    return company


def alike(ticket: Ticket, number: int) -> list[Ticket]:
    """Make more tickets like one, with their cycles and waiting rungs, in a few inserts."""
    cycle, rungs = ticket.cycle, list(ticket.rungs.all())
    tickets = [_copied(ticket, present=None) for _number in range(number)]
    Ticket.objects.bulk_create(tickets)
    cycles = [_copied(cycle, ticket=one) for one in tickets]
    Cycle.objects.bulk_create(cycles)
    for one, its in zip(tickets, cycles, strict=True):
        one.present = its
    Ticket.objects.bulk_update(tickets, ["present"])
    Rung.objects.bulk_create(
        _copied(rung, ticket=one, cycle=its)
        for one, its in zip(tickets, cycles, strict=True)
        for rung in rungs
    )
    return tickets


def _copied(row: Any, **changes: object) -> Any:
    twin = copy(row)
    twin._state = copy(row._state)
    twin.pk, twin._state.adding = None, True
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def until(condition: Callable[[], object], *, seconds: float = PATIENCE, what: str = "") -> None:
    """Look again and again until something is true; it is an error when it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what or condition} did not happen"


def until_none(remaining: Callable[[], int], *, what: str) -> None:
    """Wait as long as there is ever less to do; it is an error when nothing moves any more."""
    rest = remaining()
    while rest:
        before = rest
        until(partial(_fewer, remaining, before), what=f"{what}, at {before}")
        rest = remaining()


def _fewer(remaining: Callable[[], int], than: int) -> bool:
    return remaining() < than


def left() -> int:
    return Rung.objects.filter(state="waiting").count()


def unsent() -> int:
    return Notice.objects.filter(state="waiting").count()


def all_done() -> bool:
    return not left() and not unsent()


def end_leases() -> None:
    """Let the time pass in which a killed sender's mails wait for it."""
    with connection.cursor() as sql:
        sql.execute(
            "update notices_notice set next_try_at = now() - interval '1 second'"
            " where state = 'waiting'"
        )


def check_ladders(tickets: int) -> None:
    """Every rung climbed once or spared, each breach kept once, each person told once of each."""
    assert left() == 0
    states = dict(Rung.objects.values_list("state").annotate(n=Count("id")))
    assert states == {"climbed": tickets * (RUNGS_EACH - 1), "spared": tickets}
    climbs = Counter(
        (entry.subject_id, entry.facts["cycle"], key)
        for entry in Entry.objects.filter(kind="recovery.ladder_climbed")
        for key in entry.facts["climbed"]
    )
    rungs = Rung.objects.filter(state="climbed").values_list("ticket", "cycle__number", "key")
    assert climbs == Counter((str(ticket), cycle, key) for ticket, cycle, key in rungs)
    assert Breach.objects.count() == tickets * 2
    for channel in ("in_app", "email"):
        told = Notice.objects.filter(channel=channel, once_key__startswith="recovery:")
        each = told.values("once_key", "person").annotate(n=Count("id"))
        assert {row["n"] for row in each} == {1}
        assert told.count() == tickets * TOLD_EACH


def check_journal() -> None:
    while seal_batch():
        pass
    verdict = verify()
    assert (verdict.problems, verdict.unsealed) == ([], 0)


def check_mails(office: PostOffice | Kept, *, kills: int) -> None:
    """Every mail arrived, and none twice but the one that each killed sender held in hand."""
    mails = Notice.objects.filter(channel="email")
    assert set(mails.values_list("state", flat=True)) == {"sent"}
    arrived = Counter(
        line.split(b":", 1)[1].strip().decode()
        for mail in office.mails
        for line in mail.content.splitlines()
        if line.lower().startswith(b"message-id:")
    )
    assert {identifier.split("-")[1] for identifier in arrived} == {str(one.pk) for one in mails}
    assert sum(arrived.values()) - len(arrived) <= kills
