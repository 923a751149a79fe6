"""Measures the detector against facts labelled by hand before any rule was written.

Labels are kept under the first 16 hexadecimal digits of each fact's SHA-256; the facts
themselves stay outside the project. Even digests are the development half, odd ones are
held out. Run `python -m tests.secrets_manual.measure_detector SHARED_FOLDER`.

`--sentences` counts the sentences of the folder beside this file instead, by language, half and
code. It prints counts and never a sentence: the held half and the second list must stay unread.
`--voiced` counts the sentences in five voices, which may be read.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from secrets_manual.rules.detector import detect

LABELS = Path(__file__).with_name("labels_personachat.json")
SENTENCES = Path(__file__).with_name("sentences")
LANGUAGES = ("en", "de", "fr", "es")


@dataclass(slots=True)
class Measured:
    """Counts of one half; caught, missed and false alarms by category or rule."""

    facts: int = 0
    blocked: int = 0
    caught: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false_alarms: Counter[str] = field(default_factory=Counter)
    same_category: int = 0


def measure(shared: Path) -> dict[str, Measured]:
    """Return the counts of both halves."""
    people = json.loads((shared / "data" / "personachat" / "personas_test.json").read_text("utf-8"))
    labels = json.loads(LABELS.read_text("utf-8"))
    halves = {"development": Measured(), "held out": Measured()}
    for fact in sorted({fact for person in people for fact in person["facts"]}):
        digest = sha256(fact.encode()).hexdigest()[:16]
        _count(halves["held out" if int(digest, 16) % 2 else "development"], fact, labels[digest])
    return halves


def _count(half: Measured, fact: str, label: str) -> None:
    finding = detect(fact)
    half.facts += 1
    if label != "fine":
        half.blocked += 1
        (half.caught if finding else half.missed)[label] += 1
        half.same_category += finding is not None and finding.category == label
    elif finding:
        half.false_alarms[finding.rule] += 1


@dataclass(slots=True)
class Counted:
    """Counts of one language's half: blocked and caught by code, harmless and false alarms."""

    blocked: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    fine: int = 0
    false_alarms: int = 0


def count_sentences(language: str, half: str) -> Counted:
    """Count one language's `open`, `held` or `second` sentences; no sentence leaves this."""
    counted = Counted()
    for row in json.loads((SENTENCES / f"{language}_{half}.json").read_text("utf-8")):
        found = detect(row["text"]) is not None
        if row["label"] == "fine":
            counted.fine += 1
            counted.false_alarms += found
        else:
            counted.blocked[row["label"]] += 1
            counted.caught[row["label"]] += found
    return counted


def table(half: str) -> list[str]:
    """Give the lines of the table in docs/gate.md: caught of blocked, by language and code."""
    counts = {language: count_sentences(language, half) for language in LANGUAGES}
    codes = sorted(set().union(*(each.blocked for each in counts.values())))
    lines = [
        _line(code, [f"{each.caught[code]} of {each.blocked[code]}" for each in counts.values()])
        for code in codes
    ]
    totals = [f"{each.caught.total()} of {each.blocked.total()}" for each in counts.values()]
    alarms = [f"{each.false_alarms} of {each.fine}" for each in counts.values()]
    return [*lines, _line("**caught**", totals), _line("**false alarms**", alarms)]


def _line(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__" and sys.argv[1:] == ["--sentences"]:
    for which in ("open", "held", "second"):
        print(which, *table(which), sep="\n")  # noqa: T201
elif __name__ == "__main__" and sys.argv[1:] == ["--voiced"]:
    print(*table("voiced"), sep="\n")  # noqa: T201
elif __name__ == "__main__":
    for name, half in measure(Path(sys.argv[1])).items():
        print(  # noqa: T201
            f"{name}: {half.facts} facts, {half.blocked} to block;"
            f" caught {half.caught.total()} {dict(half.caught)},"
            f" missed {half.missed.total()} {dict(half.missed)},"
            f" same category {half.same_category},"
            f" false alarms {half.false_alarms.total()} {dict(half.false_alarms)}"
        )
