"""How an entry is hashed, what a fact may be, and how long a failed delivery rests."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Protocol
from uuid import UUID

#: What the first entry of the chain follows.
GENESIS = "0" * 64
#: The kind of the entry that says whose words were erased.
WORDS_ERASED = "journal.words_erased"

_KIND = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
_CODE = re.compile(r"[A-Za-z0-9_.:,/+\-]{0,160}")
_RESTS = (10, 60, 300, 1800, 7200, 21600)


class Actor(Protocol):
    """All the journal needs to know of a person, who is defined far above it."""

    @property
    def pk(self) -> int: ...


def canonical(value: object) -> str:
    """Write a value as JSON in the one way that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def is_kind(kind: str) -> bool:
    """Say whether a kind reads `<app>.<past_tense>`."""
    return bool(_KIND.fullmatch(kind))


def plain_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Turn facts into ids, codes and numbers; ValueError names the one that holds words.

    Words belong into the side table, where they can be erased; a fact is kept for ever.
    """
    return {name: _plain(name, value) for name, value in facts.items()}


def _plain(name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float | Decimal | Fraction | UUID):
        return str(value)
    if isinstance(value, str) and _CODE.fullmatch(value):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(name, one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(f"{name}.{key}", one) for key, one in value.items()}
    raise ValueError(f"The fact “{name}” holds words; hand them over as words instead.")


def words_digest(words: Mapping[str, str], salt: str) -> str:
    """Give the salted SHA-256 of an entry's words, hexadecimal."""
    return hashlib.sha256(f"{salt}\n{canonical(dict(words))}".encode()).hexdigest()


def entry_hash(previous_hash: str, position: int, parts: list[object]) -> str:
    """Give the SHA-256 that ties an entry to the one before it, hexadecimal."""
    return hashlib.sha256(canonical([previous_hash, position, *parts]).encode()).hexdigest()


def listeners_of(kind: str, subscriptions: Mapping[str, tuple[str, ...]]) -> list[str]:
    """List those who listen to a kind: to itself or to a prefix that ends at a dot."""
    found = {
        listener
        for prefix, listeners in subscriptions.items()
        if kind == prefix or (prefix.endswith(".") and kind.startswith(prefix))
        for listener in listeners
    }
    return sorted(found)


def rest_after(attempts: int) -> dt.timedelta:
    """Give how long a delivery rests after so many failed attempts (1 or more)."""
    return dt.timedelta(seconds=_RESTS[min(attempts, len(_RESTS)) - 1])
