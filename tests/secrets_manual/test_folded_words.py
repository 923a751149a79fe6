"""Plain letters take a short way through the folding, and come out as they always did."""

import pytest
from django.db import connection

LONG_WAY = """
    select folded_words(letter) = lower(letter)
       and folded_words(letter || 'É') = lower(letter) || 'e'
    from (select chr(number) as letter from generate_series(1, 127) number) letters
"""


@pytest.mark.django_db
def test_every_plain_letter_folds_as_beside_one_with_an_accent() -> None:
    with connection.cursor() as sql:
        sql.execute(LONG_WAY)
        assert all(same for (same,) in sql.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Straße", "strasse"),
        ("ÉCLAIR", "eclair"),
        ("Łódź", "lodz"),
        ("PLAIN, old 7", "plain, old 7"),
    ],
)
def test_accents_go_and_small_letters_stay(written: str, folded: str) -> None:
    with connection.cursor() as sql:
        sql.execute("select folded_words(%s)", [written])
        assert sql.fetchone() == (folded,)
