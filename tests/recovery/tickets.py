"""Tickets for tests, brought to a step through the acts everybody uses."""

import datetime as dt
from typing import Any

from accounts.models import Customer, Person
from crm.recovery import actions
from crm.recovery.models import Rung, Ticket
from tests.people import Company

WORDS = "The two sterilisers came on Friday without the door gaskets."


def open_one(
    company: Company,
    *,
    person: Person | None = None,
    customer: Customer | None = None,
    **details: Any,
) -> Ticket:
    details.setdefault("words", WORDS)
    details.setdefault("severity", 2)
    details.setdefault("channel", "phone")
    if customer is None:
        details.setdefault("contact", company.ana)
    return actions.open_ticket(
        person=person or company.kim, customer=customer or company.norte, **details
    )


def answered(company: Company, **details: Any) -> Ticket:
    ticket = open_one(company, **details)
    return actions.respond(
        person=company.kim, ticket=ticket, how="phone", words="We look for the gaskets now."
    )


def fixed(company: Company, **details: Any) -> Ticket:
    ticket = answered(company, **details)
    return actions.fix(person=company.kim, ticket=ticket, words="Four gaskets, fitted by Luis.")


def surprised(company: Company, **details: Any) -> Ticket:
    ticket = fixed(company, **details)
    return actions.surprise(
        person=company.kim, ticket=ticket, words="A start-line photo of her crew."
    )


def recovered(company: Company, **details: Any) -> Ticket:
    return actions.recover(person=company.kim, ticket=surprised(company, **details))


def rung(ticket: Ticket, key: str) -> Rung:
    return ticket.rungs.get(cycle=ticket.present_id, key=key)


def states(ticket: Ticket) -> dict[str, str]:
    return dict(ticket.rungs.filter(cycle=ticket.present_id).values_list("key", "state"))


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)
