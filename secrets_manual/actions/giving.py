"""Gifts: within the limits they are written down, over them a second person decides (G11)."""

import datetime as dt

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.actions.versions import kind_sentence
from accounts.models import Contact, Customer, Person
from accounts.queries import customers_named, directors, leads_of, managers_of
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.gating import reads
from secrets_manual.models import Gift
from secrets_manual.permissions import may_decide_gift, may_record_gift
from secrets_manual.queries import gift_words, gifts
from secrets_manual.rules.gifts import NEVER, Over

LONGEST = 300


@reads("what")
@transaction.atomic
def record_gift(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None = None,
    direction: str = Gift.Direction.GIVEN,
    what: str,
    value_minor: int,
    on: dt.date | None = None,
    ticket_id: str = "",
    ask: bool = False,
) -> Gift:
    """Write down a gift; one that is over a limit waits for somebody else, if one asks for it.

    What a customer gave us is written down in any case: over our limit, somebody else says
    whether it may be kept. What the rules forbid altogether is neither given nor asked for.
    """
    _check_whom(person, customer, contact)
    _take_turn(customer)
    day = _day(on)
    whom = (customer, contact)
    gift = _new(person, whom, what=what, value_minor=value_minor, direction=direction)
    gift.ticket_id = str(ticket_id)
    if direction == Gift.Direction.RECEIVED:
        gift.over = gifts.over_for_receiver(person, customer, value_minor=value_minor, on=day) or ""
        gift.on = day
    else:
        gift.over = _over(customer, contact, value_minor, day, ask=ask) or ""
        gift.on = None if gift.over else day
    _save(gift)
    _note("gift_asked" if gift.waits else "gift_recorded", person, gift)
    if gift.waits:
        _tell_deciders(gift)
    return gift


@transaction.atomic
def give_on_ticket(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None,
    what: str,
    value_minor: int,
    on: dt.date,
    ticket_id: str,
    most_minor: int,
    hidden_from: Person | None = None,
) -> Gift:
    """Write a surprise that cost something into the register, in the caller's transaction.

    `most_minor` is what the mishap itself allows. A gift that was approved for this ticket may
    cost as much as was approved, whatever the limits; nothing else goes over them.
    """
    _take_turn(customer)
    approved = gifts.approved_for(ticket_id, contact)
    if approved is not None and value_minor <= approved.value_minor:
        approved.what, approved.value_minor, approved.on = what[:LONGEST], value_minor, on
        _save(approved)
        _note("gift_handed", person, approved)
        return approved
    _over(customer, contact, value_minor, on, ask=False, most_minor=most_minor)
    gift = _new(person, (customer, contact), what=what, value_minor=value_minor)
    gift.on, gift.ticket_id, gift.hidden_from = on, ticket_id, hidden_from
    _save(gift)
    _note("gift_recorded", person, gift)
    return gift


@reads("why")
@transaction.atomic
def decide_gift(*, person: Person, gift: Gift, approved: bool, why: str = "") -> Gift:
    """Approve or refuse what is over a limit; never one's own."""
    row = _locked(person, gift)
    if not may_decide_gift(person, row):
        raise NotAllowedError(_("A second person who leads here decides, never oneself."))
    if not row.waits:
        raise RuleBrokenError(_("This was decided already."), "secrets_manual.gift_decided")
    row.decision = Gift.Decision.APPROVED if approved else Gift.Decision.REFUSED
    row.decided_by, row.decided_at = person, clock.now()
    row.decided_why = " ".join(why.split())[:LONGEST]
    _save(row)
    _note("gift_decided", person, row)
    _tell_giver(row)
    return row


@transaction.atomic
def hand_gift(*, person: Person, gift: Gift, on: dt.date | None = None) -> Gift:
    """Say that an approved gift was given, and when."""
    row = _locked(person, gift)
    if person.pk != row.person_id:
        raise NotAllowedError(_("Whoever asked for it says when it was given."))
    if not row.may_be_handed:
        raise RuleBrokenError(_("It is not waiting to be given."), "secrets_manual.gift_not_due")
    row.on = _day(on)
    _save(row)
    _note("gift_handed", person, row)
    return row


def _check_whom(person: Person, customer: Customer, contact: Contact | None) -> None:
    if not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if not may_record_gift(person, customer):
        raise NotAllowedError(_("Whoever serves this customer writes down gifts."))
    if contact is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."),
            "secrets_manual.foreign_contact",
            field="contact",
        )


