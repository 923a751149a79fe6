"""Who may see what could not be sent."""

from typing import Protocol


class Team(Protocol):
    @property
    def is_service(self) -> bool: ...


class Colleague(Protocol):
    """What is asked of a person here; people themselves live above."""

    @property
    def team(self) -> Team | None: ...

    def has_role(self, *roles: str) -> bool: ...


def may_see_failed(person: Colleague) -> bool:
    """Let in the administrator, the director and the leads of service teams."""
    if person.has_role("admin", "director"):
        return True
    return person.has_role("lead") and person.team is not None and person.team.is_service
