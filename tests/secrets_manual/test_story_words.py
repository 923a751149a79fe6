"""A story of a used secret names nobody and does not tell the secret."""

import pytest

from secrets_manual.rules.stories import gives_away, runs

NAMES = ("Norte Foods", "Ana Ruiz", "Bo Li", "Will May", "王小明", "Øystein Kjær", "शांति राव")
SECRET = "Coaches a youth rowing team on the river"


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("I asked Ana before anything else", ["Ana"]),
        ("I asked ANA before anything else", ["ANA"]),
        ("Anas smile", ["Anas"]),
        ("It was Norte’s idea", ["Norte"]),
        ("oystein was glad", ["oystein"]),
        ("王小明很高兴", ["王小明"]),
        ("शांति खुश थीं", ["शांति"]),
        ("Bo laughed", ["Bo"]),
        ("Will told me", ["Will"]),
        ("A card for a coach", ["coach"]),
        ("They rowed past", ["rowed"]),
        ("Ring 0171 123 45 67", ["0171 123 45 67"]),
        ("See a@b.example", ["a@b.example"]),
    ],
)
def test_names_and_the_secrets_own_words_are_found(story: str, words: list[str]) -> None:
    assert gives_away(story, names=NAMES, secret=SECRET) == words


@pytest.mark.parametrize(
    "story",
    [
        "Asked how the season went before anything else",
        "I will come early in may, bo or not",
        "Ordered better foods for the meeting",
        "Had it ready at nine, and waited outside",
        "Ein Brief von Hand, am Morgen",
    ],
)
def test_plain_words_pass(story: str) -> None:
    assert gives_away(story, names=NAMES, secret=SECRET) == []


def test_words_that_say_nothing_are_no_secret() -> None:
    assert gives_away("They always want more time", names=(), secret="They want more time") == []


def test_a_name_of_plain_words_alone_still_counts() -> None:
    assert gives_away("The Day Clinic liked it", names=("Clinic",), secret="") == ["Clinic"]


def test_whole_names_are_cut_out_of_the_text() -> None:
    found = runs("We met Ana Ruiz at Vega Labs")
    assert {"Ana Ruiz", "Vega Labs", "Vega"} <= set(found)
