"""Whom a new secret may be about, the likeliest first, so that one tap finds them."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from accounts.models import Contact, ContactPair, Customer, Person
from crm import clock
from crm.prepared import prepared
from secrets_manual.models import Conversation, Guest, Secret
from secrets_manual.models.finding import FoldedWords
from secrets_manual.queries.visible import contacts_of_mine, manuals_writable

Named = TypeVar("Named", Contact, Customer)
LATELY = dt.timedelta(days=30)
_LOOKED_AT = 60
_MOST_WORDS = 5
_MOST_ADDED = 6


@dataclass(frozen=True)
class _Moment:
    """One reason to think of a contact: a talk or a secret of late, a meeting of today."""

    at: dt.datetime
    contact_id: int
    how: str


@dataclass(frozen=True)
class Nearby:
    """Whom one tap chooses: those added today by writing about them, and the likeliest.

    `today` holds the numbers of those one talked to today, or is meeting now.
    """

    added: list[Contact]
    likely: list[Contact]
    today: frozenset[int]


def _moments(person: Person, midnight: dt.datetime) -> list[_Moment]:
    """Give talks and secrets of 30 days and today's meetings, in one question, latest first."""
    found = (_Moment(*row) for row in _moments_of(person, midnight))
    return sorted(found, key=lambda each: (each.at, each.contact_id))[::-1]


@prepared
def _moments_of(
    person: Person, midnight: dt.datetime
) -> QuerySet[Conversation, tuple[dt.datetime, int, str]]:
    """Give when, of whom and how: rows of three tables as triples."""
    since = clock.now() - LATELY
    talks = Conversation.objects.filter(person=person, at__gte=since, contact__isnull=False)
    written = Secret.objects.filter(author=person, created_at__gte=since, contact__isnull=False)
    guests = Guest.objects.filter(
        meeting__person=person,
        meeting__skipped_at__isnull=True,
        meeting__starts_at__gte=midnight,
        meeting__starts_at__lt=midnight + dt.timedelta(days=1),
    )
    parts = [
        rows.annotate(how=Value(how))
        .order_by(f"-{at}")
        .values_list(at, "contact_id", "how")[:_LOOKED_AT]
        for rows, at, how in (
            (talks, "at", "talked"),
            (written, "created_at", "wrote"),
            (guests, "meeting__starts_at", "meets"),
        )
    ]
    return parts[0].union(*parts[1:], all=True)  # type: ignore[return-value]


@prepared
def _likeliest(person: Person, wanted: list[int], more: tuple[int]) -> QuerySet[Contact]:
    """Give those wanted, and after them so many more by name; in a tuple a number is no value."""
    mine = told_apart(contacts_of_mine(person)).annotate(is_far=~Q(pk__in=wanted))
    return mine.order_by("is_far", "name", "id")[: len(wanted) + more[0]]


