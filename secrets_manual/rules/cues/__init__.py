"""Words that point to a kind, in German, French and Spanish; English stands with the kinds.

A file per language, written folded (lower case, no accents, apostrophes as blanks). A heading is
a kind, or `small`: words so common that they tell the language. What stands below is expressions
between bars. The first heading that fits wins, so what belongs to an organisation comes before
what belongs to a person.
"""

from pathlib import Path
from typing import Final

Cues = tuple[tuple[str, str], ...]


def _parts(file: Path) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = parts.setdefault(line.strip("[]"), [])
        elif line.strip():
            lines.append(line.strip())
    return parts


def _cues(parts: dict[str, list[str]]) -> Cues:
    return tuple(
        (kind, "|".join(each.strip() for each in " | ".join(lines).split(" | ")))
        for kind, lines in parts.items()
        if kind != "small"
    )


_READ: Final = {file.stem: _parts(file) for file in sorted(Path(__file__).parent.glob("*.txt"))}
SMALL: Final = {name: frozenset(" ".join(parts["small"]).split()) for name, parts in _READ.items()}
CUES: Final = {name: _cues(parts) for name, parts in _READ.items() if len(parts) > 1}
