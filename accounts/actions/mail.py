"""Mail to contacts goes through one door, which asks their consent and keeps the ledger."""

import datetime as dt

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.actions.consent import refusal_of_mail
from accounts.actions.links import mishap_url, page_url, stop_url
from accounts.models import Contact, MailPurpose, MailToContact
from accounts.queries import answer_to, language_of, mail_policy, preference_of
from accounts.rules import ALWAYS, MAIL_WORDS, mail_problem, most_mails
from crm import clock
from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices


def mail_contact(
    *,
    contact: Contact,
    purpose: str,
    once_key: str,
    subject: str,
    body: str,
    html: str = "",
    unsubscribe_url: str = "",
    asked_for: bool = False,
    topic: str = "",
    about: tuple[str, str] = ("", ""),
) -> MailToContact | None:
    """Queue one mail to a contact; None when this very mail was queued before.

    RuleBrokenError when the contact has no address, refused such mail, does not want mail at
    all, or has had enough of it; that is journaled, unless the caller undoes everything. Mail
    about their own mishap always goes, and so does what they asked for a moment ago. `topic`
    says what an offer or news is about (`Topic`): products and the company if left out.
    `about` is the kind and number of what an answer would be about.
    """
    _check_address(contact)
    with transaction.atomic():
        Contact.objects.select_for_update().get(pk=contact.pk)
        if MailToContact.objects.filter(once_key=once_key).exists():
            return None
        problem, sent = ("", 0) if asked_for else _problem(contact, purpose, topic)
        if not problem:
            stop = "" if purpose in ALWAYS or asked_for else stop_url(contact, purpose)
            mail = _note_mail(contact, purpose, once_key, asked_for=asked_for)
            foot = _foot(contact, "" if unsubscribe_url else stop)
            notices.tell_contact(
                contact_id=contact.pk,
                address=contact.email,
                once_key=once_key,
                subject=subject,
                body=_with_foot(body, foot),
                html=_with_foot_in_html(html, foot),
                language=contact.language,
                unsubscribe_url=unsubscribe_url or stop,
                about=about,
            )
            return mail
        _journal_refusal(contact, purpose, problem)
    raise refusal_of_mail(contact, problem, str(MailPurpose(purpose).label), sent)


def _check_address(contact: Contact) -> None:
    if not contact.email:
        raise RuleBrokenError(
            _("We have no address for %(name)s.") % {"name": contact.name}, "accounts.no_address"
        )


def _problem(contact: Contact, purpose: str, topic: str) -> tuple[str, int]:
    """Give why the mail may not go, and how many mails went lately."""
    policy, wishes = mail_policy(), preference_of(contact)
    since = clock.now() - dt.timedelta(days=policy.days)
    sent = contact.mails.filter(written_at__gt=since, asked_for=False).count()
    problem = mail_problem(
        purpose,
        answer=answer_to(contact, purpose),
        takes_mail=wishes is None or "mail" in wishes.channels,
        already_sent=sent,
        most=most_mails(policy.cap, policy.days, wishes.mails_a_month if wishes else None),
        topic=topic,
        topics=wishes.topics if wishes else (),
    )
    return problem, sent


def _note_mail(contact: Contact, purpose: str, once_key: str, *, asked_for: bool) -> MailToContact:
    mail = MailToContact(
        contact=contact,
        purpose=purpose,
        address=contact.email,
        once_key=once_key,
        asked_for=asked_for,
        written_at=clock.now(),
    )
    mail.full_clean()
    mail.save()
    return mail


def _journal_refusal(contact: Contact, purpose: str, problem: str) -> None:
    journal.record(
        "accounts.mail_refused",
        subject_kind="contact",
        subject_id=contact.pk,
        customer_id=contact.customer_id,
        facts={"purpose": purpose, "problem": problem},
    )


def _foot(contact: Contact, stop: str) -> list[tuple[str, str]]:
    """Give the last lines of every mail: how to tell of a mishap, their page, how to stop it."""
    words = MAIL_WORDS[language_of(contact)]
    lines = [(words["mishap"], mishap_url(contact)), (words["own_page"], page_url(contact))]
    return [*lines, (words["stop"], stop)] if stop else lines


def _with_foot(body: str, foot: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"{words}: {url}" for words, url in foot)
    return f"{body.rstrip()}\n\n-- \n{lines}"


def _with_foot_in_html(html: str, foot: list[tuple[str, str]]) -> str:
    lines = "<br>".join(f'<a href="{escape(url)}">{escape(words)}</a>' for words, url in foot)
    return html.replace("</body>", f"<p><small>{lines}</small></p>\n</body>", 1) if html else ""
