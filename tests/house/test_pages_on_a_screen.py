"""Every page with rows on it: axe, the keyboard alone, 320 pixels, light and dark, a quiet console.

The pages are those of test_queries.py, which fails for a route that has none.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.models import Person
from tests.house.access import Place
from tests.house.screen import CHROMIUM, Shown, open_screen
from tests.house.test_queries import PAGES, Page

Look = Callable[[Shown], list[str]]


@pytest.fixture(scope="module")
def look() -> Iterator[Look]:
    if not CHROMIUM and os.environ.get("CI") != "true":
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with open_screen() as looking:
        yield looking


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_used_small_dark_and_without_a_mouse(
    page: Page, places: dict[str, Place], signed_in: Callable[[Person], Client], look: Look
) -> None:
    person, url, *before = page(places)
    client = signed_in(person)
    for address in before:
        if isinstance(address, str):
            client.get(address)
        else:
            client.post(*address)
    shown = Shown.of(url, client.get(url))
    if not shown.is_page:
        pytest.skip("a file to keep, or a part that is shown within a page")
    complaints = look(shown)
    assert not complaints, "\n".join(complaints)


def test_the_screen_sees_what_is_wrong(look: Look) -> None:
    """So that the test above cannot pass because it looks at nothing."""
    wrong = b"""<!doctype html><html lang="en"><title>Wrong</title><main><h1>Wrong</h1>
    <div style="width:900px">wide</div><img src="/x.png">
    <p style="color:#999;background:#fff">pale</p>
    <button tabindex="2" style="outline:none">first</button><a href="/b">b</a></main></html>"""
    shown = Shown("/wrong/", wrong, {"content-type": "text/html", "content-security-policy": ""})
    told = "\n".join(look(shown))
    for what in ("320 px", "image-alt", "color-contrast", "cannot be seen", "order of its own"):
        assert what in told, told
