"""The empty chair of one customer: their words and what is open, fit to be seen by a whole room.

The wall of a meeting room is read by everybody in it, so what stands there is less than what the
person at the keyboard may read: no secrets, no figures, no mishap that came of a report card, and
of the cards only words that the person rated may read as well.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, Person
from crm import clock
from crm.deals.models import SuccessDefinition
from crm.deals.queries import deals_visible
from crm.home.queries.evidence import evidence_of
from crm.home.rules.chair import Ask, questions_from
from crm.recovery.models import Ticket
from crm.recovery.queries import tickets_visible_to
from report_cards.queries import words_for_the_room
from secrets_manual.models import Promise, Turn
from secrets_manual.queries import open_both_ways, promises_visible, words_said
from secrets_manual.queries.agreed import BothWays
from secrets_manual.rules.health import is_single_threaded

BROKEN_WITHIN = dt.timedelta(days=90)
SUCCESS_HOLDS = dt.timedelta(days=180)
SILENT_AFTER = dt.timedelta(days=60)
MOST = 4

QUESTIONS = {
    Ask.MISHAP_LATE: _("The time you gave me is over. Who puts it right, and by when?"),
    Ask.MISHAP_OPEN: _("It is not right yet. What happens today?"),
    Ask.PROMISE_BROKEN: _("You said you would, and you did not. What is different now?"),
    Ask.PROMISE_LATE: _("The day you promised has passed. When were you going to tell me?"),
    Ask.NEVER_ASKED: _("Nobody asked me what success is. How do you know that this helps?"),
    Ask.ASKED_LONG_AGO: _("I told you long ago what success is. Did you ask whether it still is?"),
    Ask.SILENT: _("We have not talked for weeks. How do you know what I need now?"),
    Ask.ONLY_ONE: _("You talk with one of us. Who else here has to live with this?"),
    Ask.THEY_DO: _("I do my part. What do you do with it when it comes?"),
    Ask.DECIDING: _("We have not decided yet. What would help us, even if it is not you?"),
    Ask.WHAT_IT_DOES: _("What does this decision do to us?"),
    Ask.WHO_TELLS: _("Who tells us, and when?"),
    Ask.WOULD_YOU: _("Would you buy it if you were us?"),
}


@dataclass(frozen=True)
class Chair:
    """All that stands on the wall."""

    success: SuccessDefinition | None
    said: Turn | None
    mishaps: list[Ticket]
    both: BothWays
    broken: list[Promise]
    comments: list[str] = field(default_factory=list)
    questions: list[object] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Who would sit there, if we know whose words they are."""
        if self.success is not None:
            return self.success.contact.name if self.success.contact else ""
        contact = self.said.conversation.contact if self.said else None
        return contact.name if contact else ""


def chair_of(person: Person, customer: Customer) -> Chair:
    """Gather the chair of a readable customer, as far as the person may read it."""
    now = clock.now()
    success = success_words(person).filter(deal__customer=customer).first()
    said = None if success else words_said(person).filter(conversation__customer=customer).first()
    mishaps = list(
        open_mishaps(person).filter(customer=customer).order_by("present__due_at")[:MOST]
    )
    both = open_both_ways(person, customer, most=2 * MOST)
    broken = list(
        promises_visible(person)
        .filter(customer=customer, broken_at__gt=now - BROKEN_WITHIN)
        .order_by("-broken_at", "-id")[:MOST]
    )
    facts = _facts(person, customer, success, both, now)
    facts |= {Ask.PROMISE_BROKEN} if broken else set()
    facts |= {Ask.MISHAP_OPEN} if mishaps else set()
    facts |= {Ask.MISHAP_LATE} if any(_is_late(ticket, now) for ticket in mishaps) else set()
    return Chair(
        success,
        said,
        mishaps,
        both,
        broken,
        [row.words for row in words_for_the_room(person).filter(card__customer=customer)[:1]],
        [QUESTIONS[ask] for ask in questions_from(facts)],
    )


def _is_late(ticket: Ticket, now: dt.datetime) -> bool:
    """Say whether it is past its time; where the day alone is known, nobody can say."""
    cycle = ticket.present
    return cycle is not None and not cycle.days_only and cycle.due_at < now


def success_words(person: Person) -> "QuerySet[SuccessDefinition]":
    """Give how customers defined success, the newest first."""
    deals = deals_visible(person).filter(customer__isnull=False).order_by()
    return (
        SuccessDefinition.objects.filter(deal__in=deals.values("pk"))
        .select_related("contact", "deal__customer")
        .order_by("-said_on", "-number", "-id")
    )


def open_mishaps(person: Person) -> "QuerySet[Ticket]":
    """Give the open OOPS! that a room may see: none that is hidden from one of us."""
    return (
        tickets_visible_to(person)
        .filter(
            hidden_from__isnull=True,
            present__recovered_at__isnull=True,
            present__lost_at__isnull=True,
            present__merged_at__isnull=True,
        )
        .select_related("present", "customer", "contact")
    )


def _facts(
    person: Person,
    customer: Customer,
    success: SuccessDefinition | None,
    both: BothWays,
    now: dt.datetime,
) -> set[Ask]:
    talks = evidence_of(person, [customer.pk]).talks[customer.pk]
    today = clock.today()
    found: set[Ask] = set()
    if success is None:
        found.add(Ask.NEVER_ASKED)
    elif success.said_on < today - SUCCESS_HOLDS:
        found.add(Ask.ASKED_LONG_AGO)
    if any(promise.due_at < now for promise in both.promises):
        found.add(Ask.PROMISE_LATE)
    if both.commitments:
        found.add(Ask.THEY_DO)
    if talks and talks[-1].touch.on < today - SILENT_AFTER:
        found.add(Ask.SILENT)
    people = {who for talk in talks for who in talk.contacts}
    if people and is_single_threaded(people):
        found.add(Ask.ONLY_ONE)
    return found
