"""Our promises: made, kept or broken, moved, handed over, and what the customer says of them."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Contact, Customer, Person
from accounts.queries import customers_named, stand_in_for
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.gating import reads
from secrets_manual.models import Conversation, Promise
from secrets_manual.permissions import may_keep_promise
from secrets_manual.queries import promises_visible
from secrets_manual.rules.promises import PromiseState, Reminder


@reads("words")
@transaction.atomic
def make_promise(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None = None,
    words: str,
    due_at: dt.datetime,
    owner: Person | None = None,
    ticket_id: str = "",
    conversation: Conversation | None = None,
) -> Promise:
    """Write down what we promised, by when, and who sees to it; another owner is told."""
    now = clock.now()
    check_agreed(person, customer, contact, due_at, now)
    promise = Promise(
        customer=customer,
        contact=contact,
        conversation=conversation,
        person=person,
        owner=owner or person,
        words=" ".join(words.split()),
        made_at=now,
        due_at=due_at,
        ticket_id=str(ticket_id),
    )
    promise.full_clean()
    promise.save()
    _note("promise_made", person, promise)
    _tell_new_owner(promise, person)
    return promise


def check_agreed(
    person: Person,
    customer: Customer,
    contact: Contact | None,
    due_at: dt.datetime,
    now: dt.datetime,
) -> None:
    """Check what promises and commitments share: a customer one may name, a time ahead."""
    if not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if contact is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."),
            "secrets_manual.foreign_contact",
            field="contact",
        )
    check_ahead(due_at, now)


def check_ahead(due_at: dt.datetime, now: dt.datetime) -> None:
    """Refuse a due time that has passed."""
    if due_at <= now:
        raise RuleBrokenError(
            _("This lies in the past. By when will it be done?"),
            "secrets_manual.due_in_the_past",
            field="due_at",
            status=400,
        )


@transaction.atomic
def keep_promise(*, person: Person, promise: Promise) -> Promise:
    """Mark a promise kept, now; after its due time it counts as late."""
    row = _mine_to_keep(person, promise)
    _check_open(row)
    save_versioned(row, {"kept_at": clock.now()})
    _note("promise_kept", person, row)
    return row


@transaction.atomic
def keep_promise_of_ticket(
    *, person: Person | None, ticket_id: str, promised_for: dt.datetime, kept_at: dt.datetime
) -> int:
    """Mark kept what was promised on a ticket for a time, by whoever did it; gives how many.

    The time is the one promised first, also where it was moved later.
    """
    open_ones = Promise.objects.select_for_update().filter(
        ticket_id=ticket_id, kept_at__isnull=True, broken_at__isnull=True
    )
    # Who made it wrote the ticket's number into its words; another promise for that very
    # minute is not this one.
    same = Q(first_due_at=promised_for) | Q(first_due_at__isnull=True, due_at=promised_for)
    rows = list(open_ones.filter(same, words__contains=f"OOPS {ticket_id}"))
    for row in rows:
        save_versioned(row, {"kept_at": max(kept_at, row.made_at)})
        _note("promise_kept", person, row)
    return len(rows)


@reads("reason")
@transaction.atomic
def break_promise(*, person: Person, promise: Promise, reason: str) -> Promise:
    """Say that we shall not keep it, and why."""
    row = _mine_to_keep(person, promise)
    _check_open(row)
    if not reason.strip():
        raise RuleBrokenError(
            _("Say why it was not kept."),
            "secrets_manual.reason_missing",
            field="reason",
            status=400,
        )
    save_versioned(row, {"broken_at": clock.now(), "reason": " ".join(reason.split())})
    _note("promise_broken", person, row, reason=row.reason)
    return row


@transaction.atomic
def reopen_promise(*, person: Person, promise: Promise) -> Promise:
    """Take back that it was kept or broken; it is owed again."""
    row = _mine_to_keep(person, promise)
    if row.state != PromiseState.OPEN:
        save_versioned(row, {"kept_at": None, "broken_at": None, "reason": ""})
        _note("promise_reopened", person, row)
    return row


@reads("words")
@transaction.atomic
def change_promise(
    *, person: Person, promise: Promise, version: int | None, **changes: object
) -> Promise:
    """Change the words, the contact or the time of an open promise.

    What was promised first stays on the row, so that moving a date hides nothing.
    """
    row = _mine_to_keep(person, promise)
    check_version(row, version)
    _check_open(row)
    due_at = changes.get("due_at")
    if isinstance(due_at, dt.datetime) and due_at != row.due_at:
        check_ahead(due_at, clock.now())
        changes["first_due_at"] = row.first_due_at or row.due_at
        changes["reminded"] = Reminder.NONE.value
    save_versioned(row, changes)
    _note("promise_changed", person, row)
    return row


@transaction.atomic
def hand_over_promise(*, person: Person, promise: Promise, owner: Person) -> Promise:
    """Let somebody else keep it; they are told at once, and reminded from now on."""
    row = _mine_to_keep(person, promise)
    _check_open(row)
    if not owner.is_active:
        raise RuleBrokenError(
            _("%(name)s is not with us any more.") % {"name": owner.name},
            "secrets_manual.owner_gone",
            field="owner",
        )
    if owner.pk == row.owner_id:
        return row
    give_to(row, owner, by=person)
    return row


def give_to(row: Promise, owner: Person, *, by: Person) -> None:
    """Write the new owner of a locked, open promise, and tell them."""
    save_versioned(row, {"owner": owner, "reminded": Reminder.NONE.value})
    _note("promise_handed_over", by, row)
    _tell_new_owner(row, by)


@transaction.atomic
def hear_about_promise(*, person: Person, promise: Promise, says: str) -> Promise:
    """Write down the customer's own word on it: kept, late or broken; "" takes it back."""
    row = _mine_to_keep(person, promise)
    if says and row.state == PromiseState.OPEN and says == Promise.Says.KEPT:
        raise RuleBrokenError(
            _("We have not said ourselves that it is kept. Say that first."),
            "secrets_manual.still_open",
            field="says",
        )
    save_versioned(row, {"says": says, "said_at": clock.now() if says else None})
    _note("promise_judged", person, row, says=says)
    return row


