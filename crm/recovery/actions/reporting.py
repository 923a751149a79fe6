"""Mishaps that customers write down themselves: a stranger's waits for a look, a contact's runs.

What a stranger types proves nothing, whatever address stands there: it waits as mail without a
signature does, and the answer never says whether we know the address.
"""

import dataclasses
import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.actions import mail_contact
from accounts.models import Contact, MailPurpose, Person
from accounts.queries import directors, language_of, service_leads, stand_in_for
from crm import clock
from crm import company as our
from crm.notices import actions as notices
from crm.recovery.actions.acts import one_act
from crm.recovery.actions.opening import open_ticket
from crm.recovery.actions.standing_links import standing_url
from crm.recovery.models import CameBy, Channel, Direction, MadeBy, Message, Place, Ticket
from crm.recovery.queries import told_before
from crm.recovery.rules.reporting import REPORT

_SUBJECT = 80
_SENT_AGAIN = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Report:
    """What a stranger wrote on our page; `is_machine` when it filled what nobody sees."""

    name: str
    words: str
    email: str = ""
    phone: str = ""
    company: str = ""
    how_bad: str = ""
    is_machine: bool = False


def form_identifier(once: str) -> str:
    """Give the identifier of what was typed on a page: the same form gives the same one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"form-{once}@{domain}"


def take_report(report: Report, *, once: str) -> Message:
    """Keep a stranger's report for somebody to look at, and tell those in charge of service.

    The same `once` gives the one that was kept first. What a machine filled in is kept aside
    and tells nobody; it goes after thirty days, as all that was set aside.
    """
    with one_act():
        message, is_new = Message.objects.get_or_create(
            message_id=form_identifier(once),
            defaults={
                "direction": Direction.IN,
                "place": Place.ASIDE if report.is_machine else Place.WAITING,
                "made_by": MadeBy.PERSON,
                "came_by": CameBy.FORM,
                "from_name": report.name,
                "from_address": report.email.lower(),
                "phone": report.phone,
                "company": report.company,
                "how_bad": report.how_bad,
                "subject": " ".join(report.words.split())[:_SUBJECT],
                "words": report.words,
                "received_at": clock.database_now(),
            },
        )
        if is_new and not report.is_machine:
            _tell_waiting(message)
        return message


def _tell_waiting(message: Message) -> None:
    now = clock.now()
    people = {stand_in_for(one, now) for one in service_leads()} or set(directors())
    for person in sorted(people, key=lambda one: one.pk):
        subject, body = _waiting_letter(message, person)
        notices.tell(
            people=[person],
            once_key=f"recovery:report:{message.pk}",
            subject=subject,
            body=body,
            url=reverse("triage_mail", args=[message.pk]),
            about_kind="message",
            about_id=str(message.pk),
            must_tell=True,
        )


def _waiting_letter(message: Message, person: Person) -> tuple[str, str]:
    url = settings.BASE_URL + reverse("triage_mail", args=[message.pk])
    with translation.override(person.language or our.language()):
        text = render_to_string(
            "emails/recovery/waiting/report.txt", {"message": message, "url": url}
        )
    subject, _break, body = text.strip().partition("\n")
    return subject.strip(), body.strip()


def report_mishap(
    *,
    contact: Contact,
    words: str,
    severity: int,
    deal: int | None = None,
    cost_words: str = "",
    make_right_words: str = "",
) -> Ticket:
    """Open a ticket by a contact's own link, and mail them where they read how it stands.

    `deal` is one of `things_of` their customer. The very same report within a day, while its ticket
    is open, gives that one: somebody went back and sent it once more.
    """
    about = ("deal", str(deal)) if deal else ("", "")
    report = Ticket(
        contact=contact,
        channel=Channel.LINK,
        words=words.strip(),
        severity=severity,
        about_kind=about[0],
        about_id=about[1],
        cost_words=cost_words.strip(),
        make_right_words=make_right_words.strip(),
    )
    with one_act():
        known = told_before(report, clock.database_now() - _SENT_AGAIN)
        if known is not None:
            return known
        ticket = open_ticket(
            person=None,
            customer=contact.customer,
            contact=contact,
            words=words,
            severity=severity,
            channel=Channel.LINK,
            about_kind=about[0],
            about_id=about[1],
            cost_words=cost_words,
            make_right_words=make_right_words,
        )
        acknowledge(ticket)
        return ticket


def acknowledge(ticket: Ticket) -> None:
    """Mail the contact that we have it and where it stands; this is no response of ours."""
    contact = ticket.contact
    if contact is None or not contact.email:
        return
    words = REPORT[language_of(contact)]
    told = {
        "name": contact.name,
        "company": our.name(),
        "words": ticket.words,
        "url": standing_url(ticket, contact),
    }
    mail_contact(
        contact=contact,
        purpose=MailPurpose.RECOVERY,
        once_key=f"recovery:{ticket.pk}:acknowledged",
        subject=words["mail_subject"].format(**told),
        body=words["mail"].format(**told),
        about=("ticket", str(ticket.pk)),
    )
