"""A brief: one page to read before a meeting, made only of what the reader may read."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from crm.home.queries.deciding import Deciding, deciding_of
from crm.home.queries.evidence import Mishap, evidence_of
from crm.home.queries.health import Bond, bond_with_contact, bonds_from
from secrets_manual.models import Conversation, Secret
from secrets_manual.queries import (
    ask_next,
    contacts_first_asked,
    last_talk,
    open_both_ways,
    rested_of,
    secrets_for_brief,
)
from secrets_manual.queries.agreed import BothWays
from secrets_manual.rules.kinds import Layer

QUESTIONS = 3
PEOPLE = 12
STEPS = 6


@dataclass(frozen=True)
class Someone:
    """One contact there, and how the relationship with them stands."""

    contact: Contact
    bond: Bond
    is_met: bool


@dataclass(frozen=True)
class Brief:
    """All that stands on the page."""

    contact: Contact | None
    people: list[Someone]
    bond: Bond | None
    wants: list[Secret]
    needs: list[Secret]
    taboos: list[Secret]
    both: BothWays
    talk: Conversation | None
    mishaps: list[Mishap]
    questions: list[str] = field(default_factory=list)
    deciding: Deciding = field(default_factory=Deciding)


def brief_of(person: Person, customer: Customer, *, contact: str = "") -> Brief:
    """Gather a brief about a readable customer, before meeting one contact or everybody there.

    `contact` is the id of whom one meets; without one it is whom we talked with last.
    """
    known = evidence_of(person, [customer.pk])
    talks = known.talks[customer.pk]
    contacts = contacts_first_asked(customer)[:PEOPLE]
    latest = next(iter(talks[-1].contacts), 0) if talks else 0
    met = _met(contacts, contact) or _met(contacts, str(latest)) or next(iter(contacts), None)
    secrets = secrets_for_brief(person, customer)
    spoken = [secret for secret in secrets.shown if not secret.do_not_mention]
    return Brief(
        contact=met,
        people=[_someone(each, bond_with_contact(known, each), met) for each in contacts],
        bond=bonds_from(known).get(customer.pk),
        wants=_first_theirs([one for one in spoken if one.layer == Layer.SECRET], met),
        needs=_first_theirs([one for one in spoken if one.layer == Layer.NEED], met),
        taboos=[secret for secret in secrets.shown if secret.do_not_mention],
        both=open_both_ways(person, customer),
        talk=last_talk(person, customer),
        mishaps=sorted(known.mishaps[customer.pk], key=lambda mishap: mishap.due_at),
        questions=_questions(secrets.known, met, customer),
        deciding=deciding_of(person, customer, most=STEPS),
    )


def _questions(known: list[Secret], met: Contact | None, customer: Customer) -> list[str]:
    """Give what to ask next; what is known but not meant for a brief is not asked again."""
    offered = ask_next(known, met, rested=rested_of(met, customer))
    return [_(question.words) for question in offered[:QUESTIONS]]


def _met(contacts: list[Contact], pk: str) -> Contact | None:
    return next((each for each in contacts if str(each.pk) == pk), None)


def _someone(contact: Contact, bond: Bond, met: Contact | None) -> Someone:
    return Someone(contact, bond, contact == met)


def _first_theirs(secrets: list[Secret], met: Contact | None) -> list[Secret]:
    """Put what the one we meet wants before what others there and the organisation want."""
    theirs = met.pk if met else None
    return sorted(secrets, key=lambda secret: secret.contact_id != theirs)