def _mine_to_keep(person: Person, promise: Promise) -> Promise:
    if not promises_visible(person).filter(pk=promise.pk).exists():
        raise NotVisibleError(_("There is no such promise."))
    row = Promise.objects.select_for_update().get(pk=promise.pk)
    if not may_keep_promise(person, row):
        raise NotAllowedError(_("Its owner and the steward say when it is kept."))
    return row


def _check_open(promise: Promise) -> None:
    if promise.kept_at is not None:
        raise RuleBrokenError(_("This promise was kept already."), "secrets_manual.already_kept")
    if promise.broken_at is not None:
        raise RuleBrokenError(
            _("This promise was broken already."), "secrets_manual.already_broken"
        )


def _tell_new_owner(promise: Promise, person: Person) -> None:
    if promise.owner_id == person.pk:
        return
    notices.tell(
        people=[stand_in_for(promise.owner, clock.now())],
        once_key=f"promise-owner:{promise.pk}:{promise.version}",
        subject=_("Keep a promise to %(customer)s: it is yours now")
        % {"customer": promise.customer.name},
        body=promise.words,
        url=f"/promises/{promise.pk}/",
        about_kind="promise",
        about_id=str(promise.pk),
        customer_id=promise.customer_id,
    )


def _note(kind: str, person: Person | None, promise: Promise, **facts: str) -> None:
    words = {"words": promise.words}
    if facts.get("reason"):
        words["reason"] = facts.pop("reason")
    journal.record(
        f"secrets_manual.{kind}",
        person=person,
        subject_kind="promise",
        subject_id=promise.pk,
        customer_id=promise.customer_id,
        words=words,
        facts={
            "owner": promise.owner_id,
            "ticket": promise.ticket_id,
            "contact": promise.contact_id,
            "state": str(promise.state),
            **facts,
        },
    )
