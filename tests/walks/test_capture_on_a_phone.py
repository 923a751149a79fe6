"""A new rep at a touch screen writes ten secrets by following what the screen says."""

import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.walks.conftest import House
from tests.walks.hand import PHONE, Hand

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("walk")]
Somebody = Callable[..., Hand]
MOST_TAPS = 2
GLAD = "Save: told me"
HEIGHTS = (844, 600, 520, 440, 400)
SAID = (
    ("Per Dahl", "He decides on paper", GLAD),
    ("Per Dahl", "He coaches a youth rowing team", GLAD),
    ("Per Dahl", "He would like the reports on Fridays", "Told me, not sure"),
    ("Ida Moe", "She reads crime novels at night", GLAD),
    ("Ida Moe", "She prefers a call to a letter", GLAD),
    ("Ida Moe", "She keeps a list of quiet cafés", "Saw it"),
    ("Per Dahl", "He wants to sail to the Azores one day", GLAD),
    ("Per Dahl", "He is proud of the first green warehouse", GLAD),
    ("Emre Şahin", "He wants every report on one page", GLAD),
    ("Ida Moe", "She plays chess by post", GLAD),
    ("Emre Şahin", "He hopes for a shorter rota", GLAD),
)
# Whether a toast lies over anything one taps or writes in.
COVERED = """() => {
  const area = (one) => one.getBoundingClientRect();
  const toast = area(document.querySelector('[data-toast]:last-child'));
  return [...document.querySelectorAll('form[data-capture] :is(label.choice, textarea, button)')]
    .filter((one) => one.checkVisibility())
    .some((one) => area(one).top < toast.bottom && area(one).bottom > toast.top);
}"""


def plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()


# Who stands where in the row of people, to the pixel.
PLACES = """() => [...document.querySelectorAll('.near label')].map((one) => {
  const { left, top } = one.getBoundingClientRect();
  return [one.querySelector('b').textContent, Math.round(left), Math.round(top)];
})"""


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
        person = self.page.locator(".near label.choice", has_text=name)
        chosen = self.page.locator(".near input[name=about]:checked + label")
        if person.count() == 0:
            self.find(typed=plain(name.rsplit(maxsplit=1)[-1]))
        elif chosen.count() == 0 or name not in chosen.inner_text():
            order = self.page.locator(".near label.choice").all_inner_texts()
            self.tap(person)
            expect(chosen).to_contain_text(name)
            assert self.page.locator(".near label.choice").all_inner_texts() == order
        expect(chosen).to_contain_text(name)
        expect(chosen).to_be_in_viewport(ratio=1)
        expect(self.page.get_by_label("What did they tell you?")).to_be_focused()
        self.page.keyboard.type(words)
        stand = self.page.evaluate(PLACES)
        self.tap(self.page.get_by_role("button", name=how))
        expect(self.page.get_by_label("What did they tell you?")).to_have_value("")
        assert self.page.evaluate(PLACES) == stand
        assert not self.page.evaluate(COVERED)
        return self.taps

    def find(self, typed: str) -> None:
        """Type a part of the name without its accents: return takes the one person found."""
        stand = self.page.locator(".near .likely label").all_inner_texts()
        added = self.page.locator(".near .added label:not(.is-beside)").all_inner_texts()
        search = self.page.get_by_label("Name or customer")
        self.tap(search)
        self.page.keyboard.type(typed)
        found = self.page.locator("#people-found label")
        expect(found).to_have_count(1)
        expect(self.page.locator("#people-found [data-return]")).to_be_in_viewport(ratio=1)
        self.page.keyboard.press("Enter")
        expect(search).to_have_value("")
        assert self.page.locator(".near .likely label").all_inner_texts() == stand
        chosen = self.page.locator(".near .added label:not(.is-beside)").all_inner_texts()
        assert chosen[1:] == added

    def is_told(self) -> None:
        """A tap too early is answered; the answer goes while one writes, and moves no button."""
        glad = self.page.get_by_role("button", name=GLAD)
        self.tap(glad)
        expect(self.page.get_by_text("Write down what they said.")).to_be_visible()
        stands = glad.bounding_box()
        self.page.keyboard.type("His daughter rows")
        expect(self.page.get_by_text("Write down what they said.")).to_have_count(0)
        said = self.page.locator("#words-check .alert strong")
        expect(said).to_contain_text("not ours to remember")
        assert glad.bounding_box() == stands
        expect(glad).to_have_attribute("aria-disabled", "true")
        self.page.get_by_role("button", name="Saw it").tap(force=True)
        expect(self.page.get_by_label("What did they tell you?")).to_be_focused()
        expect(said).to_be_in_viewport(ratio=1)
        expect(self.page.get_by_role("button", name="It is a false alarm")).to_be_visible()
        self.page.get_by_label("What did they tell you?").fill("")

    def hears_what_is_known(self, name: str, words: str, other: str) -> None:
        """What one person is known for already is said of them, and not of the next one chosen."""
        known = self.page.locator("#words-check .words-known")
        self.page.get_by_label("What did they tell you?").fill(words)
        for each, times in ((name, 1), (other, 0), (name, 1)):
            self.tap(self.page.locator(".near label.choice", has_text=each))
            expect(known).to_have_count(times)
        self.tap(self.page.get_by_role("button", name="Same thing: skip"))
        expect(self.page.get_by_label("What did they tell you?")).to_have_value("")
        expect(self.page.get_by_label("What did they tell you?")).to_be_focused()
        self.tap(self.page.locator("[data-toast]").last.get_by_role("button", name="Undo"))
        expect(self.page.get_by_label("What did they tell you?")).to_have_value(words)

    def sees_how_to_save_above_any_keyboard(self) -> None:
        """What saves is in view with the box, before a word is written and after."""
        words = self.page.get_by_label("What did they tell you?")
        for height in HEIGHTS:
            self.page.set_viewport_size({"width": PHONE["width"], "height": height})
            for text in ("", "He sails"):
                words.fill(text)
                expect(words).to_be_in_viewport(ratio=1)
                for button in self.page.locator(".save-row :is(button, summary):visible").all():
                    expect(button).to_be_in_viewport(ratio=1)
        self.tap(self.page.get_by_role("button", name="change"))
        expect(self.page.locator(".near label.choice").first).to_be_in_viewport(ratio=1)
        words.fill("")
        self.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def test_ten_secrets_take_at_most_two_taps_and_a_sentence_each(
    somebody: Somebody, house: House
) -> None:
    house.furnish("meet", "nora")
    nora = somebody("nora", PHONE, has_touch=True)
    thumb = Thumb(nora)
    thumb.tap(nora.page.get_by_role("link", name="Secret", exact=True))
    nora.page.wait_for_url("**/secrets/new/")
    nora.look()
    thumb.is_told()
    thumb.sees_how_to_save_above_any_keyboard()
    nora.complaints.clear()  # a browser writes every refusal into its console
    taps = sorted(thumb.write_down(*said) for said in SAID)
    assert taps[-1] <= MOST_TAPS
    toast = nora.page.locator("[data-toast]").last
    expect(toast).to_contain_text("Saved · Emre Şahin · 2 today")
    nora.page.keyboard.press("Control+z")
    expect(nora.page.get_by_label("What did they tell you?")).to_have_value(SAID[-1][1])
    thumb.hears_what_is_known(*SAID[0][:2], other=SAID[-1][0])
    nora.look()
    assert house.furnish("written", "nora")["texts"] == [text for _name, text, _how in SAID[:-1]]
