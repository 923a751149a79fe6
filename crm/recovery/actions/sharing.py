"""Sharing the work out: fairly by the rule, accepted, or passed on with a reason."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Person
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError
from crm.recovery.actions.acts import locked, one_act, touch, write_down
from crm.recovery.actions.desk import assign_owner
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import Mode, PassOn, Sharing, State, Ticket
from crm.recovery.models.tickets import OPEN
from crm.recovery.queries import Audiences, tickets_visible_to
from crm.recovery.queries.sharing import Suggestion, loads, sharing_now, suggestions
from secrets_manual.actions import hand_over_ticket_promises

MOST_AT_ONCE = 200
PASSES_TOLD = 2


def assign_fairly(*, person: Person, tickets: Iterable[Ticket]) -> list[Suggestion]:
    """Hand open tickets out by load, language and cause; gives who got which, and why.

    The order they are given in does not matter. A ticket for which nobody is left stays as it
    is, and so does one whose owner is the choice already. At most 200 at once.
    """
    wanted = [one.pk for one in tickets]
    if len(wanted) > MOST_AT_ONCE:
        raise RuleBrokenError(
            _("At most %(n)d tickets at once.") % {"n": MOST_AT_ONCE},
            "recovery.too_many_at_once",
            status=400,
        )
    with one_act():
        rows = _claimed(wanted, person)
        made = suggestions(rows, loads(clock.database_now()))
        for one in made:
            assign_owner(person=person, ticket=one.ticket, owner=one.person, why=one.why)
        return made


def share_unowned(*, now: dt.datetime | None = None, limit: int = MOST_AT_ONCE) -> int:
    """Hand out what nobody took for the minutes that the policy says; gives the tickets.

    Only to people at work now. Runs beside the sweep in its own transaction: no level of a
    ladder waits for it, and two at once are harmless.
    """
    at = now or clock.database_now()
    policy = sharing_now()
    if policy.mode != Mode.ASSIGN:
        return 0
    with one_act():
        if Sharing.objects.select_for_update(skip_locked=True).filter(pk=1).first() is None:
            return 0
        since = at - dt.timedelta(minutes=policy.after_minutes)
        due = Ticket.objects.filter(
            OPEN, owner__isnull=True, hidden_from__isnull=True, present__started_at__lte=since
        )
        wanted = list(due.order_by("present__due_at", "id").values_list("pk", flat=True)[:limit])
        if not wanted:
            return 0
        rows = [row for row in _claimed(wanted, None) if row.owner_id is None]
        with override(our.language()):
            made = suggestions(rows, loads(at), only_at_work=True)
            for one in made:
                assign_owner(person=None, ticket=one.ticket, owner=one.person, why=one.why)
        return len(made)


def _claimed(wanted: list[int], person: Person | None) -> list[Ticket]:
    """Lock the open ones among some tickets, always in the same order."""
    seen = tickets_visible_to(person) if person else Ticket.objects.all()
    known = seen.filter(OPEN, pk__in=wanted).values_list("pk", flat=True)
    held = Ticket.objects.filter(pk__in=list(known)).order_by("pk")
    list(held.select_for_update(of=("self",), skip_locked=person is None).values_list("pk"))
    rows = held.select_related("customer", "contact", "cause", "present")
    return [row for row in rows if row.state == State.OPEN]


def accept(*, person: Person, ticket: Ticket) -> Ticket:
    """Say that one has seen a ticket one was handed, and sees to it."""
    with one_act():
        row = locked(person, ticket)
        _check_owner(person, row)
        if row.accepted_at is None:
            touch(row, accepted_at=clock.database_now())
            write_down("ticket_accepted", row, person)
        return row


def hand_on(
    *,
    person: Person,
    ticket: Ticket,
    owner: Person | None = None,
    by_rule: bool = False,
    reason: str = "",
    promises: bool = True,
    quietly: bool = False,
) -> Ticket:
    """Hand a ticket to somebody, to whom the rule chooses, or to nobody.

    Whoever looks after it themselves says why, so that it does not come straight back. Its
    owner's open `promises` of the ticket go along, unless nobody takes it. `quietly` leaves it
    to the caller to tell the new owner.
    """
    with one_act():
        before = Ticket.objects.select_related("owner").get(pk=ticket.pk).owner
        made = _handed(person, ticket, owner, by_rule=by_rule, reason=reason, quietly=quietly)
        now = Ticket.objects.select_related("owner").get(pk=ticket.pk).owner
        if promises and before is not None and now is not None and before != now:
            hand_over_ticket_promises(
                person=person, ticket_id=str(ticket.pk), before=before, owner=now
            )
        return made


def _handed(
    person: Person, ticket: Ticket, owner: Person | None, *, by_rule: bool, reason: str,
    quietly: bool,
) -> Ticket:  # fmt: skip
    if ticket.owner_id == person.pk and (by_rule or owner != person):
        if not reason.strip():
            raise RuleBrokenError(
                _("Say why you hand it on: the next one reads it."),
                "recovery.reason_needed",
                field="reason",
                status=400,
            )
        return pass_on(
            person=person,
            ticket=ticket,
            reason=reason,
            owner=owner,
            by_rule=by_rule,
            quietly=quietly,
        )
    if not by_rule:
        why = reason.strip()
        return assign_owner(person=person, ticket=ticket, owner=owner, why=why, quietly=quietly)
    if not assign_fairly(person=person, tickets=[ticket]) and ticket.owner_id is None:
        raise RuleBrokenError(
            _("The rule finds nobody who could take it: choose somebody by name."),
            "recovery.nobody_fits",
            field="owner",
        )
    return ticket


def pass_on(
    *,
    person: Person,
    ticket: Ticket,
    reason: str,
    owner: Person | None = None,
    by_rule: bool = True,
    quietly: bool = False,
) -> Ticket:
    """Give a ticket one looks after to somebody else, by the rule or by name, and say why.

    It does not come back to whoever passed it on. The second time in a cycle the service leads
    are told; where nobody is left it has no owner, and they are told as well.
    """
    with one_act():
        row = locked(person, ticket)
        _check_owner(person, row)
        given = PassOn(ticket=row, cycle=row.cycle, person=person, reason=reason.strip())
        given.full_clean()
        given.save()
        write_down("ticket_passed_on", row, person, words={"reason": given.reason})
        why = ""
        if by_rule:
            owner, why = _fitting(row, person)
        assign_owner(person=person, ticket=row, owner=owner, why=why, quietly=quietly)
        passes = PassOn.objects.filter(cycle=row.cycle).count()
        if passes >= PASSES_TOLD or owner is None:
            people = Audiences(clock.now()).in_charge(row)
            tell_of("passed_on", row, people, once=f"passed:{given.pk}")
        row.refresh_from_db()
        return row


def _fitting(row: Ticket, person: Person) -> tuple[Person | None, str]:
    """Give whom the rule chooses besides the person, and why; nobody where none is left."""
    everybody = loads(clock.database_now())
    made = suggestions([row], [one for one in everybody if one.person.pk != person.pk])
    return (made[0].person, made[0].why) if made else (None, "")


def _check_owner(person: Person, row: Ticket) -> None:
    if row.state != State.OPEN:
        raise RuleBrokenError(_("This ticket is closed."), "recovery.already_closed")
    if row.owner_id != person.pk:
        raise NotAllowedError(_("Only who looks after a ticket accepts it."))
