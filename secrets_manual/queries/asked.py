"""What was asked, and what to ask next."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from accounts.models import Contact, Customer
from accounts.queries import with_parts
from crm import clock
from crm.prepared import prepared
from secrets_manual.models import Asking, Conversation, Participant, Secret, Turn
from secrets_manual.rules.kinds import ORGANISATION_KINDS
from secrets_manual.rules.questions import REST_DAYS, Question, next_questions

_OF_ORGANISATIONS = r"^(" + "|".join(sorted(ORGANISATION_KINDS)) + r")\."
LONGEST_RUN = 5
MOST_CONTACTS = 50


def contacts_to_ask(customer: Customer) -> QuerySet[Contact]:
    """Give a customer's contacts, each with the questions that rest: `put_off` and `asked`."""
    since = resting_since()
    put_off = Asking.objects.filter(contact=OuterRef("pk"), at__gt=since).values("key")
    asked = Turn.objects.filter(conversation__contact=OuterRef("pk"), at__gt=since)
    return (
        Contact.objects.filter(customer_id=customer.pk)
        .annotate(
            put_off=ArraySubquery(put_off), asked=ArraySubquery(asked.exclude(key="").values("key"))
        )
        .order_by("name", "id")
    )


@prepared
def contacts_first_asked(customer: Customer) -> QuerySet[Contact]:
    """Give the first of them, and as `does` what each decides."""
    return with_parts(contacts_to_ask(customer))[:MOST_CONTACTS]


def rested_of(contact: Contact | None, customer: Customer) -> frozenset[str]:
    """Give the keys that rest for a contact that came from `contacts_to_ask`, or the customer."""
    if contact is None:
        return rested_keys(customer, None)
    return frozenset([*getattr(contact, "put_off", ()), *getattr(contact, "asked", ())])


def rested_keys(customer: Customer, contact: Contact | None) -> frozenset[str]:
    """Give the questions asked or put off lately: of the contact, or about the organisation."""
    since = resting_since()
    turns = Turn.objects.filter(conversation__customer=customer, at__gt=since).exclude(key="")
    askings = Asking.objects.filter(customer=customer, at__gt=since)
    of_house = Q(key__regex=_OF_ORGANISATIONS)
    keys = turns.filter(of_house | Q(conversation__contact=contact)).values_list("key", flat=True)
    put_off = askings.filter(of_house | Q(contact=contact)).values_list("key", flat=True)
    return frozenset(keys.order_by().union(put_off.order_by()))


def resting_since() -> dt.datetime:
    """Give since when a question that was put, or put off, rests."""
    return clock.now() - dt.timedelta(days=REST_DAYS)


def ask_next(
    secrets: Iterable[Secret], contact: Contact | None, *, rested: Collection[str] = ()
) -> list[Question]:
    """Give a question for each kind of which nothing is known about the contact, or of all."""
    known = _known(secrets, contact)
    return next_questions(known, about_organisation=contact is None, rested=rested)


def ask_in_conversation(secrets: list[Secret], talk: Conversation) -> list[Question]:
    """Give the questions for a conversation: of the person, of their organisation, then deeper."""
    rested = rested_keys(talk.customer, talk.contact)
    known = _known(secrets, talk.contact)
    wide: list[Question] = []
    for deeper in (False, True):
        for about_organisation in (False, True):
            if talk.contact is None and not about_organisation:
                continue
            wide += next_questions(
                known, about_organisation=about_organisation, rested=rested, deeper=deeper
            )
    return list(dict.fromkeys(wide))


def _known(secrets: Iterable[Secret], contact: Contact | None) -> frozenset[str]:
    return frozenset(
        secret.kind
        for secret in secrets
        if contact is None
        or secret.contact_id in {None, contact.pk}
        or secret.kind in ORGANISATION_KINDS
    )


def asks_in_a_row(contact: Contact | None, until: dt.datetime) -> int:
    """Count how often in a row we came to ask this contact for something, up to a moment."""
    if contact is None:
        return 0
    marks = (
        Participant.objects.filter(contact=contact, conversation__at__lte=until)
        .exclude(direction="")
        .order_by("-conversation__at", "-conversation_id")
        .values_list("direction", flat=True)[:LONGEST_RUN]
    )
    run = 0
    for mark in marks:
        if mark != "asked":
            break
        run += 1
    return run
