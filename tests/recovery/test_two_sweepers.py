"""Two at once, in two connections: each rung climbed once, nobody told twice, one new cycle."""

import threading

import pytest
from django.db import connection, transaction

from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Message, Rung, Ticket
from tests.conftest import Clock
from tests.people import halden
from tests.recovery.tickets import open_one, recovered

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sweepers_at_once_climb_each_rung_once(clock: Clock) -> None:
    company = halden()
    for _number in range(40):
        open_one(company, owner=company.kim)
    Notice.objects.all().delete()
    clock.move(hours=30)
    begin = threading.Barrier(2)
    swept = []

    def sweep() -> None:
        try:
            begin.wait(timeout=20)
            swept.append(actions.climb_ladders(limit=16))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(one.climbed for one in swept) == 40 * 7
    assert sum(one.spared for one in swept) == 40
    assert not Rung.objects.filter(state="waiting").exists()
    in_app = Notice.objects.filter(channel="in_app")
    assert in_app.count() == 40 * 4
    assert sum(one.notices for one in swept) == Notice.objects.count()


def test_a_ticket_that_somebody_works_on_is_left_for_the_next_sweep(clock: Clock) -> None:
    company = halden()
    held, free = open_one(company), open_one(company, customer=company.vega)
    clock.move(hours=30)
    swept = []

    def sweep() -> None:
        try:
            swept.append(actions.climb_ladders())
        finally:
            connection.close()

    with transaction.atomic():
        Ticket.objects.select_for_update().get(pk=held.pk)
        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join(timeout=60)
    assert swept[0].climbed == free.rungs.filter(state="climbed").count() == 8
    assert actions.climb_ladders().climbed == 8


def test_the_second_of_two_at_the_same_moment_is_told_who_was_first(clock: Clock) -> None:
    company = halden()
    ticket = open_one(company)
    begin = threading.Barrier(2)
    told: list[str] = []

    def respond(name: str) -> None:
        try:
            begin.wait(timeout=20)
            actions.respond(
                person=getattr(company, name), ticket=ticket, how="phone", words="We are on it."
            )
        except RuleBrokenError as error:
            told.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=respond, args=[name]) for name in ("kim", "sara")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    ticket.refresh_from_db()
    assert len(told) == 1
    assert ticket.cycle.responded_by.name in told[0]


def test_not_yet_said_twice_at_once_opens_one_cycle(clock: Clock) -> None:
    company = halden()
    ticket = recovered(company)
    begin = threading.Barrier(2)
    told: list[int] = []

    def refuse(once: str) -> None:
        try:
            begin.wait(timeout=20)
            now = actions.refuse_fix(
                contact=company.ana, ticket=ticket, words="It leaks.", once=once
            )
            told.append(now.cycle.number)
        finally:
            connection.close()

    threads = [threading.Thread(target=refuse, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert told == [2, 2]
    assert ticket.cycles.count() == 2
    assert Message.objects.filter(ticket=ticket).count() == 2
