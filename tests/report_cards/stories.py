"""Small stories for the tests of report cards: a contact is asked, and answers."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.test import Client

from accounts.models import Contact, Person
from report_cards.actions import Answers, invite_one, save_answers, submit_card
from report_cards.models import Card, Invitation
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer

SignIn = Callable[[Person], Client]
Queries = Callable[[int], AbstractContextManager[object]]
FIRST_ON, LAST_ON = dt.date(2026, 10, 1), dt.date(2026, 12, 31)


def ask(contact: Contact, rated: Person) -> tuple[Invitation, str]:
    """Ask by link; gives the invitation and the path of its link."""
    invitation, address = invite_one(person=None, contact=contact, rated=rated, by_mail=False)
    return invitation, address.partition("8000")[2]


def rate(
    contact: Contact,
    rated: Person,
    *,
    words: str | None = None,
    may_read: bool = False,
    **values: object,
) -> Card:
    """Ask and answer; values are behaviours, or fields of the card."""
    invitation, _path = ask(contact, rated)
    codes = {"promises", "listening", "follow_up", "proactive", "advocacy"}
    answers = Answers(
        ratings={name: value for name, value in values.items() if name in codes},
        card={name: value for name, value in values.items() if name not in codes},
        words=words,
        may_read=may_read,
    )
    save_answers(invitation=invitation, answers=answers)
    return submit_card(invitation=invitation, answers=answers)


def many_cards(
    company: Company, clock: Clock, *, cards: int, customers: int, **values: object
) -> list[Card]:
    """Give Dana so many cards from so many customers of hers, a minute apart."""
    made = []
    places = [make_customer(f"Customer {n}", steward=company.dana) for n in range(customers)]
    for n in range(cards):
        contact = make_contact(f"Contact {n}", places[n % customers])
        invitation, _path = ask(contact, company.dana)
        clock.move(minutes=1)
        made.append(
            submit_card(invitation=invitation, answers=Answers(ratings=values or {"promises": 4}))
        )
    return made
