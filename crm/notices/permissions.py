"""Who may enter, and who may see what could not be sent."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

Arguments = ParamSpec("Arguments")


class Team(Protocol):
    @property
    def is_service(self) -> bool: ...


class Colleague(Protocol):
    """What is asked of a person here; people themselves live above."""

    @property
    def pk(self) -> int: ...
    @property
    def team(self) -> Team | None: ...

    def has_role(self, *roles: str) -> bool: ...


def may_see_failed(person: Colleague) -> bool:
    """Let in the administrator, the director and the leads of service teams."""
    if person.has_role("admin", "director"):
        return True
    return person.has_role("lead") and person.team is not None and person.team.is_service


def for_readers(
    view: Callable[Concatenate[HttpRequest, Colleague, Arguments], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Arguments], HttpResponse]:
    """Let in whoever is signed in and hand the view that person; others sign in first."""

    @wraps(view)
    def entered(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, request.user, *args, **kwargs)

    return entered
