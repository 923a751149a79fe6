"""Who sees whose cards, and who decides about rounds; the rated person never sees a card."""

from django.db.models import Q, QuerySet

from accounts.models import Person

#: Roles that come to the report cards at all.
CARD_ROLES = ("rep", "lead", "manager", "director")


def seen_in_full(person: Person) -> QuerySet[Person]:
    """Give the people whose cards the person reads one by one: never their own."""
    people = Person.objects.exclude(pk=person.pk)
    if person.has_role("director"):
        return people
    if person.has_role("manager"):
        return people.filter(team__manager=person)
    return people.none()


def seen_pooled(person: Person) -> QuerySet[Person]:
    """Give the people of whom the person sees pooled figures only: themselves, a lead's team."""
    mine = Q(pk=person.pk)
    if person.has_role("lead"):
        mine |= Q(team__lead=person)
    return Person.objects.filter(mine).exclude(pk__in=seen_in_full(person))


def may_see_rounds(person: Person) -> bool:
    """Rounds belong to managers and directors."""
    return person.has_role("manager", "director")


def may_send_rounds(person: Person) -> bool:
    """Only a director draws for good and sends."""
    return person.has_role("director")


def may_decide_about(person: Person, rated: Person) -> bool:
    """Somebody who sees that person's cards in full decides; never the rated person."""
    return seen_in_full(person).filter(pk=rated.pk).exists()
