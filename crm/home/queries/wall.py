"""The empty chair of any meeting: words of many customers, and the log of what was decided.

On this wall stands only what customers said to the company as a whole: how they define success,
what they reported as a mishap, and words on cards that the person rated may read too. What
somebody told one of us in a conversation stays with those who look after them.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Customer, Person
from accounts.queries import customers_readable
from crm import clock
from crm.home.models import MeetingDecision
from crm.home.queries.chair import success_words
from crm.recovery.queries import tickets_visible_to
from report_cards.queries import words_for_the_room

MOST_OF_EACH = 20
MISHAPS_WITHIN = dt.timedelta(days=90)


@dataclass(frozen=True)
class WallWords:
    """Words of one customer as they stand on the wall."""

    words: str
    name: str
    detail: str
    on: dt.date


def words_for_the_wall(person: Person) -> list[WallWords]:
    """Give what may stand on the wall of any meeting, the kinds of words by turns."""
    readable = customers_readable(person).values("pk")
    defined = [
        WallWords(row.words, row.speaker, _("on what success is"), row.said_on)
        for row in success_words(person).filter(deal__customer__in=readable)[:MOST_OF_EACH]
    ]
    said = [
        WallWords(row.words, row.card.customer.name, _("on a card"), _day(row.card.submitted_at))
        for row in words_for_the_room(person)[:MOST_OF_EACH]
    ]
    mishaps = (
        tickets_visible_to(person)
        .filter(
            hidden_from__isnull=True,
            words_are_theirs=True,
            words__regex=r"\S",
            reported_at__gt=clock.now() - MISHAPS_WITHIN,
        )
        .exclude(channel="colleague")
        .exclude(origin="card")
        .select_related("customer", "present")
        .order_by("-reported_at", "-id")[:MOST_OF_EACH]
    )
    reported = [
        WallWords(row.words, row.customer.name, _("when something went wrong"),
                  row.cycle.told_on or _day(row.reported_at))
        for row in mishaps
    ]  # fmt: skip
    by_turns = zip_longest(defined, reported, said)
    return [one for some in by_turns for one in some if one is not None]


def _day(at: dt.datetime | None) -> dt.date:
    return timezone.localtime(at or clock.now(), clock.company_zone()).date()


def meeting_decisions(
    person: Person, *, words: str = "", customer: Customer | None = None
) -> QuerySet[MeetingDecision]:
    """Give the decisions about customers the person reads of, and those about all, newest first.

    `words` is looked for in the texts and in the customer's name.
    """
    seen = Q(customer__isnull=True) | Q(customer__in=customers_readable(person))
    rows = MeetingDecision.objects.filter(seen).select_related("customer", "person")
    if customer is not None:
        rows = rows.filter(customer=customer)
    for word in words.split()[:6]:
        said = Q(decided__holds=word) | Q(effect__holds=word)
        rows = rows.filter(said | Q(customer__name__holds=word))
    return rows
