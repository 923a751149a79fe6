"""Our promises: made, kept, and recalled to their owner in time."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_named, stand_in_for
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.models import Promise
from secrets_manual.permissions import may_keep_promise
from secrets_manual.queries import promises_visible

REMIND_BEFORE = dt.timedelta(hours=4)


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
) -> Promise:
    """Write down what we promised, by when, and who sees to it; another owner is told."""
    now = clock.now()
    _check_promise(person, customer, contact, due_at, now)
    promise = Promise(
        customer=customer,
        contact=contact,
        person=person,
        owner=owner or person,
        words=" ".join(words.split()),
        made_at=now,
        due_at=due_at,
        ticket_id=str(ticket_id),
    )
    promise.full_clean()
    promise.save()
    _note("secrets_manual.promise_made", person, promise)
    if promise.owner_id != person.pk:
        _tell_owner(promise, f"promise-made:{promise.pk}", _("You are to keep a promise"))
    return promise


def _check_promise(
    person: Person,
    customer: Customer,
    contact: Contact | None,
    due_at: dt.datetime,
    now: dt.datetime,
) -> None:
    if not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if contact is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."),
            "secrets_manual.foreign_contact",
            field="contact",
        )
    if due_at <= now:
        raise RuleBrokenError(
            _("This lies in the past. By when will it be done?"),
            "secrets_manual.due_in_the_past",
            field="due_at",
            status=400,
        )


@transaction.atomic
def keep_promise(*, person: Person, promise: Promise) -> Promise:
    """Mark a promise kept, now."""
    row = Promise.objects.select_for_update().filter(pk=promise.pk).first()
    if row is None or not _may_see(person, row):
        raise NotVisibleError(_("There is no such promise."))
    if not may_keep_promise(person, row):
        raise NotAllowedError(_("Its owner and the steward say when it is kept."))
    if row.kept_at is not None:
        raise RuleBrokenError(_("This promise was kept already."), "secrets_manual.already_kept")
    row.kept_at = clock.now()
    row.version += 1
    row.save(update_fields=["kept_at", "version"])
    _note("secrets_manual.promise_kept", person, row)
    return row


def _may_see(person: Person, promise: Promise) -> bool:
    return promises_visible(person).filter(pk=promise.pk).exists() or promise.person_id == person.pk


@transaction.atomic
def remind_of_promises(*, now: dt.datetime) -> int:
    """Remind owners of promises due within four hours; each promise once."""
    owed = (
        Promise.objects.filter(kept_at__isnull=True, due_at__lte=now + REMIND_BEFORE)
        .filter(due_at__gt=now - dt.timedelta(days=1))
        .select_related("owner", "owner__deputy", "customer")
    )
    return sum(
        _tell_owner(promise, f"promise-due:{promise.pk}", _("A promise is due")) for promise in owed
    )


def _tell_owner(promise: Promise, once_key: str, subject: str) -> int:
    owner = stand_in_for(promise.owner, clock.now())
    return notices.tell(
        people=[owner],
        once_key=once_key,
        subject=f"{subject}: {promise.customer.name}",
        body=promise.words,
        url=f"/customers/{promise.customer_id}/",
        about_kind="promise",
        about_id=str(promise.pk),
        customer_id=promise.customer_id,
    )


def _note(kind: str, person: Person, promise: Promise) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="promise",
        subject_id=promise.pk,
        customer_id=promise.customer_id,
        words={"words": promise.words},
        facts={"owner": promise.owner_id, "ticket": promise.ticket_id},
    )
