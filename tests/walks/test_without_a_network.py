"""A rep in a lift: what is written without a network arrives, once, or stays with its author."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.walks.conftest import House
from tests.walks.hand import PHONE, Hand

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("walk")]
Somebody = Callable[..., Hand]
SAID = (
    "He likes the window seat",
    "He writes with a fountain pen",
    "He walks to work",
    "He sketches on napkins",
)
BLOCKED = "His wife has diabetes"
# What this device holds: names and bytes of the vault, and every address in Cache Storage.
HELD = """async () => {
  const end = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const base = await end(indexedDB.open('confidant'));
  const read = (store) => end(base.transaction(store).objectStore(store).getAll());
  const [keys, sealed] = [await read('keys'), await read('sealed')];
  base.close();
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = (await Promise.all(stores.map((store) => store.keys()))).flat();
  const plain = (row) => JSON.stringify(row) + new TextDecoder('latin1').decode(row.sealed);
  return {
    keys: keys.map(({ key }) => key.extractable),
    sealed: sealed.map((row) => row.what),
    text: sealed.map(plain).join(),
    urls: kept.map(({ url }) => new URL(url).pathname),
  };
}"""

# A device that has no room left.
FULL = """() => {
  window.put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };
}"""


def held(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(HELD))


def write(page: Page, text: str) -> None:
    page.get_by_label("What did they tell you?").fill(text)
    page.get_by_role("button", name="Save: told me").click()
    expect(page.get_by_label("What did they tell you?")).to_have_value("")


def test_what_is_written_without_a_network_arrives_exactly_once(
    somebody: Somebody, house: House
) -> None:
    house.furnish("meet", "vera")
    vera = somebody("vera", PHONE)
    vera.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    for place in ("/manuals/", "/customers/", "/secrets/new/"):
        vera.open(place)
    vera.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    written_in_a_lift(vera)
    sent_once_though_an_answer_is_lost(vera.page, vera.context)
    assert house.furnish("written", "vera")["texts"] == list(SAID[:2])
    refused_and_reworded(vera.page)
    assert house.furnish("written", "vera")["texts"] == list(SAID[:3])
    waits_for_who_signs_in_again(vera.page, vera.context)
    assert house.furnish("written", "vera")["texts"] == list(SAID)
    forgotten_at_sign_out(vera.page, vera.context)


def written_in_a_lift(vera: Hand) -> None:
    page = vera.page
    vera.context.set_offline(True)
    page.locator("label.choice", has_text="Per Dahl").click()
    write(page, SAID[0])
    page.goto("/manuals/")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    page.locator("label.choice", has_text="Per Dahl").click()
    page.evaluate(FULL)
    page.get_by_label("What did they tell you?").fill(SAID[1])
    page.get_by_role("button", name="Save: told me").click()
    expect(page.get_by_text("It could not be kept on this device")).to_be_visible()
    expect(page.get_by_label("What did they tell you?")).to_have_value(SAID[1])
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put; }")
    write(page, SAID[1])
    write(page, BLOCKED)
    expect(page.locator("[data-waiting-list] li")).to_have_count(3)
    there = held(page)
    assert there["keys"] == [False]
    assert not any(word in there["text"] for word in ("window seat", "fountain", "Dahl"))
    pages = {url for url in there["urls"] if not url.startswith("/static/")}
    assert pages == {"/offline/"}


def sent_once_though_an_answer_is_lost(page: Page, context: BrowserContext) -> None:
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    page.route("**/secrets/capture/", lose_the_answer)
    context.set_offline(False)
    with page.expect_event("requestfailed"):
        page.goto("/secrets/new/")
    page.goto("/secrets/new/")
    expect(page.locator("[data-waiting-list] li")).to_have_count(1)
    assert lost


def refused_and_reworded(page: Page) -> None:
    refused = page.locator("[data-waiting-list] li")
    expect(refused).to_contain_text("not ours to remember")
    expect(page.locator(".phone-top [data-waiting]")).to_contain_text("1 waiting")
    refused.get_by_role("button", name="Reword").click()
    write(page, SAID[2])
    expect(refused).to_have_count(0)


def waits_for_who_signs_in_again(page: Page, context: BrowserContext) -> None:
    """The session ended while the page stood open: the words wait, and say for what."""
    signed_in = [each for each in context.cookies() if each["name"] == "sessionid"]
    assert signed_in
    context.clear_cookies(name="sessionid")
    write(page, SAID[3])
    expect(page.get_by_text("Your words wait on this device")).to_be_visible()
    expect(page.locator("[data-waiting-list] li")).to_have_count(1)
    context.add_cookies(signed_in)  # type: ignore[arg-type]
    page.goto("/secrets/new/")
    expect(page.locator("[data-waiting-list] li")).to_have_count(0)


def sign_out(page: Page) -> None:
    page.locator(".phone-top details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()


def forgotten_at_sign_out(page: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    write(page, "He never sees this again")
    sign_out(page)
    page.get_by_role("button", name="Delete them and sign out").click()
    expect(page.get_by_text("you are still signed in")).to_be_visible()
    assert (held(page)["keys"], held(page)["sealed"]) == ([], [])
    context.set_offline(False)
    page.goto("/secrets/new/")
    page.wait_for_function(f"async () => (await ({HELD})()).keys.length === 1")
    sign_out(page)
    page.wait_for_url("**/accounts/login/")
    assert (held(page)["keys"], held(page)["sealed"]) == ([], [])
