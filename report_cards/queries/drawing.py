"""Whom a round meets: customers with something in its time, and why some are not asked."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Max, Q

from accounts.models import Contact, MailPurpose, MailToContact, Person, Stewardship
from accounts.queries import stewardships_now
from crm import clock
from crm.deals.models import Deal
from crm.recovery.models import Ticket
from report_cards import rules
from report_cards.models import (
    Decision,
    Design,
    DesignState,
    Invitation,
    Round,
    SkipReason,
)
from report_cards.queries.pay import bounds
from secrets_manual.models import Conversation

QUESTION_MAIL = (MailPurpose.CARD, MailPurpose.LOYALTY)


@dataclass(frozen=True)
class Asked:
    """One contact to be asked about one person."""

    contact: Contact
    person: Person
    turn: int


@dataclass(frozen=True)
class Skipped:
    """Somebody the rule met and who is not asked."""

    customer_id: int
    contact_id: int | None
    person_id: int
    reason: str


@dataclass
class Plan:
    """What a draw with this seed gives: the same seed and facts give the same plan."""

    seed: int
    asked: list[Asked] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def skipped_by_reason(self) -> dict[str, int]:
        """Count the skipped by reason, in the reasons' order."""
        counts = dict.fromkeys(SkipReason.values, 0)
        for one in self.skipped:
            counts[one.reason] += 1
        return {reason: n for reason, n in counts.items() if n}


def design_in_use() -> Design | None:
    """Give the latest published design, if any."""
    return Design.objects.filter(state=DesignState.PUBLISHED, name="").order_by("-number").first()


def own_domains() -> frozenset[str]:
    """Give the domains of our own addresses: nobody there is a customer."""
    addresses = Person.objects.filter(email__isnull=False).values_list("email", flat=True)
    ours = settings.DEFAULT_FROM_EMAIL.rstrip(">").rpartition("@")[2]
    return frozenset(
        {ours.casefold()} | {(address or "").rpartition("@")[2].casefold() for address in addresses}
    )


def last_asked(contact_ids: Iterable[int]) -> dict[int, dt.datetime]:
    """Give when each contact last got question mail of any kind, or a card by link."""
    ids = list(contact_ids)
    found: dict[int, dt.datetime] = {}
    mails = MailToContact.objects.filter(contact_id__in=ids, purpose__in=QUESTION_MAIL)
    cards = Invitation.objects.filter(contact_id__in=ids, sent_at__isnull=False)
    for contact_id, at in [
        *mails.values_list("contact_id").annotate(at=Max("written_at")),
        *cards.values_list("contact_id").annotate(at=Max("sent_at")),
    ]:
        if contact_id is not None and at is not None:
            found[contact_id] = max(at, found.get(contact_id, at))
    return found


def plan_of(this_round: Round, *, seed: int) -> Plan:
    """Draw on paper: who would be asked, and who not, with the reason. Writes nothing."""
    plan = Plan(seed)
    touched = _touched(this_round)
    stewards = _stewards(touched, this_round)
    customers = sorted(customer for customer in touched if customer in stewards)
    random.Random(seed).shuffle(customers)  # noqa: S311 - a draw anybody can repeat
    left_out = set(
        this_round.exclusions.filter(decision=Decision.ACCEPTED).values_list(
            "customer_id", flat=True
        )
    )
    contacts = _contacts(customers, touched)
    judge = _Judge([contact for rows in contacts.values() for contact in rows])
    drawn = 0
    for customer_id in customers:
        person = stewards[customer_id]
        if customer_id in left_out:
            _skip(plan, customer_id, person, SkipReason.EXCLUDED)
        elif this_round.sample is not None and drawn >= this_round.sample:
            _skip(plan, customer_id, person, SkipReason.NOT_IN_SAMPLE)
        elif not contacts[customer_id]:
            _skip(plan, customer_id, person, SkipReason.NO_CONTACT)
        else:
            drawn += _ask_at(plan, contacts[customer_id], person, judge)
    return plan


def _ask_at(plan: Plan, contacts: list[Contact], person: Person, judge: "_Judge") -> bool:
    anybody = False
    for contact in contacts:
        reason = judge.reason(contact, person)
        if reason:
            plan.skipped.append(Skipped(contact.customer_id, contact.pk, person.pk, reason))
        else:
            plan.asked.append(Asked(contact, person, len(plan.asked)))
            anybody = True
    return anybody


def _skip(plan: Plan, customer_id: int, person: Person, reason: SkipReason) -> None:
    plan.skipped.append(Skipped(customer_id, None, person.pk, reason.value))


class _Judge:
    """Knows what is needed to say whether a contact is asked, fetched once."""

    def __init__(self, contacts: list[Contact]) -> None:
        self.domains = own_domains()
        self.asked = last_asked(contact.pk for contact in contacts)
        self.now = clock.now()

    def reason(self, contact: Contact, person: Person) -> str:
        return rules.skip_reason(
            may_be_asked=contact.may_be_asked,
            email=contact.email,
            own_domains=self.domains,
            asked_at=self.asked.get(contact.pk),
            address_edited_at=contact.address_edited_at,
            edited_by_rated=contact.address_edited_by_id == person.pk,
            now=self.now,
        )


def reason_not_to_ask(contact: Contact, person: Person) -> str:
    """Say why this contact may not be asked about the person just now, or ""."""
    return _Judge([contact]).reason(contact, person)


def _touched(this_round: Round) -> dict[int, set[int]]:
    """Give customer → contacts who took part in a talk, a mishap or a deal in the round's time."""
    from_at, to_at = bounds(this_round.first_on, this_round.last_on)
    first_on, last_on = this_round.first_on, this_round.last_on
    deals = Deal.objects.filter(customer__isnull=False).filter(
        Q(opened_on__lte=last_on) & (Q(closed_on__isnull=True) | Q(closed_on__gte=first_on))
        | Q(closed_on__gte=first_on, closed_on__lte=last_on)
    )
    rows = [
        *Conversation.objects.filter(at__gte=from_at, at__lt=to_at).values_list(
            "customer_id", "contact_id"
        ),
        *Ticket.objects.filter(reported_at__gte=from_at, reported_at__lt=to_at).values_list(
            "customer_id", "contact_id"
        ),
        *deals.values_list("customer_id", "contact_id"),
    ]
    touched: dict[int, set[int]] = defaultdict(set)
    for customer_id, contact_id in rows:
        if customer_id is not None:
            touched[customer_id] |= {contact_id} if contact_id else set()
    return touched


def _stewards(customers: Iterable[int], this_round: Round) -> dict[int, Person]:
    """Give who looked after each customer on the round's last day, or today if that is ahead."""
    day = min(this_round.last_on, clock.today())
    holding: Iterable[Stewardship] = stewardships_now(day).filter(customer_id__in=list(customers))
    return {
        row.customer_id: row.person
        for row in Stewardship.objects.filter(
            pk__in=[row.pk for row in holding], person__is_active=True
        ).select_related("person")
    }


def _contacts(customers: Iterable[int], touched: dict[int, set[int]]) -> dict[int, list[Contact]]:
    """Give those who took part, or everybody at the customer where nobody is named."""
    found: dict[int, list[Contact]] = {customer: [] for customer in customers}
    rows = Contact.objects.filter(customer_id__in=list(found)).select_related("customer")
    for contact in rows.order_by("id"):
        named = touched[contact.customer_id]
        if not named or contact.pk in named:
            found[contact.customer_id].append(contact)
    return found
