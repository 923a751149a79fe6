"""The board stays live among thousands of open tickets, and disturbs nobody who works on it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.walks.conftest import House
from tests.walks.hand import Hand

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("walk")]
Somebody = Callable[..., Hand]
#: Marks every node of the lists, and notes which rows are taken out of the page from now on.
WATCH = """() => {
  window.gone = [];
  for (const node of document.querySelectorAll('.board li, .board li *')) node.mark = node;
  new MutationObserver((changes) => changes.forEach((change) => change.removedNodes.forEach(
    (node) => { if (node.id?.startsWith('card-')) window.gone.push(node.id); },
  ))).observe(document.getElementById('board'), { childList: true, subtree: true });
}"""
STILL = """() => [...document.querySelectorAll('.board li')]
  .filter((row) => row.mark && [...row.querySelectorAll('a, input')].every((node) => node.mark))
  .map((row) => row.id)"""
PLACE = """() => ({
  top: document.activeElement.getBoundingClientRect().top,
  mark: document.activeElement.mark === document.activeElement,
})"""


@pytest.fixture(params=[300, pytest.param(10_000, marks=pytest.mark.long)])
def crowd(house: House, request: pytest.FixtureRequest) -> Iterator[dict[str, object]]:
    yield house.furnish("crowd", str(request.param)) | {"tickets": request.param}
    house.furnish("disperse")


def cards(page: Page) -> list[str]:
    """Name the cards of the first column in their order."""
    found = page.locator("#list-respond > li").evaluate_all("rows => rows.map((row) => row.id)")
    return [str(one) for one in found]


def link(page: Page, card: str) -> Locator:
    return page.locator(f"#{card} a")


def test_the_board_stays_live_and_disturbs_nobody_who_works_on_it(
    house: House, somebody: Somebody, crowd: dict[str, object]
) -> None:
    kim = somebody("kim")
    kim.open("/recovery/")
    what_somebody_else_does_appears_and_disturbs_nothing(house, kim)
    keys_do_what_the_mouse_does(kim.page)
    one_comes_to_the_last_card_and_picks_it(kim.page, str(crowd["last"]))


def what_somebody_else_does_appears_and_disturbs_nothing(house: House, kim: Hand) -> None:
    page = kim.page
    page.emulate_media(reduced_motion="reduce")
    before = cards(page)
    assert len(before) == 20
    mine, answered = before[5], before[1]
    page.locator("#q").fill("half a wo")
    page.locator("#filters > summary").click()
    page.locator("#filter-customer").fill("Hosp")
    page.evaluate("document.activeElement.blur()")
    for key in "jjjjjjx":
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="Picked: 1")).to_have_count(1)
    expect(link(page, mine)).to_be_focused()
    page.evaluate(WATCH)
    place = page.evaluate(PLACE)
    opened = house.furnish("stir", answered.removeprefix("card-"))["opened"]
    expect(page.locator(f"#list-respond #card-{opened}")).to_be_visible(timeout=25_000)
    expect(page.locator(f"#list-respond #{answered}")).to_have_count(0)
    now = page.evaluate(PLACE)
    expect(link(page, mine)).to_be_focused()
    assert now["mark"]
    assert abs(now["top"] - place["top"]) < 2, (place, now)
    others = {*before} - {answered}
    assert others <= {*page.evaluate(STILL)}
    assert not others & {*page.evaluate("window.gone")}
    expect(page.locator(f"#{mine} [data-pick]")).to_be_checked()
    expect(page.locator("#q")).to_have_value("half a wo")
    expect(page.locator("#filter-customer")).to_have_value("Hosp")
    expect(page.locator("#filters")).to_have_attribute("open", "")
    kim.look()


def keys_do_what_the_mouse_does(page: Page) -> None:
    third = cards(page)[2]
    address = page.locator(f"#{third}").get_attribute("data-row")
    box = page.locator(f"#{third} [data-pick]")
    for key, lands in (("Enter", address), ("a", f"{address}owner/"), ("r", f"{address}respond/")):
        page.goto("/recovery/")
        for step in "jjjjk":
            page.keyboard.press(step)
        expect(link(page, third)).to_be_focused()
        for pressed in (True, False):
            page.keyboard.press("x")
            assert box.is_checked() is pressed
            box.click()
            assert box.is_checked() is not pressed
            box.click()
            link(page, third).focus()
        with page.expect_navigation(url=f"**{lands}"):
            page.keyboard.press(key)
    page.goto("/recovery/")
    with page.expect_navigation(url=f"**{address}"):
        link(page, third).click()
    with page.expect_navigation(url="**/recovery/new/"):
        page.keyboard.press("o")


def one_comes_to_the_last_card_and_picks_it(page: Page, last: str) -> None:
    page.goto("/recovery/")
    page.locator("#last-respond").click()
    expect(page.locator("#list-respond > li").last).to_have_id(f"card-{last}")
    page.locator(f"#card-{last} [data-pick]").check()
    with page.expect_navigation(url=re.compile("recovery/many/.*pick=")):
        page.get_by_role("button", name="Hand on or name the cause").click()
    picked = page.locator("ul.rows > li")
    expect(picked).to_have_count(1)
    expect(picked).to_contain_text(last)
