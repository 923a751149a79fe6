"""Two reports of one mishap become one ticket, and can be parted while nothing came after.

The ticket whose clock began first goes on, as grave as the graver of the two. The other one is
closed into it: its rungs no longer count, its promises, a planned surprise and the word that is
due go over, its page, mails and history stay.
"""

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import RuleBrokenError
from crm.journal.models import Entry
from crm.recovery import rules
from crm.recovery.actions.acts import (
    locked,
    one_act,
    record_breach,
    save_cycle,
    touch,
    write_down,
)
from crm.recovery.actions.raising import record_missed
from crm.recovery.actions.secrets import close_secrets, move_promises, open_secrets
from crm.recovery.actions.taking_over import give_back_severity, move_plan, take_severity
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import Origin, Rung, RungState, Ticket, TicketMerge
from crm.recovery.queries.planned import open_plans
from crm.recovery.rules.merging import Standing, main_first, merge_refusal

#: What the watch writes by itself is nothing that somebody recorded.
_BY_ITSELF = ("recovery.ladder_climbed", "recovery.deadline_missed")


def merge_tickets(*, person: Person, ticket: Ticket, other: Ticket) -> Ticket:
    """Make one ticket of two open reports of one mishap; gives the one that goes on."""
    with one_act():
        rows = {row.pk: row for row in _both(person, ticket, other)}
        first, second = main_first(*(_standing(rows[pk]) for pk in (ticket.pk, other.pk)))
        code = merge_refusal(first, second)
        if code:
            raise RuleBrokenError(_sentence(code, first.key, second.key), code, field="other")
        main, merged = rows[first.key], rows[second.key]
        before = _take_over(main, merged) | {"plan": move_plan(merged, main, by=person)}
        before["rungs"] = _stop(merged)
        row = TicketMerge(merged=merged, main=main, before=before, merged_by=person)
        _write("ticket_merged", merged, main, person)
        row.last_entry = _last_entry(main, merged)
        row.merged_at = clock.database_now()
        row.full_clean()
        row.save()
        _tell(main, merged, person)
        return main


def part_tickets(*, person: Person, ticket: Ticket) -> Ticket:
    """Undo a merge: both tickets are what they were; refused once something was recorded since."""
    with one_act():
        last = TicketMerge.objects.filter(merged=ticket.pk, undone_at__isnull=True).first()
        if last is None:
            raise RuleBrokenError(_("It is part of no other ticket."), "recovery.not_merged")
        main, merged = _both(person, last.main, last.merged)
        if main.pk != last.main_id:
            main, merged = merged, main
        since = _entries(main, merged).filter(pk__gt=last.last_entry)
        if since.exclude(kind__in=_BY_ITSELF).exists():
            raise RuleBrokenError(
                _("Something was recorded since; they stay together."), "recovery.merge_in_use"
            )
        _give_back(main, merged, last.before)
        if last.before.get("plan"):
            move_plan(main, merged, by=person, only=last.before["plan"])
        last.undone_by, last.undone_at = person, clock.database_now()
        last.save()
        _write("merge_undone", merged, main, person)
        return merged


def _both(person: Person, one: Ticket, other: Ticket) -> list[Ticket]:
    """Lock two tickets, the lower number first, so that two merges never wait for each other."""
    if one.pk == other.pk:
        raise RuleBrokenError(
            _sentence("recovery.merge_itself", one.pk, one.pk), "recovery.merge_itself",
            field="other",
        )  # fmt: skip
    both = sorted((one, other), key=lambda row: row.pk)
    return [locked(person, row, even_merged=True) for row in both]


def _standing(row: Ticket) -> Standing:
    cycle = row.cycle
    done = (cycle.worked_around_at, cycle.fixed_at, cycle.surprised_at)
    return Standing(
        key=row.pk,
        customer=row.customer_id,
        state=cycle.state,
        started_at=cycle.started_at,
        surprise=_surprise_of(row),
        further=any(at is not None for at in done),
        apart=(row.hidden_from_id, row.origin == Origin.IMPORT),
    )


def _surprise_of(row: Ticket) -> str:
    if row.cycle.surprised_at is not None:
        return "given"
    return "planned" if open_plans().filter(cycle=row.cycle).exists() else ""


def _take_over(main: Ticket, merged: Ticket) -> dict[str, Any]:
    """Bring to the main ticket what the customer may count on; gives what that changed."""
    words_due = [main.next_word_by, merged.next_word_by]
    before = {
        "next_word_by": [at.isoformat() if at else None for at in words_due],
        "took_owner": main.owner_id is None and merged.owner_id is not None,
        "raised": take_severity(main, merged),
        "spared": _take_response(main, merged),
        "clock": _take_appointment(main, merged),
        "promises": move_promises(merged, main),
    }
    changes: dict[str, object] = {"next_word_by": min(filter(None, words_due), default=None)}
    if main.repeat_of_id == merged.pk:  # the same mishap told twice is no second one
        changes["repeat_of"] = merged.repeat_of if merged.repeat_of_id != main.pk else None
        before["repeated"] = True
    if before["took_owner"]:
        changes |= {"owner": merged.owner, "assigned_at": merged.assigned_at}
    if before["raised"]:
        record_missed(main.cycle)
    touch(main, **changes)
    return before


