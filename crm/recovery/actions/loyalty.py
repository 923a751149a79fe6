"""Loyalty: asked by a link after a recovery, recorded once, the same question every time."""

import datetime as dt
import secrets

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from accounts.actions import mail_contact
from accounts.models import Contact, Customer, MailPurpose, Person
from accounts.queries import language_of
from crm import clock
from crm import company as our
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery.actions.acts import one_act
from crm.recovery.models import (
    ASKED_AFTER,
    Cycle,
    Loyalty,
    LoyaltyQuestion,
    Moment,
    State,
    Ticket,
)
from crm.recovery.queries import digest_of
from crm.recovery.rules.loyalty_words import LOYALTY_WORDS

ASKED_WITHIN = dt.timedelta(days=21)
#: Later answers would no longer say how it was then.
ANSWERED_WITHIN = dt.timedelta(days=21)
_TOKEN_BYTES = 32


def record_loyalty(
    *,
    person: Person | None,
    customer: Customer,
    score: int,
    moment: str,
    contact: Contact | None = None,
    ticket: Ticket | None = None,
    answered_at: dt.datetime | None = None,
    hidden_from: Person | None = None,
) -> Loyalty:
    """Record an answer of 0 to 10; `hidden_from` is the person rated on the card it is from."""
    with one_act():
        answer = Loyalty(
            customer=customer,
            contact=contact,
            ticket=ticket,
            score=score,
            moment=moment,
            answered_at=answered_at or clock.database_now(),
            hidden_from=hidden_from,
        )
        answer.full_clean()
        answer.save()
        _write_down(answer, person)
        return answer


def ask_loyalty(*, now: dt.datetime | None = None, limit: int = 200) -> int:
    """Ask every customer whose ticket was recovered 7 (or 90) days ago; gives the mails queued.

    Asked once per cycle and moment, of the ticket's contact; somebody without an address, or
    with enough mail from us this month, is asked on a later day, for three weeks.
    """
    at = now or clock.database_now()
    asked = 0
    for moment, after in ASKED_AFTER.items():
        cycles = (
            Cycle.objects.filter(
                state=State.RECOVERED,
                is_imported=False,
                recovered_at__lte=at - after,
                recovered_at__gt=at - after - ASKED_WITHIN,
                ticket__contact__isnull=False,
                ticket__present_id__isnull=False,
            )
            .exclude(ticket__contact__email="")
            .exclude(questions__moment=moment)
            .order_by("recovered_at", "id")
        )
        for cycle_id in list(cycles.values_list("pk", flat=True)[:limit]):
            asked += _ask_one(cycle_id, moment, at)
    return asked


def _ask_one(cycle_id: int, moment: Moment, now: dt.datetime) -> int:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    try:
        with one_act():
            cycle = Cycle.objects.select_related("ticket__contact", "ticket__customer").get(
                pk=cycle_id
            )
            contact = cycle.ticket.contact
            if contact is None or cycle.ticket.present_id != cycle.pk:
                return 0
            question = LoyaltyQuestion(
                cycle=cycle,
                contact=contact,
                moment=moment,
                digest=digest_of(token),
                asked_at=now,
            )
            question.save()
            _mail_question(cycle, contact, moment, token)
            journal.record(
                "recovery.loyalty_asked",
                subject_kind="ticket",
                subject_id=cycle.ticket_id,
                customer_id=cycle.ticket.customer_id,
                facts={"cycle": cycle.number, "moment": moment.value, "contact": contact.pk},
                audience="managers" if cycle.ticket.hidden_from_id else "readers",
            )
            return 1
    except RuleBrokenError:
        # The cap on mail, or another asker at the same moment: tried again at the next turn.
        return 0


def _mail_question(cycle: Cycle, contact: Contact, moment: Moment, token: str) -> None:
    language = language_of(contact)
    words = LOYALTY_WORDS[language]
    told = {
        "name": contact.name,
        "company": our.name(),
        "words": cycle.ticket.words,
        "url": settings.BASE_URL + reverse("loyalty", args=[token]),
    }
    letter = "mail" if cycle.ticket.words_are_theirs else "mail_ours"
    subject, body = words["subject"].format(**told), words[letter].format(**told)
    shown = {"subject": subject, "body": body, "url": told["url"], "words": words}
    shown |= {
        "language": language,
        "is_rtl": get_language_info(language)["bidi"],
        "numbers": range(11),
    }
    mail_contact(
        contact=contact,
        purpose=MailPurpose.LOYALTY,
        once_key=f"loyalty:{cycle.pk}:{moment.value}",
        subject=subject,
        body=body,
        html=render_to_string("emails/recovery/loyalty.html", shown),
    )


def is_late(question: LoyaltyQuestion) -> bool:
    """Say whether a question is too old for an answer."""
    return clock.database_now() - question.asked_at > ANSWERED_WITHIN


def answer_loyalty(
    *,
    token: str,
    score: int,
    fair_outcome: int | None = None,
    fair_handling: int | None = None,
    respect: int | None = None,
) -> Loyalty:
    """Record the customer's own answer; answering again replaces what they said before.

    For three weeks: then RuleBrokenError.
    """
    with one_act():
        question = (
            LoyaltyQuestion.objects.select_for_update(of=("self",))
            .select_related("cycle__ticket__customer", "contact")
            .filter(digest=digest_of(token))
            .first()
        )
        if question is None:
            raise NotVisibleError(_("This link is not one of ours."))
        if is_late(question):
            raise RuleBrokenError(
                _("This question is no longer open."), "recovery.question_over", status=410
            )
        ticket = question.cycle.ticket
        answer = Loyalty.objects.filter(question=question).first() or Loyalty(
            question=question,
            customer=ticket.customer,
            contact=question.contact,
            ticket=ticket,
            moment=question.moment,
        )
        answer.score, answer.answered_at = score, clock.database_now()
        answer.fair_outcome, answer.fair_handling = fair_outcome, fair_handling
        answer.respect = respect
        answer.full_clean()
        answer.save()
        _write_down(answer, None)
        return answer


def _write_down(answer: Loyalty, person: Person | None) -> None:
    ticket = answer.ticket
    hidden = answer.hidden_from_id or (ticket.hidden_from_id if ticket else None)
    journal.record(
        "recovery.loyalty_answered",
        person=person,
        contact_id=answer.contact_id if person is None else None,
        subject_kind="ticket" if ticket else "customer",
        subject_id=ticket.pk if ticket else answer.customer_id,
        customer_id=answer.customer_id,
        facts={"score": answer.score, "moment": answer.moment},
        audience="managers" if hidden else "readers",
    )
