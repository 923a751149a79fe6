"""Offering a customer to another steward, and the answers to it."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions.entrusting import entrust_many
from accounts.models import Customer, HandOver, Person
from accounts.permissions import leads_steward_of, may_write_customer
from accounts.queries import steward_of, with_role
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices

State = HandOver.State


def may_offer(person: Person, customer: Customer) -> bool:
    """Say whether the person may offer the customer: steward, lead or manager, director."""
    return (
        person.has_role("director")
        or may_write_customer(person, customer)
        or leads_steward_of(person, customer)
    )


@transaction.atomic
def offer_customer(
    *,
    person: Person,
    customer: Customer,
    receiver: Person,
    from_on: dt.date,
    must_know: str,
    url: str = "",
) -> HandOver:
    """Offer a customer to a rep, who is told; nothing moves until they accept."""
    if not may_offer(person, customer):
        raise NotAllowedError(
            _("The steward, who looks after a customer, or their lead offers it.")
        )
    if not with_role("rep").filter(pk=receiver.pk).exists():
        raise RuleBrokenError(_("Choose somebody who sells."), "accounts.no_rep", field="receiver")
    if from_on < clock.today():
        raise RuleBrokenError(
            _("That day is over. From when on?"), "accounts.offer_in_past", field="from_on"
        )
    row = HandOver(
        customer=customer,
        giver=steward_of(customer),
        receiver=receiver,
        offered_by=person,
        offered_at=clock.now(),
        from_on=from_on,
        must_know=must_know.strip(),
    )
    row.full_clean()
    row.save()
    _note("offered", row, person)
    subject = _("Decide whether you take %(name)s: it is offered to you") % {"name": customer.name}
    body = _("%(who)s asks you to look after them from %(day)s. Read what you must know first.")
    words = body % {"who": person.name, "day": from_on}
    _tell(row, receiver, subject, words, url.replace("/0/", f"/{row.pk}/"))
    return row


@transaction.atomic
def accept_offer(*, person: Person, hand_over_id: int) -> HandOver:
    """Take the customer: the stewardship moves on the day agreed, or today if that is over."""
    row = _open(hand_over_id)
    if row.receiver_id != person.pk:
        raise NotAllowedError(_("Only the one it was offered to answers."))
    day = max(row.from_on, clock.today())
    moved = entrust_many(person=person, customer_ids=[row.customer_id], steward=person, from_on=day)
    if not moved:
        raise RuleBrokenError(
            _("Somebody else was promised this customer meanwhile."), "accounts.offer_outdated"
        )
    row.from_on = day
    return _answer(row, State.ACCEPTED, person)


@transaction.atomic
def decline_offer(*, person: Person, hand_over_id: int, reason: str) -> HandOver:
    """Say no, and why; the steward stays who it is."""
    row = _open(hand_over_id)
    if row.receiver_id != person.pk:
        raise NotAllowedError(_("Only the one it was offered to answers."))
    if not reason.strip():
        raise RuleBrokenError(
            _("Say why you cannot take them."), "accounts.decline_without_why", field="reason"
        )
    row.reason = reason.strip()
    return _answer(row, State.DECLINED, person)


@transaction.atomic
def withdraw_offer(*, person: Person, hand_over_id: int) -> HandOver:
    """Take an offer back before it is answered."""
    row = _open(hand_over_id)
    if row.offered_by_id != person.pk and not may_offer(person, row.customer):
        raise NotAllowedError(_("The steward or their lead takes an offer back."))
    return _answer(row, State.WITHDRAWN, person)


def end_offers_of(person: Person, *, by: Person) -> None:
    """End what is offered to, or by, somebody who leaves; whoever is left of the two is told."""
    part = Q(receiver=person) | Q(giver=person)
    rows = HandOver.objects.filter(part, state=State.OFFERED).select_for_update(of=("self",))
    for row in rows.select_related("customer", "giver", "offered_by", "receiver").order_by("pk"):
        row.reason = _("%(name)s is no longer with us.") % {"name": person.name}
        _answer(row, State.WITHDRAWN, by)


@transaction.atomic
def note_customer_told(*, person: Person, hand_over_id: int) -> HandOver:
    """Write down that the customer was told by name who looks after them now."""
    row = HandOver.objects.select_for_update().get(pk=hand_over_id)
    if person.pk not in {row.giver_id, row.receiver_id, row.offered_by_id}:
        raise NotAllowedError(_("Whoever hands over or receives tells the customer."))
    if row.state != State.ACCEPTED:
        raise RuleBrokenError(
            _("Nobody has accepted yet; tell the customer then."), "accounts.not_accepted_yet"
        )
    if row.told_at is None:
        row.told_at = clock.now()
        row.save(update_fields=["told_at"])
        _note("told", row, person)
    return row


def _open(hand_over_id: int) -> HandOver:
    row = HandOver.objects.select_for_update().filter(pk=hand_over_id).first()
    if row is None:
        raise NotVisibleError(_("There is no such offer."))
    if row.state != State.OFFERED:
        raise RuleBrokenError(_("This offer was answered already."), "accounts.offer_answered")
    return row


def _answer(row: HandOver, state: str, person: Person) -> HandOver:
    row.state, row.answered_at = state, clock.now()
    row.full_clean()
    row.save()
    _note(state, row, person)
    others = {each for each in (row.giver, row.offered_by, row.receiver) if each} - {person}
    others = {each for each in others if each.is_active}
    subject = {
        State.ACCEPTED: _("%(who)s looks after %(name)s now"),
        State.DECLINED: _("%(who)s cannot take %(name)s"),
        State.WITHDRAWN: _("The offer of %(name)s is taken back"),
    }[State(state)]
    for other in others:
        _tell(row, other, subject % {"who": person.name, "name": row.customer.name}, row.reason, "")
    return row


def _tell(row: HandOver, person: Person, subject: str, body: str, url: str) -> None:
    notices.tell(
        people=[person],
        once_key=f"hand-over:{row.pk}:{row.state}",
        subject=subject,
        body=body or subject,
        url=url,
        about_kind="customer",
        about_id=str(row.customer_id),
        customer_id=row.customer_id,
    )


def _note(what: str, row: HandOver, person: Person) -> None:
    journal.record(
        f"accounts.hand_over_{what}",
        person=person,
        subject_kind="customer",
        subject_id=row.customer_id,
        customer_id=row.customer_id,
        facts={"hand_over": row.pk, "receiver": row.receiver_id, "from": row.from_on},
    )
