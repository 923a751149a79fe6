"""A person at a keyboard, who notices what is wrong with every page they come to."""

import datetime as dt
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, expect
from playwright.sync_api import TimeoutError as Timeout

PASSWORD = "demo-confidant"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
MANY_TABS = 250
_IS_FOCUSED = "e => e === document.activeElement"


class Hand:
    """Uses a page with Tab, Enter, Space, arrows and letters, and nothing else."""

    def __init__(
        self, browser: Browser, base: str, size: dict[str, int] = DESK, *, has_touch: bool = False
    ) -> None:
        self.base = base
        self.context = browser.new_context(
            base_url=base, viewport=size, locale="en-GB", has_touch=has_touch
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", self._error)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _error(self, error: Error) -> None:
        self.complaints.append(f"{self.page.url}: {error}")

    def look(self) -> None:
        """Read the console, then let axe read the page."""
        self.page.wait_for_load_state("load")
        for violation in Axe().run(self.page).response["violations"]:
            nodes = [node["html"][:140] for node in violation["nodes"][:3]]
            self.complaints.append(f"{self.page.url}: {violation['id']} {nodes}")
        assert not self.complaints, "\n".join(self.complaints)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def sign_in(self, short: str) -> None:
        self.open("/accounts/login/")
        self.write(self.page.locator("input[name=login]"), f"{short}@halden.example")
        self.write(self.page.locator("input[name=password]"), PASSWORD)
        with self.page.expect_navigation(url=f"{self.base}/"):
            self.page.keyboard.press("Enter")
        self.look()

    def reach(self, target: Locator) -> None:
        """Tab until the target has the focus."""
        target.wait_for(state="attached")
        for _ in range(MANY_TABS):
            if target.evaluate(_IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {target}")

    def press(self, target: Locator, *, lands: str | re.Pattern[str] = "") -> None:
        """Reach a button or link and press Enter; `lands` is the address that follows."""
        self.reach(target)
        if lands:
            try:
                with self.page.expect_navigation(url=lands):
                    self.page.keyboard.press("Enter")
            except Timeout as error:
                said = self.page.locator(".alert, .invalid-feedback").all_inner_texts()
                raise AssertionError(f"{self.page.url} is not {lands}: {said}") from error
            self.look()
        else:
            self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def write_day(self, field: Locator, day: dt.date) -> None:
        """Type a day into the browser's own field, part by part as Chromium asks in English."""
        self._type_parts(field, [day.strftime("%m%d%Y")])
        expect(field).to_have_value(day.isoformat())

    def write_moment(self, field: Locator, moment: dt.datetime) -> None:
        """Type a day and a time of day; the year takes six digits, so one moves on from it."""
        self._type_parts(field, [moment.strftime("%m%d%Y"), moment.strftime("%I%M%p")])
        expect(field).to_have_value(moment.strftime("%Y-%m-%dT%H:%M"))

    def _type_parts(self, field: Locator, parts: list[str]) -> None:
        self.reach(field)
        for number, part in enumerate(parts):
            if number:
                self.page.keyboard.press("ArrowRight")
            self.page.keyboard.type(part)

    def tick(self, box: Locator) -> None:
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, radio: Locator) -> None:
        """Come to a group of radios with Tab, and to the one with the arrows."""
        name = radio.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        for _ in range(MANY_TABS):
            if any(one.evaluate(_IS_FOCUSED) for one in group.all()):
                break
            self.page.keyboard.press("Tab")
        for _ in range(group.count() + 1):
            if radio.evaluate(_IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        if not radio.is_checked():
            self.page.keyboard.press("Space")
        expect(radio).to_be_checked()

    def leave(self) -> None:
        self.context.close()
