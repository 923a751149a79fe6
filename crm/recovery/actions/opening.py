"""Opening a ticket: the report, its first cycle, its ladder; and the tickets of older systems."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_named
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery import rules
from crm.recovery.actions.acts import one_act, write_down
from crm.recovery.actions.bulk import breaches_of
from crm.recovery.actions.cycles import start_cycle
from crm.recovery.actions.secrets import open_secrets
from crm.recovery.actions.sentences import sentence_for
from crm.recovery.actions.telling import tell_opened
from crm.recovery.models import Breach, Cycle, Origin, Ticket
from crm.recovery.permissions import may_open
from crm.recovery.rules.steps import REPEAT_WITHIN


def open_ticket(
    *,
    person: Person | None,
    customer: Customer,
    words: str,
    severity: int,
    channel: str,
    reported_at: dt.datetime | None = None,
    contact: Contact | None = None,
    owner: Person | None = None,
    origin: str = Origin.LIVE,
    hidden_from: Person | None = None,
    about_kind: str = "", about_id: int | str = "",
    cost_words: str = "", make_right_words: str = "",
    words_are_theirs: bool = True,
    next_word_by: dt.datetime | None = None,
    once: str = "",
) -> Ticket:  # fmt: skip
    """Open a ticket and start its clocks at `reported_at`, which is now unless given.

    `person` None means the customer's own link (`contact` acts), or the system. `hidden_from` is
    the person rated on the card it was born of. `words_are_theirs` False: no page quotes them.
    `next_word_by` is when they need it. The same `once` gives the ticket opened the first time.
    """
    now = clock.database_now()
    ticket = Ticket(
        customer=customer,
        contact=contact,
        words=words.strip(),
        words_are_theirs=words_are_theirs,
        severity=severity,
        channel=channel,
        origin=origin,
        reported_at=reported_at or now,
        opened_by=person,
        owner=owner,
        hidden_from=hidden_from,
        about_kind=about_kind,
        about_id=str(about_id),
        cost_words=cost_words.strip(),
        make_right_words=make_right_words.strip(),
        next_word_by=next_word_by,
    )
    with one_act():
        return _opened_before(once, person) or _open(ticket, person, once, now)


def import_ticket(
    *,
    person: Person | None,
    customer: Customer,
    words: str,
    severity: int,
    channel: str,
    reported_at: dt.datetime,
    contact: Contact | None = None,
    owner: Person | None = None,
    respond_by: dt.datetime | None = None,
    recover_by: dt.datetime | None = None,
    responded_at: dt.datetime | None = None,
    fixed_at: dt.datetime | None = None,
    recovered_at: dt.datetime | None = None,
    reference: str = "",
) -> Ticket:
    """Take over a ticket of an older system with its own times; nobody is told of it.

    It may lack steps. Its rungs are stale. Breaches follow from its times, as of the
    database's now where it is still open. With the reference of one that is here already,
    RuleBrokenError; the caller looks for it first.
    """
    ticket = Ticket(
        customer=customer,
        contact=contact,
        words=words.strip(),
        severity=severity,
        channel=channel,
        origin=Origin.IMPORT,
        reported_at=reported_at,
        opened_by=person,
        owner=owner,
        reference=reference,
    )
    times = {
        "respond_by": respond_by,
        "recover_by": recover_by,
        "responded_at": responded_at,
        "fixed_at": fixed_at,
        "recovered_at": recovered_at,
    }
    with one_act():
        return _take_over(ticket, person, times)


def _opened_before(once: str, person: Person | None) -> Ticket | None:
    """Claim the key of a form, or give the ticket it opened the first time."""
    made = journal.claim_once(once, person=person, made="") if once else None
    return Ticket.objects.select_related("present").get(pk=made) if made else None


def _open(ticket: Ticket, person: Person | None, once: str, now: dt.datetime) -> Ticket:
    _check_opener(person, ticket.customer)
    _check_report(ticket, now)
    # Two reports of one customer at once must see each other, or neither is a repeat.
    Customer.objects.select_for_update(no_key=True).get(pk=ticket.customer_id)
    ticket.repeat_of = _repeated(ticket.customer, ticket.reported_at)
    ticket.assigned_at = now if ticket.owner else None
    ticket.accepted_at = now if ticket.owner and ticket.owner == person else None
    ticket.full_clean()
    ticket.save()
    start_cycle(ticket, number=1, started_at=ticket.reported_at)
    open_secrets(ticket)
    if once:
        journal.answer_once(once, person=person, made=str(ticket.pk))
    _write_opened(ticket, person)
    tell_opened(ticket, by=person)
    return ticket


def _write_opened(ticket: Ticket, person: Person | None) -> None:
    write_down(
        "ticket_opened",
        ticket,
        person,
        words={"words": ticket.words},
        contact_id=ticket.contact_id if person is None else None,
        severity=ticket.severity,
        channel=ticket.channel,
        origin=ticket.origin,
        reported_at=ticket.reported_at,
        owner=ticket.owner_id,
        repeat_of=ticket.repeat_of_id,
    )


def _take_over(
    ticket: Ticket, person: Person | None, times: dict[str, dt.datetime | None]
) -> Ticket:
    now, reported_at = clock.database_now(), ticket.reported_at
    _check_report(ticket, now)
    done = (times["responded_at"], times["fixed_at"], times["recovered_at"])
    if any(at is not None and not reported_at <= at <= now for at in done):
        raise RuleBrokenError(
            _("A step lies before the report or in the future."),
            "recovery.step_out_of_order",
            status=400,
        )
    ticket.full_clean()
    ticket.save()
    cycle = start_cycle(ticket, number=1, started_at=reported_at, imported=True, times=times)
    Breach.objects.bulk_create(breaches_of(cycle, now))
    write_down("ticket_imported", ticket, person, severity=ticket.severity, reported_at=reported_at)
    return ticket


def _check_opener(person: Person | None, customer: Customer) -> None:
    if person is None:
        return
    if not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if not may_open(person):
        raise NotAllowedError(_("Tell somebody of service; you cannot open a ticket yourself."))


def _check_report(ticket: Ticket, now: dt.datetime) -> None:
    contact, reported_at = ticket.contact, ticket.reported_at
    if contact is not None and contact.customer_id != ticket.customer_id:
        raise RuleBrokenError(
            _("%(name)s is not a contact of this customer.") % {"name": contact.name},
            "recovery.contact_elsewhere",
            field="contact",
            status=400,
        )
    if ticket.next_word_by is not None and ticket.next_word_by <= now:
        raise RuleBrokenError(
            _("By when they need it lies ahead; leave it empty if that has passed."),
            "recovery.next_word_past",
            field="next_word_by",
            status=400,
        )
    code = rules.report_time_refusal(reported_at, now=now)
    if code:
        raise RuleBrokenError(
            sentence_for(code, Cycle(started_at=reported_at)), code, field="reported_at", status=400
        )


def _repeated(customer: Customer, reported_at: dt.datetime) -> Ticket | None:
    """Give the mishap this one repeats; one that everybody may know of before a hidden one."""
    near = list(
        Ticket.objects.filter(
            customer=customer,
            reported_at__range=(reported_at - REPEAT_WITHIN, reported_at + REPEAT_WITHIN),
        ).order_by("-reported_at", "-id")[:100]
    )
    if not rules.is_repeat(reported_at, [ticket.reported_at for ticket in near]):
        return None
    # Such as was told before this one, rather than after; the latest of them comes first.
    after = {one: (one.hidden_from_id is not None, one.reported_at > reported_at) for one in near}
    found = min(near, key=after.__getitem__)
    while found.merged_into is not None:  # the same mishap, told again: it goes on there
        found = found.merged_into
    return found
