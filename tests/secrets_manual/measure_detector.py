"""Measures the detector against facts labelled by hand before any rule was written.

Labels are kept under the first 16 hexadecimal digits of each fact's SHA-256; the facts
themselves stay outside the project. Even digests are the development half, odd ones are
held out. Run `python -m tests.secrets_manual.measure_detector SHARED_FOLDER`.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from secrets_manual.rules.detector import detect

LABELS = Path(__file__).with_name("labels_personachat.json")


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


if __name__ == "__main__":
    for name, half in measure(Path(sys.argv[1])).items():
        print(  # noqa: T201
            f"{name}: {half.facts} facts, {half.blocked} to block;"
            f" caught {half.caught.total()} {dict(half.caught)},"
            f" missed {half.missed.total()} {dict(half.missed)},"
            f" same category {half.same_category},"
            f" false alarms {half.false_alarms.total()} {dict(half.false_alarms)}"
        )
