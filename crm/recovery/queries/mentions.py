"""Who can be named in a remark on a ticket: only who may read it."""

from collections.abc import Iterable

from django.db.models import Q, Value
from django.db.models.functions import Concat

from accounts.models import Person
from accounts.models.folding import FoldedWords
from crm.recovery.models import Ticket
from crm.recovery.queries.seen import owners_possible, tickets_visible_to

OFFERED = 8


def names_possible() -> dict[int, str]:
    """Give the names of all who work with tickets, by number."""
    return dict(owners_possible().values_list("pk", "name"))


def readers_among(ticket: Ticket, people: Iterable[int]) -> list[Person]:
    """Give those of a few people who may read a ticket, by name."""
    asked = owners_possible().filter(pk__in=list(people))
    return [one for one in asked if tickets_visible_to(one).filter(pk=ticket.pk).exists()]


def readers_called(ticket: Ticket, begins: str) -> list[Person]:
    """Give the first few who may read a ticket and of whose names a word begins so."""
    typed = FoldedWords(Value(begins))
    called = Q(folded__startswith=typed) | Q(folded__contains=Concat(Value(" "), typed))
    asked = owners_possible().alias(folded=FoldedWords("name")).filter(called)[: OFFERED * 3]
    found: list[Person] = []
    for one in asked:
        if len(found) < OFFERED and tickets_visible_to(one).filter(pk=ticket.pk).exists():
            found.append(one)
    return found
