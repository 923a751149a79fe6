"""Whoever reads everything finds the newest first, however much of it answers."""

import pytest

from secrets_manual.queries import newest, search_secrets, searching
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SIZE = 3
TOLD = 24


def words_of(number: int) -> str:
    """Rowing is everywhere, chess in every fourth secret, sailing only in the oldest ones."""
    chess = " and chess" if number % 4 == 0 else ""
    sailing = " and sailing" if number < 5 else ""
    return f"Rowing{chess}{sailing}, {number}"


def test_the_newest_come_first_whichever_way_they_are_found(
    company: Company, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(TOLD):
        tell(company, words_of(number))
    tell(company, "Rowing, chess and sailing, a draft of somebody else", glad="probably")
    asked = {"rowing": "Rowing", "chess": "chess", "sailing": "sailing", "saling": "sailing"}
    everything = [words_of(number) for number in reversed(range(TOLD))]
    for most_new, few in ((500, 20_000), (5, 20_000), (3, 20_000), (5, 4)):
        monkeypatch.setattr(newest, "MOST_NEW", most_new)
        monkeypatch.setattr(searching, "FEW", few)
        for q, held in asked.items():
            page = search_secrets(company.olga, q, size=SIZE)
            wanted = [text for text in everything if held in text]
            assert [secret.text for secret in page.rows] == wanted[:SIZE], (q, most_new, few)
            following = search_secrets(company.olga, q, size=SIZE, cursor=page.next_cursor)
            assert [secret.text for secret in following.rows] == wanted[SIZE : 2 * SIZE], q
    assert search_secrets(company.olga, "golf", size=SIZE).rows == []
