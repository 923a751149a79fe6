"""Who sees whose cards, and who decides about rounds; the rated person never sees a card."""

from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from accounts.models import Person

#: Roles that come to the report cards at all.
CARD_ROLES = ("rep", "lead", "manager", "director")


def _in_full(person: Person) -> Q:
    if person.has_role("director"):
        return ~Q(pk=person.pk)
    if person.has_role("manager"):
        return Q(team__manager=person) & ~Q(pk=person.pk)
    return Q(pk__in=[])


def seen_in_full(person: Person) -> QuerySet[Person]:
    """Give the people whose cards the person reads one by one: never their own."""
    return Person.objects.filter(_in_full(person))


@dataclass(frozen=True)
class Seen:
    """Whose cards somebody sees: in full, or pooled only; by identifier, in order of names."""

    full: dict[int, Person]
    pooled: dict[int, Person]


def who_is_seen(person: Person) -> Seen:
    """Give whom the person sees in full, and pooled: themselves, and the team a lead leads."""
    full, pooled = _in_full(person), Q(pk=person.pk)
    if person.has_role("lead"):
        pooled |= Q(team__lead=person)
    rows = (
        Person.objects.filter(full | pooled)
        .annotate(is_full=Case(When(full, then=Value(value=True)), default=Value(value=False)))
        .order_by("name", "id")
    )
    seen = Seen({}, {})
    for row in rows:
        (seen.full if row.is_full else seen.pooled)[row.pk] = row
    return seen


def may_see_rounds(person: Person) -> bool:
    """Rounds belong to managers and directors."""
    return person.has_role("manager", "director")


def may_send_rounds(person: Person) -> bool:
    """Only a director draws for good and sends."""
    return person.has_role("director")


def may_decide_about(person: Person, rated: Person) -> bool:
    """Somebody who sees that person's cards in full decides; never the rated person."""
    return seen_in_full(person).filter(pk=rated.pk).exists()
