"""One mail that came in: into its ticket, to somebody who looks, or quietly aside."""

import re
from dataclasses import replace
from email.utils import parseaddr
from hashlib import sha256

from django.conf import settings

from accounts.models import Contact, MailToContact
from crm import clock
from crm.errors import RuleBrokenError
from crm.notices import actions as notices
from crm.recovery.actions.acts import locked, one_act, touch, write_down
from crm.recovery.actions.addresses import ticket_addressed
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import (
    Attachment,
    Bounce,
    Direction,
    MadeBy,
    Message,
    Place,
    Ticket,
)
from crm.recovery.queries import Audiences, main_of
from crm.recovery.rules import mail

_OURS = re.compile(rb"notice-\d{1,18}-\d{20}@[\w.-]+")


def receive(raw: bytes) -> Message:
    """Take in one message as it came over the line; the same one again gives the row it made.

    Another one under the identifier of the first, as some programs write it, is another message.

    A valid signature in an address of ours brings it to its ticket. Without one it waits for
    somebody of service, whoever it says it is from; what a machine made never waits. Raises
    `TooLargeError` beyond 25 MB.
    """
    letter = mail.read(raw)
    if _is_taken(letter):
        letter = replace(letter, message_id=f"{sha256(raw).hexdigest()}@same-identifier")
    try:
        with one_act():
            known = Message.objects.filter(message_id=letter.message_id).first()
            return known or _take_in(letter, raw)
    except RuleBrokenError as error:
        if error.code != "recovery.somebody_was_first":
            raise
        return Message.objects.get(message_id=letter.message_id)


def _is_taken(letter: mail.Letter) -> bool:
    """Say whether another message, also one of ours, bears the identifier that this one has."""
    known = Message.objects.filter(message_id=letter.message_id).first()
    if known is None:
        return False
    new = _written(letter)
    same = ("direction", "from_address", "subject", "words", "whole", "left_out")
    if any(getattr(known, name) != getattr(new, name) for name in same):
        return True
    files = list(known.attachments.order_by("id").values_list("name", "size"))
    return known.made_by == MadeBy.PERSON and files != [
        (one.name, len(one.content)) for one in letter.files
    ]


def _take_in(letter: mail.Letter, raw: bytes) -> Message:
    made = mail.made_by(letter, ours=_our_addresses())
    ticket = ticket_addressed(letter.addressed) if made is not mail.Made.LOOP else None
    if made is mail.Made.BOUNCE:
        ticket = _note_bounce(letter, raw) or ticket
    by_person = made is mail.Made.PERSON
    message = _written(letter)
    message.ticket, message.made_by = ticket, MadeBy(made.value)
    message.place = Place.JOINED if ticket else Place.WAITING if by_person else Place.QUIET
    if ticket and by_person:
        message.contact = contact_of(ticket, letter.from_address)
    message.full_clean()
    message.save()
    if by_person:
        _keep_files(message, letter)
        if ticket:
            heard(message, ticket)
    return message


def _written(letter: mail.Letter) -> Message:
    own = mail.own_words(letter.text, letter.from_name or letter.from_address)
    return Message(
        direction=Direction.IN,
        message_id=letter.message_id,
        in_reply_to=next(iter(letter.answers), "")[:255],
        from_address=letter.from_address,
        from_name=letter.from_name,
        subject=letter.subject,
        words=own.words,
        whole=own.whole,
        left_out=letter.left_out,
        written_at=letter.written_at,
        received_at=clock.database_now(),
    )


def _our_addresses() -> frozenset[str]:
    ours = (settings.MAILBOX, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    return frozenset(address.lower() for address in ours if address)


def contact_of(ticket: Ticket, address: str) -> Contact | None:
    """Give the customer's contact with this address; the one the ticket is about first."""
    found = Contact.objects.filter(customer=ticket.customer_id, email__iexact=address)
    return min(found, key=lambda one: one.pk != ticket.contact_id, default=None)


def _keep_files(message: Message, letter: mail.Letter) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            name=one.name,
            kind=one.kind,
            size=len(one.content),
            content=one.content,
        )
        for one in letter.files
    )


def heard(message: Message, ticket: Ticket) -> None:
    """Write down that they wrote, and tell whoever looks after it; nothing else changes by it."""
    row = locked(None, ticket, even_merged=True)
    touch(row)
    write_down("customer_wrote", row, None, contact_id=message.contact_id, message=message.pk)
    audiences = Audiences(clock.now())
    people = audiences.owner_or_leads(row)
    tell_of("their_word", row, people, once=f"word:{message.pk}")


def _note_bounce(letter: mail.Letter, raw: bytes) -> Ticket | None:
    """Mark what came back as not arrived; give the ticket it was about, if it was about one."""
    failures = [one for one in mail.failures_of(letter) if one.is_final]
    named = {found.decode() for found in _OURS.findall(raw)} | set(letter.answers)
    told = notices.notices_named(named) if failures else []
    for notice in told:
        failure = next((one for one in failures if one.address == notice.address.lower()), None)
        one = failure or failures[0]
        notices.fail_notice(notice_id=notice.pk, sentence=one.sentence or one.status)
        sent = MailToContact.objects.filter(once_key=notice.once_key).first()
        if sent is not None and failure is not None:
            Bounce.objects.get_or_create(
                mail=sent,
                defaults={
                    "sentence": failure.sentence,
                    "is_dead": failure.is_dead,
                    "bounced_at": clock.database_now(),
                },
            )
    about = Message.objects.filter(message_id__in=named, direction=Direction.OUT)
    sent_about = about.select_related("ticket").first()
    return main_of(sent_about.ticket) if sent_about and sent_about.ticket else None
