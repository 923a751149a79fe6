"""A mail to the customer from the ticket's page: written by one of us, never by itself."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actions import mail_contact
from accounts.models import Contact, MailPurpose, Person
from accounts.queries import language_of
from crm import clock
from crm.errors import RuleBrokenError
from crm.notices import actions as notices
from crm.notices.channels import message_id_of
from crm.notices.models import Notice
from crm.recovery.actions.acts import locked, one_act, touch, write_down
from crm.recovery.actions.standing_links import standing_url
from crm.recovery.actions.steps import respond
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import Direction, How, Message, Place, Ticket
from crm.recovery.queries import Audiences
from crm.recovery.rules import blanks
from crm.recovery.rules.reporting import REPORT

#: Of so many of the newest mails the notices count as read with an answer.
_MAILS_READ = 50


def reply_by_mail(
    *,
    person: Person,
    ticket: Ticket,
    words: str,
    next_word_by: dt.datetime | None = None,
    is_response: bool = False,
) -> Message:
    """Mail the ticket's contact; an answer comes back to the ticket.

    `next_word_by` promises when they hear from us again; without it an earlier promise is kept
    by this mail. Only with `is_response` does it count as our response.
    """
    with one_act():
        row = locked(person, ticket)
        contact, now = row.contact, clock.database_now()
        if contact is None or not contact.email:
            raise RuleBrokenError(
                _("We have no address for them: reach them another way."), "recovery.no_address"
            )
        if next_word_by is not None and next_word_by <= now:
            raise RuleBrokenError(
                _("Promise a time that lies ahead."),
                "recovery.next_word_past",
                field="next_word_by",
                status=400,
            )
        _refuse_blanks(words)
        message = _send(row, person, words.strip(), now)
        touch(row, next_word_by=next_word_by, next_word_reminded_at=None)
        write_down("customer_written_to", row, person, message=message.pk, next_word=next_word_by)
        _count_as_read(row, person)
        if is_response:
            respond(person=person, ticket=row, how=How.EMAIL, words=words.strip())
        return message


def _count_as_read(row: Ticket, person: Person) -> None:
    """Let what told the person of the customer's mails count as read: they have answered."""
    mails = row.messages.filter(direction=Direction.IN).order_by("-id").values_list("pk", flat=True)
    keys = [
        f"recovery:{row.pk}:{cycle}:word:{mail}"
        for mail in mails[:_MAILS_READ]
        for cycle in range(1, row.cycle.number + 1)
    ]
    notices.mark_read(person=person, once_keys=keys)


def _refuse_blanks(words: str) -> None:
    """Refuse a letter in which a blank of a saved reply was left unfilled."""
    left = blanks.open_blanks(words)
    if left:
        raise RuleBrokenError(
            _("Write something for {%(name)s} before you send it.") % {"name": left[0]},
            "recovery.blank_left",
            field="words",
            status=400,
        )


def _send(row: Ticket, person: Person, words: str, now: dt.datetime) -> Message:
    """Queue the mail and keep it; the identifier it will carry is the message's own."""
    contact = row.contact
    last = row.messages.filter(direction=Direction.IN).order_by("-received_at", "-id").first()
    about = last.subject if last and last.subject else _("OOPS %(number)s") % {"number": row.pk}
    subject = about if about.lower().startswith("re:") else f"Re: {about}"
    once = f"recovery:{row.pk}:reply:{row.version}"
    if contact is None:
        raise Ticket.DoesNotExist
    mail_contact(
        contact=contact,
        purpose=MailPurpose.RECOVERY,
        once_key=once,
        subject=subject[:300],
        body=f"{words}\n\n{person.name}\n\n{_where_it_stands(row, contact)}",
        about=("ticket", str(row.pk)),
    )
    notice = Notice.objects.get(once_key=once, contact_id=contact.pk)
    message = Message(
        ticket=row,
        direction=Direction.OUT,
        place=Place.JOINED,
        message_id=message_id_of(notice),
        in_reply_to=last.message_id if last else "",
        contact=contact,
        person=person,
        subject=subject[:300],
        words=words,
        received_at=now,
    )
    message.full_clean()
    message.save()
    return message


def _where_it_stands(row: Ticket, contact: Contact) -> str:
    line = REPORT[language_of(contact)]["mail_link"]
    return line.format(url=standing_url(row, contact))


def remind_of_words(*, now: dt.datetime | None = None, limit: int = 200) -> int:
    """Remind owners of a promised word whose time has come, once; gives the tickets."""
    at = now or clock.database_now()
    due = Ticket.objects.filter(next_word_by__lte=at, next_word_reminded_at__isnull=True)
    reminded = 0
    for number in list(due.order_by("next_word_by").values_list("pk", flat=True)[:limit]):
        with one_act():
            row = due.select_for_update(of=("self",), skip_locked=True).filter(pk=number).first()
            if row is None:
                continue
            people = Audiences(at).owner_or_leads(row)
            promised = row.next_word_by or at
            tell_of("next_word", row, people, once=f"next:{promised:%Y%m%d%H%M%S}")
            due.filter(pk=number).update(next_word_reminded_at=at)
            reminded += 1
    return reminded
