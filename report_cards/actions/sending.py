"""Sending invitations: through the ledger of all mail to contacts, each with a link of its own."""

import datetime as dt
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _

from accounts.actions import mail_contact
from accounts.models import Contact, MailPurpose, Person
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from report_cards import defaults
from report_cards.actions.acts import one_act
from report_cards.actions.designs import default_design
from report_cards.actions.links import (
    address_of,
    language_of,
    make_link,
    start_clock,
    zone_of,
)
from report_cards.models import (
    Event,
    Invitation,
    InvitationState,
    Round,
    RoundState,
    Skip,
    SkipReason,
)
from report_cards.permissions import may_decide_about, may_send_rounds
from report_cards.queries.drawing import reason_not_to_ask

#: Why the ledger of mail did not take a card, as coverage names it.
REASONS = {
    "accounts.mail_cap": "mail_cap",
    "accounts.consent_refused": "no_consent",
    "accounts.no_mail_wanted": "no_consent",
}


@dataclass
class Sending:
    """What sending a round did: mails queued, and those held back just now, by reason."""

    queued: int = 0
    skipped: dict[str, int] = field(default_factory=dict)


def send_round(*, person: Person | None, this_round: Round) -> Sending:
    """Send what waits in a drawn round; broken off, it goes on where it stopped.

    Every invitation is a transaction of its own, and a once key keeps it from going twice.
    """
    if person is not None and not may_send_rounds(person):
        raise NotAllowedError(_("Only a director sends a round."))
    if this_round.state == RoundState.PLANNED:
        raise RuleBrokenError(_("Draw the round first."), "report_cards.not_drawn")
    done = Sending()
    waiting = this_round.invitations.filter(state=InvitationState.PLANNED).order_by("id")
    for pk in list(waiting.values_list("pk", flat=True)):
        reason = _send_one(pk)
        if reason:
            done.skipped[reason] = done.skipped.get(reason, 0) + 1
        else:
            done.queued += 1
    with one_act():
        row = Round.objects.select_for_update().get(pk=this_round.pk)
        if row.state != RoundState.SENT:
            row.state, row.sent_at = RoundState.SENT, clock.database_now()
            row.save()
        journal.record(
            "report_cards.round_sent",
            person=person,
            subject_kind="round",
            subject_id=row.pk,
            facts={"queued": done.queued, "skipped": done.skipped},
            audience="managers",
        )
    this_round.state, this_round.sent_at = row.state, row.sent_at
    return done


def _send_one(pk: int) -> str:
    """Queue one invitation's mail, decided from a fresh row; give why not, if not."""
    with one_act():
        row = _locked(pk)
        if row.state != InvitationState.PLANNED:
            return ""
        contact = row.contact
        reason = "no_contact" if contact is None else _last_look(contact, row.person)
        if contact is not None and not reason:
            try:
                queue_invitation(row, contact)
            except RuleBrokenError as error:
                reason = REASONS.get(error.code, "no_address")
        if reason:
            row.state = InvitationState.REVOKED
            row.save()
            Skip.objects.bulk_create([_skip(row, reason)], ignore_conflicts=True)
        return reason


def _last_look(contact: Contact, rated: Person) -> str:
    """Look again: days may lie between the draw and the sending."""
    reason = reason_not_to_ask(contact, rated)
    return reason if reason in SkipReason.values else ""


def _skip(row: Invitation, reason: str) -> Skip:
    return Skip(
        round_id=row.round_id,  # type: ignore[misc]  # only rounds skip
        customer_id=row.customer_id,
        contact_id=row.contact_id,
        person_id=row.person_id,
        reason=reason,
    )


def _locked(pk: int) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("contact__customer", "person", "design")
        .get(pk=pk)
    )


def queue_invitation(row: Invitation, contact: Contact) -> str:
    """Make the link, put its mail into the outbox, start the 21 days; give the token."""
    now = clock.database_now()
    start_clock(row, contact, now)
    token = make_link(row, now)
    mail_card(row, contact, token, once_key=f"card:{row.pk}")
    row.state = InvitationState.QUEUED
    row.save()
    return token


def mail_card(
    row: Invitation, contact: Contact, token: str, *, once_key: str, reminder: bool = False
) -> None:
    """Queue the mail with the link, in the invitation's language."""
    words = defaults.PAGES[row.language]
    person = row.person.get_short_name()
    names = {
        "person": person,
        "company": our.name(),
        "name": contact.name,
        "day": last_day(row, contact),
    }
    subject = words["title"].format(**names)
    if reminder:
        subject = words["reminder"].format(title=subject)
    url = address_of(token)
    shown = {
        "words": {name: text.format(title=subject, **names) for name, text in words.items()},
        "subject": subject,
        "url": url,
        "stop_url": f"{url}stop/",
        "language": row.language,
        "is_rtl": row.language == "ar",
        "company_name": our.name(),
    }
    mail_contact(
        contact=contact,
        purpose=MailPurpose.CARD,
        once_key=once_key,
        subject=subject,
        body=render_to_string("emails/report_cards/invitation.txt", shown).strip(),
        html=render_to_string("emails/report_cards/invitation.html", shown),
        unsubscribe_url=f"{url}stop/",
    )


def last_day(row: Invitation, contact: Contact | None, language: str = "") -> str:
    """Write the last day of a link in its language, as its reader's calendar has it."""
    if row.expires_at is None:
        return ""
    zone = zone_of(contact) if contact else clock.company_zone()
    day = (row.expires_at - dt.timedelta(seconds=1)).astimezone(zone).date()
    with translation.override(language or row.language):
        return str(formats.date_format(day, "DATE_FORMAT"))


def invite_one(
    *,
    person: Person | None,
    contact: Contact,
    rated: Person,
    event: str = Event.BY_HAND,
    event_id: int | str = "",
    by_mail: bool = True,
) -> tuple[Invitation, str]:
    """Ask one contact about one person, after an event or by a manager's decision.

    Gives the invitation and the address of its link: for a QR code or a text message when
    `by_mail` is False. The rules of skipping hold; the rated person invites nobody.
    """
    if person is not None and not may_decide_about(person, rated):
        raise NotAllowedError(_("The manager of the rated person asks for a card."))
    with one_act():
        _refuse_unasked(contact, rated, by_mail=by_mail)
        now = clock.database_now()
        row = Invitation(
            event=event,
            event_id=str(event_id),
            customer=contact.customer,
            contact=contact,
            person=rated,
            design=default_design(),
            language=language_of(contact),
            turn=contact.pk,
            planned_at=now,
        )
        row.full_clean()
        row.save()
        if by_mail:
            token = queue_invitation(row, contact)
        else:
            start_clock(row, contact, now)
            token = make_link(row, now)
            row.state = InvitationState.SENT
            row.save()
        _note_invited(row, person, by_mail=by_mail)
        return row, address_of(token)


def _refuse_unasked(contact: Contact, rated: Person, *, by_mail: bool) -> None:
    reason = reason_not_to_ask(contact, rated)
    if reason and (by_mail or reason not in {"no_address", "own_domain"}):
        raise RuleBrokenError(
            _("%(name)s is not asked: %(reason)s.")
            % {"name": contact.name, "reason": SkipReason(reason).label},
            f"report_cards.{reason}",
        )


def _note_invited(row: Invitation, person: Person | None, *, by_mail: bool) -> None:
    journal.record(
        "report_cards.invited",
        person=person,
        subject_kind="invitation",
        subject_id=row.pk,
        customer_id=row.customer_id,
        facts={"event": row.event, "rated": row.person_id, "by_mail": by_mail},
        audience="managers",
    )
