"""Who we are: the company's name, zone, currency and language, as its row says, else the settings.

The row lives above this layer (`accounts`), which says at its start how to ask for it. Answers
are remembered for some seconds, so that a change reaches every process soon.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

LIFE_SECONDS = 15.0


@dataclass(frozen=True)
class Facts:
    """What the whole house asks of the company."""

    name: str
    zone: str
    currency: str
    language: str = "en"


Source = Callable[[], Facts | None]
_source: Source | None = None
_known: tuple[float, Facts] | None = None


def facts() -> Facts:
    """Give what the row says, at most some seconds old; the settings while there is none."""
    global _known  # noqa: PLW0603 - one process has one company
    if _known is None or time.monotonic() - _known[0] > LIFE_SECONDS:
        found = _source() if _source else None
        said = found or Facts(
            settings.COMPANY_NAME,
            settings.COMPANY_ZONE,
            settings.COMPANY_CURRENCY,
            settings.LANGUAGE_CODE,
        )
        _known = (time.monotonic(), said)
    return _known[1]


def name() -> str:
    """Give the company's name."""
    return facts().name


def zone() -> str:
    """Give the name of the zone in which its periods begin and end."""
    return facts().zone


def currency() -> str:
    """Give the three letters of the one currency in which it counts."""
    return facts().currency


def language() -> str:
    """Give the language of letters to whoever chose none."""
    return facts().language


def ask(source: Source | None) -> None:
    """Say how the row is read; None reads the settings alone."""
    global _source  # noqa: PLW0603 - one process has one company
    _source = source
    forget()


def forget() -> None:
    """Ask anew the next time."""
    global _known  # noqa: PLW0603 - one process has one company
    _known = None
