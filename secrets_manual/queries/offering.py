"""Whom a new secret may be about, the likeliest first, so that one tap finds them."""

import datetime as dt

from django.db.models import Q, QuerySet

from accounts.models import Contact, Customer, Person
from crm import clock
from secrets_manual.models import Conversation, Guest, Secret
from secrets_manual.queries.visible import contacts_of_mine, manuals_writable

LATELY = dt.timedelta(days=30)
_LOOKED_AT = 60
_MOST_WORDS = 5


def _moments_lately(person: Person) -> list[tuple[dt.datetime, int, bool]]:
    """Give when one talked to (True) or wrote about (False) which contact, the latest first."""
    since = clock.now() - LATELY
    talks = Conversation.objects.filter(person=person, at__gte=since, contact__isnull=False)
    written = Secret.objects.filter(author=person, created_at__gte=since, contact__isnull=False)
    moments = [
        *(
            (at, pk, True)
            for at, pk in talks.order_by("-at").values_list("at", "contact_id")[:_LOOKED_AT]
        ),
        *(
            (at, pk, False)
            for at, pk in written.order_by("-created_at").values_list("created_at", "contact_id")[
                :_LOOKED_AT
            ]
        ),
    ]
    return sorted(((at, pk, talked) for at, pk, talked in moments if pk), reverse=True)


def _met_today(person: Person, midnight: dt.datetime) -> dict[int, bool]:
    """Give whom one's calendar has for today, the nearest meeting first; True once it began."""
    guests = Guest.objects.filter(
        meeting__person=person,
        meeting__skipped_at__isnull=True,
        meeting__starts_at__gte=midnight,
        meeting__starts_at__lt=midnight + dt.timedelta(days=1),
    )
    starts = guests.values_list("meeting__starts_at", "contact_id")[:_LOOKED_AT]
    now = clock.now()
    nearest = sorted((abs(at - now), pk, at <= now) for at, pk in starts)
    met: dict[int, bool] = {}
    for _away, pk, began in nearest:
        met.setdefault(pk, began)
    return met


def contacts_nearby(person: Person, *, most: int) -> tuple[list[Contact], frozenset[int]]:
    """Give whom one is likeliest to write about, and which of them one talked to today.

    First today's conversations, then today's meetings, then talks and secrets of 30 days, then by
    name; at most `most`.
    """
    midnight = dt.datetime.combine(clock.today(), dt.time.min, clock.company_zone())
    moments = _moments_lately(person)
    talked = (pk for at, pk, talked in moments if talked and at >= midnight)
    met = _met_today(person, midnight)
    today = dict.fromkeys([*talked, *(pk for pk, began in met.items() if began)])
    lately = (pk for _at, pk, _talked in moments)
    wanted = list(dict.fromkeys([*today, *met, *lately]))[:_LOOKED_AT]
    mine = contacts_of_mine(person).annotate(is_far=~Q(pk__in=wanted))
    rows: dict[int, Contact] = {
        each.pk: each for each in mine.order_by("is_far", "name", "id")[: len(wanted) + most]
    }
    near: list[Contact] = [rows.pop(pk) for pk in wanted if pk in rows]
    return [*near, *rows.values()][:most], frozenset(today)


def _with_words(words: str, *columns: str) -> Q:
    found = Q()
    for word in words.replace("\x00", "").split()[:_MOST_WORDS]:
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__icontains": word})
        found &= one
    return found


def contacts_found(person: Person, words: str) -> QuerySet[Contact]:
    """Give those whose name or customer has all the words, among whom one may write about."""
    return contacts_of_mine(person).filter(_with_words(words, "name", "customer__name"))


def customers_found(person: Person, words: str) -> QuerySet[Customer]:
    """Give the customers of that name whose manual one writes, to write about as a whole."""
    return manuals_writable(person).filter(_with_words(words, "name")).order_by("name", "id")
