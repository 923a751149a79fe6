"""Thousands of open tickets at once, what somebody else does meanwhile, and all of them gone."""

import datetime as dt

from django.db import connection

from accounts.models import Person
from crm import clock
from crm.recovery import actions
from crm.recovery.models import Cycle, Ticket

#: Reported within the last hours, the lowest number first to be due; one in four is answered.
_TICKETS = """
    with fresh as (
        insert into recovery_ticket
            (customer_id, words, words_are_theirs, severity, channel, origin, reported_at,
             about_kind, about_id, cost_words, make_right_words, version, created_at, reference)
        select who.id, 'Part ' || n || ' came without its gasket.', true, 2, 'phone', 'import',
               now() - interval '3 hours' + n * interval '1 second', '', '', '', '', 1, now(),
               'crowd-' || n
        from generate_series(1, %s) n
        cross join (select min(id) as id from accounts_customer) who
        returning id, reported_at
    )
    insert into recovery_cycle
        (ticket_id, number, is_imported, started_at, respond_by, recover_by, policy, responded_at,
         response_how, response_words, workaround_words, fix_words, surprise_words,
         surprise_cost_minor, reception, no_surprise_reason, lost_reason, lesson_change)
    select id, 1, true, reported_at, reported_at + interval '4 hours',
           reported_at + interval '24 hours', '{"rungs": []}',
           case when id %% 4 = 0 then reported_at + interval '1 minute' end,
           '', '', '', '', '', 0, '', '', '', ''
    from fresh
"""
_PRESENT = """
    update recovery_ticket t set present_id = c.id from recovery_cycle c
    where c.ticket_id = t.id and t.present_id is null
"""
_GONE = """
    update recovery_ticket set present_id = null where reference like 'crowd-%';
    update recovery_ticket set repeat_of_id = null where repeat_of_id in
        (select id from recovery_ticket where reference like 'crowd-%');
    delete from recovery_breach where cycle_id in (select c.id from recovery_cycle c
        join recovery_ticket t on t.id = c.ticket_id where t.reference like 'crowd-%');
    delete from recovery_cycle where ticket_id in
        (select id from recovery_ticket where reference like 'crowd-%');
    delete from recovery_ticket where reference like 'crowd-%'
"""


def crowd(tickets: str) -> dict[str, object]:
    with connection.cursor() as sql:
        sql.execute(_TICKETS, [int(tickets)])
        sql.execute(_PRESENT)
        for table in ("ticket", "cycle"):
            sql.execute(f"analyze recovery_{table}")
    waiting = Cycle.objects.filter(step="respond")
    return {"last": waiting.order_by("-due_at", "-ticket").values_list("ticket", flat=True)[0]}


def stir(pk: str) -> dict[str, object]:
    """Answer one ticket, and write down another that is nearly due."""
    sara = Person.objects.get(email="sara@halden.example")
    answered = Ticket.objects.get(pk=pk)
    actions.respond(person=sara, ticket=answered, how="phone", words="We look for it.")
    opened = actions.open_ticket(
        person=sara, customer=answered.customer, words="The lid will not close.", severity=3,
        channel="phone", reported_at=clock.now() - dt.timedelta(hours=3, minutes=59),
    )  # fmt: skip
    return {"opened": opened.pk}


def disperse() -> dict[str, object]:
    with connection.cursor() as sql:
        sql.execute(_GONE)
    return {}
