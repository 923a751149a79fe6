"""Who may enter, and whose customers a person may read and write."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Customer, Person, Stewardship
from crm import clock
from crm.prepared import prepared

Arguments = ParamSpec("Arguments")


#: Whoever holds one of these sees or changes what concerns everybody: a password is not enough.
SECOND_FACTOR_ROLES = ("privacy", "finance", "director", "admin")


class SignedInRequest(HttpRequest):
    """A request that the decorators below let through: `user` is one of our people."""

    user: Person


View = Callable[Concatenate[SignedInRequest, Arguments], HttpResponseBase]
OpenView = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def sign_in_required(view: View[Arguments]) -> OpenView[Arguments]:
    """Let in whoever is signed in; everybody else signs in first and comes back."""
    return roles_required()(view)


def roles_required(*roles: str) -> Callable[[View[Arguments]], OpenView[Arguments]]:
    """Let in people who hold one of the roles (any role when none is named); others get a 403."""

    def decorate(view: View[Arguments]) -> OpenView[Arguments]:
        @wraps(view)
        def entered(
            request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            if not isinstance(request.user, Person):
                return redirect_to_login(request.get_full_path())
            if roles and not request.user.has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return entered

    return decorate


def stewards_in_reach(person: Person) -> Q:
    """Give the stewardships a person's reading follows: their own, and those of teams they lead."""
    circle = Q()
    if person.has_role("lead"):
        circle |= Q(team__lead=person)
    if person.has_role("manager"):
        circle |= Q(team__manager=person)
    if not circle:
        return Q(person=person)
    # People first: an "or" over two tables would read every stewardship there is.
    return Q(person__in=Person.objects.filter(Q(pk=person.pk) | circle).values("pk"))


def is_steward(person: Person, customer: Customer) -> bool:
    """Say whether the person looks after the customer today."""
    return _holds_today(customer).filter(person=person).exists()


def leads_steward_of(person: Person, customer: Customer) -> bool:
    """Say whether the person leads or manages the team of the customer's steward."""
    circle = stewards_in_reach(person)
    return (
        person.has_role("lead", "manager")
        and _holds_today(customer).filter(circle).exclude(person=person).exists()
    )


def may_read_customer(person: Person, customer: Customer) -> bool:
    """Steward, keeper, lead or manager of the steward's team, director."""
    return (
        person.has_role("director")
        or customer.keeper_id == person.pk
        or bool(_held_in_reach(person, customer))
    )


@prepared
def _held_in_reach(person: Person, customer: Customer) -> QuerySet[Stewardship]:
    return _holds_today(customer).filter(stewards_in_reach(person))[:1]


def may_write_customer(person: Person, customer: Customer) -> bool:
    """Say whether the person may change the customer: its steward may."""
    return is_steward(person, customer)


def may_take_down_callers(person: Person) -> bool:
    """Whoever takes calls may write down who called; changing it stays with the steward."""
    return person.has_role("rep", "service", "lead", "manager", "director")


def _holds_today(customer: Customer) -> QuerySet[Stewardship]:
    day = clock.today()
    return Stewardship.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=day), customer=customer, from_on__lte=day
    )
