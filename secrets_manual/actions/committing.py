"""What customers said they would do: written down, minded, and ended one way or the other."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Contact, Customer, Person
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import reads
from secrets_manual.actions.promising import check_agreed, check_ahead
from secrets_manual.models import Commitment, Conversation
from secrets_manual.permissions import may_mind_commitment
from secrets_manual.queries import commitments_visible
from secrets_manual.rules.promises import PromiseState, Reminder


@reads("words")
@transaction.atomic
def make_commitment(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None = None,
    words: str,
    due_at: dt.datetime,
    owner: Person | None = None,
    conversation: Conversation | None = None,
) -> Commitment:
    """Write down what they said they would do and by when; whoever heard it minds it."""
    now = clock.now()
    check_agreed(person, customer, contact, due_at, now)
    commitment = Commitment(
        customer=customer,
        contact=contact,
        conversation=conversation,
        owner=owner or person,
        words=" ".join(words.split()),
        made_at=now,
        due_at=due_at,
    )
    commitment.full_clean()
    commitment.save()
    _note("commitment_made", person, commitment)
    return commitment


@transaction.atomic
def receive_commitment(*, person: Person, commitment: Commitment) -> Commitment:
    """Say that it came, now; after its due time it counts as late."""
    row = _mine_to_mind(person, commitment)
    _check_open(row)
    save_versioned(row, {"came_at": clock.now()})
    _note("commitment_came", person, row)
    return row


@reads("reason")
@transaction.atomic
def miss_commitment(*, person: Person, commitment: Commitment, reason: str = "") -> Commitment:
    """Stop waiting: it did not come. What they said about it may stand beside it."""
    row = _mine_to_mind(person, commitment)
    _check_open(row)
    save_versioned(row, {"missed_at": clock.now(), "reason": " ".join(reason.split())})
    _note("commitment_missed", person, row)
    return row


@transaction.atomic
def reopen_commitment(*, person: Person, commitment: Commitment) -> Commitment:
    """Take back that it came or did not come."""
    row = _mine_to_mind(person, commitment)
    if row.state != PromiseState.OPEN:
        save_versioned(row, {"came_at": None, "missed_at": None, "reason": ""})
        _note("commitment_reopened", person, row)
    return row


@reads("words")
@transaction.atomic
def change_commitment(
    *, person: Person, commitment: Commitment, version: int | None, **changes: object
) -> Commitment:
    """Change the words, the contact, the time or who minds it, while it is open."""
    row = _mine_to_mind(person, commitment)
    check_version(row, version)
    _check_open(row)
    due_at = changes.get("due_at")
    if isinstance(due_at, dt.datetime) and due_at != row.due_at:
        check_ahead(due_at, clock.now())
        changes["reminded"] = Reminder.NONE.value
    save_versioned(row, changes)
    _note("commitment_changed", person, row)
    return row


def _mine_to_mind(person: Person, commitment: Commitment) -> Commitment:
    if not commitments_visible(person).filter(pk=commitment.pk).exists():
        raise NotVisibleError(_("There is no such commitment."))
    row = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if not may_mind_commitment(person, row):
        raise NotAllowedError(_("Who minds it and the steward say whether it came."))
    return row


def _check_open(commitment: Commitment) -> None:
    if commitment.ended_at is not None:
        raise RuleBrokenError(
            _("It was said already whether this came."), "secrets_manual.already_ended"
        )


def _note(kind: str, person: Person, commitment: Commitment) -> None:
    words = {"words": commitment.words}
    if commitment.reason:
        words["reason"] = commitment.reason
    journal.record(
        f"secrets_manual.{kind}",
        person=person,
        subject_kind="commitment",
        subject_id=commitment.pk,
        customer_id=commitment.customer_id,
        words=words,
        facts={
            "owner": commitment.owner_id,
            "contact": commitment.contact_id,
            "state": str(commitment.state),
        },
    )