def _take_turn(customer: Customer) -> None:
    """Let gifts to one customer wait for each other, as the table's trigger does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('gifts ' || %s, 0))", [customer.pk]
        )


def _day(on: dt.date | None) -> dt.date:
    today = clock.today()
    if on is not None and on > today:
        raise RuleBrokenError(
            _("This lies in the future. When was it given?"),
            "secrets_manual.gift_in_the_future",
            field="on",
            status=400,
        )
    return on or today


def _over(
    customer: Customer,
    contact: Contact | None,
    value_minor: int,
    on: dt.date,
    *,
    ask: bool,
    most_minor: int | None = None,
) -> Over | None:
    """Say which limit a gift is over where one may ask; else refuse it with the reason."""
    found, allowance = gifts.over_for(customer, contact, value_minor=value_minor, on=on)
    if found is None and most_minor is not None and value_minor > most_minor:
        raise RuleBrokenError(
            _("This costs more than a gesture may. Choose an act, or something smaller."),
            "secrets_manual.gift_over_limit",
            field="value",
            status=400,
        )
    if found is None or (ask and found not in NEVER):
        return found
    raise RuleBrokenError(
        gift_words.why_over(found, allowance),
        "secrets_manual.gift_forbidden" if found in NEVER else "secrets_manual.gift_over_limit",
        field="value",
        status=400,
    )


def _new(
    person: Person,
    whom: tuple[Customer, Contact | None],
    *,
    what: str,
    value_minor: int,
    direction: str = Gift.Direction.GIVEN,
) -> Gift:
    return Gift(
        person=person,
        customer=whom[0],
        contact=whom[1],
        what=" ".join(what.split())[:LONGEST],
        value_minor=value_minor,
        direction=direction,
        currency=our.currency(),
        created_at=clock.now(),
    )


def _save(gift: Gift) -> None:
    """Save it kindly checked; what only the database sees gets its sentence too."""
    gift.full_clean()
    try:
        with transaction.atomic():
            gift.save()
    except IntegrityError as error:
        raise RuleBrokenError(
            kind_sentence(error), "secrets_manual.gift_over_limit", field="value"
        ) from error


def _locked(person: Person, gift: Gift) -> Gift:
    if not gifts.gifts_visible(person).filter(pk=gift.pk).exists():
        raise NotVisibleError(_("There is no such gift."))
    _take_turn(gift.customer)
    return Gift.objects.select_for_update(of=("self",)).select_related("person").get(pk=gift.pk)


def _tell_deciders(gift: Gift) -> None:
    giver = gift.person
    leads = {each.pk: each for each in (*leads_of(giver), *managers_of(giver))}
    leads.pop(giver.pk, None)
    people = [each for each in leads.values() if may_decide_gift(each, gift)]
    notices.tell(
        people=people or directors().exclude(pk=giver.pk),
        once_key=f"gift-asked:{gift.pk}",
        subject=_("Decide on a gift to %(customer)s: it is over a limit")
        % {"customer": gift.customer.name},
        body=gift.what,
        url=f"/gifts/{gift.pk}/",
        about_kind="gift",
        about_id=str(gift.pk),
        customer_id=gift.customer_id,
    )


def _tell_giver(gift: Gift) -> None:
    yes = gift.decision == Gift.Decision.APPROVED
    notices.tell(
        people=[gift.person],
        once_key=f"gift-decided:{gift.pk}",
        subject=_("The gift was approved") if yes else _("The gift was refused"),
        body=gift.decided_why or gift.what,
        url=f"/gifts/{gift.pk}/",
        about_kind="gift",
        about_id=str(gift.pk),
        customer_id=gift.customer_id,
    )


def _note(kind: str, person: Person, gift: Gift) -> None:
    journal.record(
        f"secrets_manual.{kind}",
        person=person,
        subject_kind="gift",
        subject_id=gift.pk,
        customer_id=gift.customer_id,
        words={"words": gift.what},
        facts={
            "direction": gift.direction,
            "value_minor": gift.value_minor,
            "currency": gift.currency,
            "contact": gift.contact_id,
            "over": gift.over,
            "decision": gift.decision,
            "ticket": "" if gift.hidden_from_id else gift.ticket_id,
        },
        audience="managers" if gift.hidden_from_id else "readers",
    )
