"""One question to ask of whom we know nothing, and who writes the answer down."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Contact, Customer, Person
from accounts.queries import stewardships_now
from crm.prepared import prepared
from secrets_manual.models import Asking, Secret, State, Turn
from secrets_manual.queries.asked import ask_next, resting_since
from secrets_manual.rules.questions import Question


@dataclass(frozen=True)
class AskOne:
    """What may be asked next; `keeper` is who writes the manual, or "".

    `writes` says that the person does so themselves, `waits` that something they passed on
    waits for the keeper's word.
    """

    question: Question | None
    keeper: str
    writes: bool
    waits: bool


def ask_one(
    person: Person, customer: Customer, contact: Contact | None, *, turn: int = 0
) -> AskOne:
    """Give a question of the bank that rests with nobody; each `turn` gives the next one."""
    found = next(iter(_around(person, customer, contact)))
    rested = {*found["put_off"], *found["asked"]}
    offered = ask_next([], contact, rested=rested)
    return AskOne(
        question=offered[turn % len(offered)] if offered else None,
        keeper=found["keeper__name"] or found["steward_name"] or "",
        writes=person.pk in {found["keeper_id"], found["steward"]},
        waits=found["waits"],
    )


@prepared
def _around(person: Person, customer: Customer, contact: Contact | None) -> QuerySet[Any, Any]:
    since = resting_since()
    held = stewardships_now().filter(customer=OuterRef("pk")).order_by("pk")
    put_off = Asking.objects.filter(customer=OuterRef("pk"), at__gt=since)
    asked = Turn.objects.filter(conversation__customer=OuterRef("pk"), at__gt=since).exclude(key="")
    waiting = Secret.objects.filter(customer=OuterRef("pk"), state=State.DRAFT, told_to=person)
    if contact is not None:
        put_off = put_off.filter(contact=contact)
        asked = asked.filter(conversation__contact=contact)
    return (
        Customer.objects.filter(pk=customer.pk)
        .annotate(
            steward=Subquery(held.values("person")[:1]),
            steward_name=Subquery(held.values("person__name")[:1]),
            put_off=ArraySubquery(put_off.values("key")),
            asked=ArraySubquery(asked.values("key")),
            waits=Exists(waiting.filter(~Q(author=person))),
        )
        .values("keeper_id", "keeper__name", "steward", "steward_name", "put_off", "asked", "waits")
    )
