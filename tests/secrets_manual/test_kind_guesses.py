"""The kind is guessed in four languages; how often rightly stands in docs/gate.md."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from secrets_manual.rules.kinds import Kind, guess_kind

HERE = Path(__file__).parent
DOC = HERE.parent.parent / "docs" / "gate.md"
LANGUAGES = {"de": "German", "fr": "French", "es": "Spanish"}


def labelled(name: str) -> dict[str, list[tuple[str, str]]]:
    read: dict[str, list[tuple[str, str]]] = json.loads((HERE / name).read_text("utf-8"))
    return read


def is_held(text: str) -> bool:
    return int(sha256(text.encode()).hexdigest(), 16) % 2 == 1


def counted(rows: list[tuple[str, str]]) -> str:
    right = sum(guess_kind(text).value == kind for text, kind in rows)
    return f"{right} of {len(rows)}"


def test_the_figures_of_the_page_are_those_of_the_rules() -> None:
    own, strangers = labelled("kinds_labelled.json"), labelled("kinds_second.json")
    page = DOC.read_text("utf-8")
    for code, name in LANGUAGES.items():
        rows = own[code]
        halves = [[row for row in rows if is_held(row[0]) is held] for held in (False, True)]
        cells = [counted(part) for part in (*halves, strangers[code])]
        line = (
            rf"\| {name} \| {cells[0]} \| {cells[1]} \| \d+ of \d+ \| \d+ of \d+ \| {cells[2]} \|"
        )
        assert re.search(line, page), line


def test_every_label_is_a_kind() -> None:
    for name in ("kinds_labelled.json", "kinds_second.json"):
        assert {kind for rows in labelled(name).values() for _text, kind in rows} <= set(Kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Segelt auf dem Bodensee", Kind.RECREATION),
        ("N'aime pas les longues présentations", Kind.BIAS),
        ("Su sueño es una casa junto al lago", Kind.DREAM),
        # A wish that nothing else explains.
        ("Wants the monthly figures on one page", Kind.HOPE),
        ("Wants deliveries before the early shift", Kind.HOPE),
        ("Möchte die Zahlen auf einer Seite", Kind.HOPE),
        ("Aimerait les chiffres sur une page", Kind.HOPE),
        ("Necesita las cifras en una hoja", Kind.HOPE),
        # English words that are others elsewhere.
        ("They come to the table with the data", Kind.HABIT),
        ("Will arm the gate at nine", Kind.HABIT),
        ("Die Tagesliste liegt auf dem Tisch", Kind.HABIT),
    ],
)
def test_a_cue_counts_in_its_own_language(text: str, kind: Kind) -> None:
    assert guess_kind(text) is kind
