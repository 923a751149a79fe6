"""A browser that shows what a test client was answered: no server, no network, our own files.

The browser lives in a thread of its own, because its library runs an event loop and
the database may not be asked from one.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponseBase
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
#: An address a browser trusts with its cryptography; nobody listens there.
ORIGIN = "http://localhost"
SMALLEST = (320, 640)
DESK = (1280, 900)
#: What another width and other colours can break; the rest of axe's rules read the same page once.
LOOKS = ("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block")
MOST_TABS = 300

_SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = e => e !== document.body
    && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
  const wider = [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e.parentElement))
    .map(e => e.outerHTML.slice(0, 120)).slice(0, 4);
  return wider.length ? wider : ["something that is not an element"];
}"""

_LISTEN = """() => {
  const wanted = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]";
  const there = e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})
    && !e.closest("[inert]") && !(e.matches("summary") && !e.closest("details"))
    && !(e.matches("summary") && e.parentElement.querySelector("summary") !== e);
  const near = e => [e, e.parentElement, e.nextElementSibling, ...(e.labels || [])].filter(Boolean);
  const look = e => near(e).map(e => getComputedStyle(e)).map(s => [s.outlineStyle, s.outlineWidth,
    s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join()).join(" ");
  window.focused = new Set(); window.unmarked = [];
  window.wanted = [...document.querySelectorAll(wanted)].filter(there);
  document.activeElement.blur();
  const before = new Map(window.wanted.map(e => [e, look(e)]));
  document.addEventListener("focusin", ({target}) => {
    window.focused.add(target);
    if (look(target) === before.get(target)) window.unmarked.push(target.outerHTML.slice(0, 140));
  });
  // The parts of a day and an hour are a stop each, and so is the button that opens the calendar.
  const parts = e => ({date: 4, month: 3, time: 4, "datetime-local": 7})[e.type] || 1;
  return window.wanted.reduce((stops, e) => stops + parts(e), 0);
}"""

_MISSED = """() => ({
  unmarked: window.unmarked.slice(0, 4),
  missed: window.wanted.filter(e => e.checkVisibility({visibilityProperty: true}))
    .filter(e => !window.focused.has(e))
    .filter(e => !(e.type === "radio" && [...window.focused].some(f => f.name === e.name)))
    .map(e => e.outerHTML.slice(0, 140)).slice(0, 4),
  forced: [...document.querySelectorAll("[tabindex]")].filter(e => e.tabIndex > 0)
    .map(e => e.outerHTML.slice(0, 140)),
})"""


_AXE = """options => axe.run(options).then(found => found.violations.map(violation =>
  [violation.id, violation.nodes.slice(0, 3).map(node => node.html.slice(0, 140))]))"""


@dataclass
class Shown:
    """One answer as a browser gets it: where it was asked, its bytes and its headers."""

    url: str
    body: bytes
    headers: dict[str, str]
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, url: str, answer: HttpResponseBase) -> "Shown":
        return cls(url, b"".join(answer), {k.lower(): v for k, v in answer.items()})

    @property
    def is_page(self) -> bool:
        """Whether this is a whole page, and neither a file nor a part of one."""
        html = self.headers.get("content-type", "").startswith("text/html")
        return html and self.body.lstrip()[:9].lower() == b"<!doctype"

    def serve(self, route: Route) -> None:
        """Give the page itself, our static files, and nothing for whatever asks later."""
        asked = urlsplit(route.request.url)
        if route.request.is_navigation_request():
            route.fulfill(status=200, headers=self.headers, body=self.body)
        elif asked.path.startswith("/static/") and (
            path := finders.find(unquote(asked.path.removeprefix("/static/")))
        ):
            route.fulfill(path=str(path))
        else:
            route.fulfill(status=204, body="")


class Screen:
    """Shows pages, and says what a person with a small phone or no mouse would stumble over."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def _open(self, shown: Shown) -> Iterator[Page]:
        context = self._browser.new_context(
            viewport={"width": DESK[0], "height": DESK[1]},
            color_scheme="light",
            reduced_motion="reduce",
            locale="en-GB",
            service_workers="block",
        )
        page = context.new_page()
        page.route("**/*", shown.serve)
        page.on(
            "console",
            lambda told: shown.complaints.append(told.text) if told.type == "error" else None,
        )
        page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        try:
            page.goto(f"{ORIGIN}{shown.url}", wait_until="load")
            yield page
        finally:
            context.close()

    def complaints(self, shown: Shown) -> list[str]:
        """Look at a desk by keyboard alone, then on a small dark phone."""
        with self._open(shown) as page:
            page.evaluate(Axe().axe_script)
            _read_by_axe(page, shown, "light, 1280 px")
            _go_by_keyboard(page, shown)
            page.set_viewport_size({"width": SMALLEST[0], "height": SMALLEST[1]})
            page.emulate_media(color_scheme="dark")
            shown.complaints += [f"320 px is too small for {e}" for e in page.evaluate(_SIDEWAYS)]
            _read_by_axe(page, shown, "dark, 320 px", *LOOKS)
        return shown.complaints


def _read_by_axe(page: Page, shown: Shown, where: str, *rules: str) -> None:
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    for rule, nodes in page.evaluate(_AXE, options | {"resultTypes": ["violations"]}):
        shown.complaints.append(f"axe, {where}: {rule} {nodes}")


def _go_by_keyboard(page: Page, shown: Shown) -> None:
    """Tab through the whole page: everything is reached, in the page's order, and seen."""
    for _ in range(min(page.evaluate(_LISTEN) + 3, MOST_TABS)):
        page.keyboard.down("Tab")  # held down: half the words to the browser
    found = page.evaluate(_MISSED)
    shown.complaints += [f"Tab never comes to {e}" for e in found["missed"]]
    shown.complaints += [f"the focus cannot be seen on {e}" for e in found["unmarked"]]
    shown.complaints += [f"an order of its own: {e}" for e in found["forced"]]


@contextmanager
def open_screen() -> Iterator[Callable[[Shown], list[str]]]:
    """One browser, in one thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        player = thread.submit(lambda: sync_playwright().start()).result()
        browser = thread.submit(
            player.chromium.launch,
            executable_path=CHROMIUM or None,
            env=dict(os.environ),
            args=["--no-sandbox", "--disable-background-networking", "--no-first-run"],
        ).result()
        try:
            screen = Screen(browser)
            yield lambda shown: thread.submit(screen.complaints, shown).result()
        finally:
            thread.submit(browser.close).result()
            thread.submit(player.stop).result()
