"""Reads word lists written as plain lines, and finds their entries in a folded text.

An entry is one or more words divided by blanks; entries are divided by commas or lines:

* `word` is that word, `stem*` all that begin so, `*end` and `*in*` words that end so or hold it;
* `one|two*` is either; `_` is any one word, `..` up to three words, `[word]` may be missing;
* `<name>` stands for what the list's own table says; a last `$` wants the text to end there,
  a first `^` wants it to begin there.

An entry is looked up by its first word, so a long list costs no more time than a short one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

_ENTRY: Final = re.compile(r"[,\n]")
_SHORTEST_STEM: Final = 2

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Mark]):
    """One entry found: its mark and where it stands in the text."""

    mark: Mark
    start: int
    end: int


class Entries(Generic[Mark]):
    """Entries of many lists, each under a mark, in one look-up."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[Mark, re.Pattern[str] | None, bool]]] = {}
        self._stems: dict[str, list[tuple[Mark, re.Pattern[str] | None, bool]]] = {}
        self._inner: list[tuple[re.Pattern[str], Mark]] = []

    def add(self, lines: str, mark: Mark, names: Mapping[str, str] | None = None) -> None:
        """Take up every entry of the lines under the mark."""
        inner = []
        for written in _ENTRY.split(_named(lines, names or {})):
            tokens = written.split()
            if not tokens:
                continue
            if tokens[0].startswith("*"):
                if len(tokens) > 1:
                    raise ValueError(written)  # looked up by its first word, which must be known
                inner.append(_one_word(tokens[0]))
                continue
            first = tokens[0] == "^"
            tokens = tokens[first:]
            rest = _pattern(tokens[1:])
            for word in tokens[0].split("|"):
                table = self._stems if word.endswith("*") else self._exact
                table.setdefault(word.rstrip("*"), []).append((mark, rest, first))
        if inner:
            self._inner.append((re.compile(rf"\b(?:{'|'.join(inner)})\b"), mark))

    def found(self, text: str) -> Iterator[Hit[Mark]]:
        """Give every entry that the folded text holds, in the order of the words."""
        start = 0
        for word in text.split(" "):
            for mark, rest, first in self._told_by(word):
                if first and start:
                    continue
                match = rest.match(text, start + len(word)) if rest else None
                if rest is None or match:
                    yield Hit(mark, start, match.end() if match else start + len(word))
            start += len(word) + 1
        for expression, mark in self._inner:
            for match in expression.finditer(text):
                yield Hit(mark, match.start(), match.end())

    def _told_by(self, word: str) -> Iterator[tuple[Mark, re.Pattern[str] | None, bool]]:
        yield from self._exact.get(word, ())
        for length in range(_SHORTEST_STEM, len(word) + 1):
            yield from self._stems.get(word[:length], ())


def _named(lines: str, names: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda name: names[name.group(1)], lines)


def _one_word(token: str) -> str:
    return "|".join(
        r"\w+" if each == "_" else re.escape(each).replace(r"\*", r"\w*")
        for each in token.split("|")
    )


def _pattern(tokens: list[str]) -> re.Pattern[str] | None:
    """Compile what follows the first word; None where nothing must follow."""
    if not tokens:
        return None
    return re.compile("".join(map(_expression, tokens)) + r"(?!\w)")


def _expression(written: str) -> str:
    if written == "_":
        return r" \w+"
    if written == "..":
        return r"(?: \w+){0,3}"
    if written == "$":
        return "$"
    if written.startswith("["):
        return rf"(?: (?:{_one_word(written[1:-1])}))?"
    return rf" (?:{_one_word(written)})"