def told_apart(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Add who has a namesake at the same customer, of the same title, perhaps the same human."""
    namesakes = Contact.objects.filter(
        customer=OuterRef("customer"), name__iexact=OuterRef("name")
    ).exclude(pk=OuterRef("pk"))
    pairs = ContactPair.objects.filter(
        Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")), parted_at__isnull=True
    )
    return contacts.annotate(
        has_namesake=Exists(namesakes),
        has_titled_namesake=Exists(namesakes.filter(title__iexact=OuterRef("title"))),
        has_double=Exists(pairs),
    )


def contacts_nearby(person: Person, *, most: int) -> Nearby:
    """Give whom one is likeliest to write about, in an order that today's writing leaves alone.

    First today's conversations, then today's meetings, then talks and earlier secrets of 30 days,
    the latest first, then by name; at most `most`. Whom one wrote about today beyond these is
    added in the order in which one first did.
    """
    midnight = dt.datetime.combine(clock.today(), dt.time.min, clock.company_zone())
    moments, now = _moments(person, midnight), clock.now()
    talked = [each for each in moments if each.how == "talked" and each.at >= midnight]
    meets = [each for each in moments if each.how == "meets"]
    meets.sort(key=lambda each: (abs(each.at - now), each.contact_id))
    wrote = [each for each in moments if each.how == "wrote" and each.at >= midnight]
    lately = [each for each in moments if each.how != "meets" and each not in wrote]
    begun = [each for each in meets if each.at <= now]
    wanted = _in_order(*talked, *meets, *lately)[:_LOOKED_AT]
    rows = {each.pk: each for each in _likeliest(person, wanted, (2 * most,))}
    near = [rows.pop(pk) for pk in wanted if pk in rows]
    likely = _each_once([*near, *rows.values()], before=midnight)[:most]
    here = {each.pk for each in likely}
    added = [pk for pk in _in_order(*reversed(wrote)) if pk not in here][-_MOST_ADDED:]
    others = told_apart(contacts_of_mine(person)).in_bulk(added) if added else {}
    today = frozenset(each.contact_id for each in (*talked, *begun))
    return Nearby([others[pk] for pk in added if pk in others], likely, today)


def _in_order(*moments: _Moment) -> list[int]:
    return list(dict.fromkeys(each.contact_id for each in moments))


def _each_once(likely: list[Contact], *, before: dt.datetime) -> list[Contact]:
    """Keep one of two who are perhaps the same human: the one more was written of by then.

    The other comes by searching. Who stands alone then needs no words to be told apart.
    """
    doubles = [each.pk for each in likely if getattr(each, "has_double", False)]
    if not doubles:
        return likely
    pairs = ContactPair.objects.filter(
        first__in=doubles, second__in=doubles, parted_at__isnull=True
    ).values_list("first_id", "second_id")
    counts = Counter(
        Secret.objects.filter(contact__in=doubles, created_at__lt=before).values_list(
            "contact_id", flat=True
        )
    )
    gone: set[int] = set()
    for pair in pairs:
        if gone.isdisjoint(pair):
            gone.add(min(pair, key=lambda pk: (counts[pk], -pk)))
    kept = [each for each in likely if each.pk not in gone]
    names = Counter(each.name.casefold() for each in kept)
    for each in kept:
        if each.pk in doubles and names[each.name.casefold()] == 1:
            each.has_double = each.has_namesake = False  # type: ignore[attr-defined]
    return kept


def _with_words(rows: QuerySet[Named], words: str, *columns: str) -> QuerySet[Named]:
    """Keep what has every word in one of the columns, typed with its accents or without."""
    names = {f"folded_{number}": FoldedWords(column) for number, column in enumerate(columns)}
    found = Q()
    for word in words.replace("\x00", "").split()[:_MOST_WORDS]:
        one = Q()
        for name in names:
            one |= Q(**{f"{name}__contains": FoldedWords(Value(word))})
        found &= one
    return rows.alias(**names).filter(found)


def contacts_found(person: Person, words: str) -> QuerySet[Contact]:
    """Give those whose name or customer has all the words, among whom one may write about."""
    return _with_words(told_apart(contacts_of_mine(person)), words, "name", "customer__name")


def contacts_beside(person: Person, pk: int) -> QuerySet[Contact]:
    """Give the others of somebody's customer: of whom one wrote latest first, then by name."""
    mine = contacts_of_mine(person)
    mine_of_them = Secret.objects.filter(author=person, contact=OuterRef("pk")).order_by("-id")
    return (
        told_apart(mine)
        .filter(customer__in=mine.filter(pk=pk).values("customer"))
        .exclude(pk=pk)
        .annotate(latest=Subquery(mine_of_them.values("id")[:1]))
        .order_by(F("latest").desc(nulls_last=True), "name", "id")
    )


def customers_found(person: Person, words: str) -> QuerySet[Customer]:
    """Give the customers of that name whose manual one writes, to write about as a whole."""
    return _with_words(manuals_writable(person), words, "name").order_by("name", "id")
