"""What was found is marked, and marking never changes a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secrets_manual.rules.marking import marked


@pytest.mark.parametrize(
    ("text", "asked", "hits"),
    [
        ("Coaches a rowing crew", "rowed", ["rowing"]),
        ("Coaches a rowing crew", "rowign", ["rowing"]),
        ("Mag Müßiggang", "mussig", ["Müßiggang"]),
        ("料理が好き", "料理", ["料理が好き"]),
        ("Reads on a plane", "on", ["on"]),
        ("Reads <b>loudly</b>", "b", ["b", "b"]),
        ("Coaches a rowing crew", "golf or tennis", []),
    ],
)
def test_the_words_that_answer_are_marked(text: str, asked: str, hits: list[str]) -> None:
    assert [piece for piece, hit in marked(text, asked) if hit] == hits


@given(st.text(max_size=80), st.text(max_size=20))
def test_the_pieces_joined_are_the_text(text: str, asked: str) -> None:
    assert "".join(piece for piece, _hit in marked(text, asked)) == text
