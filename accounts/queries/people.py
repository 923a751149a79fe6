"""Who leads whom, who stands in, and who holds which role."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import RuleBrokenError


def with_role(*roles: str) -> QuerySet[Person]:
    """Give the active people who hold any of the roles, by name."""
    return (
        Person.objects.filter(is_active=True, role_grants__role__in=roles)
        .distinct()
        .order_by("name", "id")
    )


def directors() -> QuerySet[Person]:
    """Give every active director."""
    return with_role("director")


def service_leads() -> QuerySet[Person]:
    """Give the active leads of the teams marked service."""
    return (
        Person.objects.filter(is_active=True, teams_led__is_service=True)
        .distinct()
        .order_by("name", "id")
    )


def leads_of(person: Person) -> QuerySet[Person]:
    """Give the lead of a person's team, unless the person is the lead."""
    return (
        Person.objects.filter(is_active=True, teams_led__people=person)
        .exclude(pk=person.pk)
        .distinct()
    )


def managers_of(person: Person) -> QuerySet[Person]:
    """Give the manager of a person's team, unless the person is the manager."""
    return (
        Person.objects.filter(is_active=True, teams_managed__people=person)
        .exclude(pk=person.pk)
        .distinct()
    )


def people_of_my_teams(person: Person) -> QuerySet[Person]:
    """Give the people of the teams this person leads or manages, the person included if so."""
    mine = Q()
    if person.has_role("lead"):
        mine |= Q(team__lead=person)
    if person.has_role("manager"):
        mine |= Q(team__manager=person)
    return Person.objects.filter(mine) if mine else Person.objects.none()


def stand_in_for(person: Person, at: dt.datetime) -> Person:
    """Give the one to be told instead: the deputy while the person is away, never in a circle."""
    seen = {person.pk}
    while _is_away(person, at) and person.deputy is not None and person.deputy.pk not in seen:
        person = person.deputy
        seen.add(person.pk)
    return person


def _is_away(person: Person, at: dt.datetime) -> bool:
    began = person.away_from is not None and person.away_from <= at
    ended = person.away_until is not None and person.away_until <= at
    return not person.is_active or (began and not ended)


def person_called(email: str) -> Person:
    """Find the active person with an address; RuleBrokenError when there is none."""
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise RuleBrokenError(
            _("Nobody signs in as “%(email)s”.") % {"email": email}, "accounts.unknown_person"
        )
    return person


def stewards_to_choose(person: Person) -> QuerySet[Person]:
    """Give whom the person may entrust a customer to: directors all reps, leads their teams'."""
    reps = with_role("rep")
    return reps if person.has_role("director") else reps.filter(pk__in=people_of_my_teams(person))


def people_listed(words: str) -> QuerySet[Person]:
    """Give everybody of ours, by name or address, with team and roles."""
    people = Person.objects.select_related("team").prefetch_related("role_grants")
    words = words.replace("\0", "").strip()[:200]
    if words:
        people = people.filter(Q(name__holds=words) | Q(email__icontains=words))
    return people


def device_name(person: Person) -> str:
    """Give the name under which a browser keeps what waits for this person; it tells nothing."""
    return salted_hmac("accounts.device", str(person.pk), algorithm="sha256").hexdigest()[:32]
