"""A new rep at a touch screen writes ten secrets by following what the screen says."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.walks.conftest import House
from tests.walks.hand import PHONE, Hand

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("walk")]
Somebody = Callable[..., Hand]
MOST_TAPS = 2
GLAD = "Told me, would be glad"
SAID = (
    ("Per Dahl", "He decides on paper", GLAD),
    ("Per Dahl", "He coaches a youth rowing team", GLAD),
    ("Per Dahl", "He would like the reports on Fridays", "Told me, probably"),
    ("Ida Moe", "She reads crime novels at night", GLAD),
    ("Ida Moe", "She prefers a call to a letter", GLAD),
    ("Ida Moe", "She keeps a list of quiet cafés", "Saw it"),
    ("Per Dahl", "He wants to sail to the Azores one day", GLAD),
    ("Per Dahl", "He is proud of the first green warehouse", GLAD),
    ("Ida Moe", "She plays chess by post", GLAD),
    ("Ida Moe", "She hopes for a shorter rota", GLAD),
)


class Thumb:
    """Taps what is seen on the screen, types, and counts the taps."""

    def __init__(self, hand: Hand) -> None:
        self.page = hand.page
        self.taps = 0

    def tap(self, target: Locator) -> None:
        expect(target).to_be_visible()
        target.tap()
        self.taps += 1

    def write_down(self, name: str, words: str, how: str) -> int:
        """Give how many taps one secret took."""
        self.taps = 0
        person = self.page.locator("label.choice", has_text=name)
        chosen = self.page.locator("input[name=about]:checked + label")
        if chosen.count() == 0 or name not in chosen.inner_text():
            self.tap(person.first)
        expect(self.page.get_by_label("What do they want?")).to_be_focused()
        self.page.keyboard.type(words)
        self.tap(self.page.get_by_role("button", name=how))
        expect(self.page.get_by_label("What do they want?")).to_have_value("")
        return self.taps


def test_ten_secrets_take_at_most_two_taps_and_a_sentence_each(
    somebody: Somebody, house: House
) -> None:
    house.furnish("meet", "nora")
    nora = somebody("nora", PHONE, has_touch=True)
    thumb = Thumb(nora)
    thumb.tap(nora.page.get_by_role("link", name="Secret", exact=True))
    nora.page.wait_for_url("**/secrets/new/")
    nora.look()
    taps = [thumb.write_down(*said) for said in SAID]
    assert max(taps) <= MOST_TAPS
    toast = nora.page.locator("[data-toast]").last
    expect(toast).to_contain_text("Secret saved · Ida Moe")
    toast.get_by_role("button", name="Undo").tap()
    expect(nora.page.get_by_label("What do they want?")).to_have_value(SAID[-1][1])
    nora.look()
    assert house.furnish("written", "nora")["texts"] == [text for _name, text, _how in SAID[:-1]]