def _take_response(main: Ticket, merged: Ticket) -> list[int] | None:
    """Count that the customer was reached about the other report; None where nothing was taken."""
    cycle, theirs = main.cycle, merged.cycle
    if cycle.responded_at is not None or theirs.responded_at is None:
        return None
    for name in ("responded_at", "responded_by", "response_how", "response_words"):
        setattr(cycle, name, getattr(theirs, name))
    save_cycle(cycle)
    if not rules.is_met(cycle.respond_by, theirs.responded_at):
        record_breach(cycle, rules.RESPOND, cycle.respond_by)
    waiting = cycle.rungs.filter(state=RungState.WAITING, clock=rules.RESPOND)
    return _move_rungs(list(waiting.values_list("pk", flat=True)), RungState.SPARED)


def _take_appointment(main: Ticket, merged: Ticket) -> dict[str, Any] | None:
    """Keep the earlier of two times to put it right, where the customer chose that of the merged.

    A later one softens nothing. Gives what the clock was, None where it stays.
    """
    cycle, until = main.cycle, merged.cycle.recover_by
    if until >= cycle.recover_by or not merged.cycle.appointments.exists():
        return None
    waiting = list(cycle.rungs.filter(state=RungState.WAITING))
    before = {
        "recover_by": cycle.recover_by.isoformat(),
        "rungs": {str(rung.pk): rung.due_at.isoformat() for rung in waiting},
    }
    for rung, due_at in rules.retimed(waiting, started_at=cycle.started_at, until=until):
        rung.due_at = due_at
    Rung.objects.bulk_update(waiting, ["due_at"])
    cycle.recover_by = until
    save_cycle(cycle)
    if rules.is_breach(until, done=False, now=clock.database_now()):
        record_breach(cycle, rules.RECOVER, until)
    return before


def _stop(merged: Ticket) -> list[int]:
    """Take the merged ticket off every clock; gives the rungs that waited."""
    cycle = merged.cycle
    waiting = list(cycle.rungs.filter(state=RungState.WAITING).values_list("pk", flat=True))
    cycle.merged_at = clock.database_now()
    save_cycle(cycle)
    close_secrets(merged)
    return _move_rungs(waiting, RungState.STALE)


def _move_rungs(numbers: list[int], state: RungState) -> list[int]:
    Rung.objects.filter(pk__in=numbers).update(state=state, parked_until=None)
    return numbers


def _give_back(main: Ticket, merged: Ticket, before: dict[str, Any]) -> None:
    due = [dt.datetime.fromisoformat(at) if at else None for at in before["next_word_by"]]
    move_promises(main, merged, only=before["promises"])
    merged.cycle.merged_at = None
    save_cycle(merged.cycle)
    _move_rungs(before["rungs"], RungState.WAITING)
    if before["spared"] is not None:
        cycle = main.cycle
        cycle.responded_at = cycle.responded_by = None
        cycle.response_how = cycle.response_words = ""
        save_cycle(cycle)
        _move_rungs(before["spared"], RungState.WAITING)
    if before.get("clock"):
        _give_back_clock(main, before["clock"])
    give_back_severity(main, before.get("raised"))
    owner = {"owner": None, "assigned_at": None} if before["took_owner"] else {}
    repeated = {"repeat_of": merged} if before.get("repeated") else {}
    touch(main, next_word_by=due[0], **owner, **repeated)
    touch(merged, merged_into=None, next_word_by=due[1])
    open_secrets(merged)


def _give_back_clock(main: Ticket, before: dict[str, Any]) -> None:
    cycle = main.cycle
    cycle.recover_by = dt.datetime.fromisoformat(before["recover_by"])
    save_cycle(cycle)
    waiting = list(cycle.rungs.filter(state=RungState.WAITING, pk__in=before["rungs"]))
    for rung in waiting:
        rung.due_at = dt.datetime.fromisoformat(before["rungs"][str(rung.pk)])
    Rung.objects.bulk_update(waiting, ["due_at"])


def _write(kind: str, merged: Ticket, main: Ticket, person: Person) -> None:
    if kind == "ticket_merged":
        touch(merged, merged_into=main, next_word_by=None)
    write_down(kind, merged, person, main=main.pk)
    write_down(kind, main, person, words={"words": merged.words}, merged=merged.pk)


def _entries(main: Ticket, merged: Ticket):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return Entry.objects.filter(
        subject_kind="ticket", subject_id__in=[str(main.pk), str(merged.pk)]
    )


def _last_entry(main: Ticket, merged: Ticket) -> int:
    return _entries(main, merged).aggregate(last=Max("pk"))["last"] or 0


def _tell(main: Ticket, merged: Ticket, person: Person) -> None:
    """Tell those who looked after either, but for who did it."""
    owners = {one.pk: one for one in (main.owner, merged.owner) if one is not None}
    owners.pop(person.pk, None)
    tell_of("merged", main, list(owners.values()), once=f"merged:{merged.pk}:{merged.version}")


def _sentence(code: str, main: int, merged: int) -> str:
    said = {
        "recovery.merge_itself": _("A ticket is not merged into itself."),
        "recovery.merge_elsewhere": _("They are of two customers. Link them instead."),
        "recovery.merge_closed": _("Both must be open. Reopen the closed one, or link them."),
        "recovery.merge_apart": _("One of them is kept apart. They cannot become one."),
        "recovery.merge_planned": _(
            "OOPS %(merged)s has a planned surprise and OOPS %(main)s has one too. "
            "Drop the planned one first."
        ),
        "recovery.merge_further": _(
            "OOPS %(merged)s is further on. Record the same in OOPS %(main)s first, or link them."
        ),
    }
    return said[code] % {"main": main, "merged": merged}
