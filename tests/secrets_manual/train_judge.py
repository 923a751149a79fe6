"""Makes the weights of `secrets_manual/rules/judge.py` from sentences of our own.

`python -m tests.secrets_manual.train_judge` reads the open and the made sentences, never a held
or second list, and the rewrites that were offered when it was last run (`offered.json`); it
writes the same file each time: no random number, no other library.
A sentence of the open half counts less, because the narrow lists were written with it in view.
The English lists were widened after the weights were made, and the weights were kept: run again,
it gives other weights, and those have to be measured first (docs/gate.md).
"""

import json
import math
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Final

from secrets_manual.rules.detector import find
from secrets_manual.rules.folding import fold
from secrets_manual.rules.judge import SCALE, WEIGHTS, features

SENTENCES: Final = Path(__file__).with_name("sentences")
LANGUAGES: Final = ("en", "de", "fr", "es")
_SHARES: Final = {"made": 1.0, "open": 0.4}
_ROUNDS: Final = 40
_STEP: Final = 0.3
_SHRINK: Final = 0.0004
_TWICE: Final = 2

Row = tuple[list[str], bool, float]


def rows() -> list[Row]:
    """Give features, whether the sentence is to be blocked, and how much it counts."""
    texts = {
        row["text"]: (row["label"] != "fine", share)
        for language in LANGUAGES
        for kind, share in _SHARES.items()
        for row in json.loads((SENTENCES / f"{language}_{kind}.json").read_text("utf-8"))
    }
    offered = json.loads((SENTENCES / "offered.json").read_text("utf-8"))
    texts |= dict.fromkeys(offered, (False, 1.0))
    given = []
    for text in sorted(texts, key=lambda each: sha256(each.encode()).digest()):
        words = fold(text).split()
        if words:
            given.append(([*features(words, find(" ".join(words)))], *texts[text]))
    seen = Counter(name for names, *_rest in given for name in names)
    return [([name for name in names if seen[name] >= _TWICE], *rest) for names, *rest in given]


def train(given: list[Row]) -> dict[str, float]:
    """Fit a logistic regression with steps that shrink for often seen features (AdaGrad)."""
    weights: dict[str, float] = {}
    moved: dict[str, float] = {}
    for _round in range(_ROUNDS):
        for names, private, share in given:
            total = sum(weights.get(name, 0.0) for name in names)
            error = share * (private - 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))
            for name in names:
                slope = error - _SHRINK * weights.get(name, 0.0)
                moved[name] = moved.get(name, 0.01) + slope * slope
                weights[name] = weights.get(name, 0.0) + _STEP * slope / math.sqrt(moved[name])
    return weights


def main() -> None:
    """Write the weights, in the order of their names, leaving out what rounds to nothing."""
    weights = {name: round(SCALE * weight) for name, weight in train(rows()).items()}
    lines = [f"{name}\t{weights[name]}" for name in sorted(weights) if weights[name]]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
