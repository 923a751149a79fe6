"""Who may read the journal, and how much of it."""

from typing import Protocol


class Reader(Protocol):
    """What is asked of a person here; people themselves live above."""

    @property
    def pk(self) -> int: ...

    def has_role(self, *roles: str) -> bool: ...


def may_read_all(person: Reader) -> bool:
    """Let the privacy officer read every entry, and the administrator without its words."""
    return person.has_role("privacy", "admin")


def may_read_words(person: Reader) -> bool:
    """Keep words from the administrator, who runs the system and reads no secrets."""
    return person.has_role("privacy")
