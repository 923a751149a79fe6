"""Every page with rows on it: few questions to the database, and a screen that serves everybody.

The screen is a real browser: axe, the keyboard alone, 320 pixels, light and dark, a quiet console.
The pages are those of test_every_page_is_held.py, which fails for a route that has none.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from accounts.models import Person
from tests.house.access import Place
from tests.house.screen import CHROMIUM, Shown, open_screen
from tests.house.test_every_page_is_held import PAGES, Page, route_of

#: However many rows a page shows.
MOST_QUERIES = 12
Look = Callable[[Shown], list[str]]


@pytest.fixture(scope="module")
def look() -> Iterator[Look | None]:
    """Give a browser's eyes; none where there is no browser, but never in the whole run."""
    if not CHROMIUM and os.environ.get("CI") != "true":
        yield None
        return
    with open_screen() as looking:
        yield looking


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_little_and_can_be_used_small_dark_and_without_a_mouse(
    page: Page,
    places: dict[str, Place],
    signed_in: Callable[[Person], Client],
    look: Look | None,
) -> None:
    """One test, because its rows cost more to make than to look at."""
    person, url, *before = page(places)
    assert route_of(page) in {"", resolve(url.partition("?")[0]).view_name}
    client = signed_in(person)
    for address in before:
        if isinstance(address, str):
            client.get(address)
        else:
            client.post(*address)
    shown = Shown.of(url, client.get(url))
    answer, queries = questions_of(client, url)
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    if look is not None and shown.is_page:
        complaints = look(shown)
        assert not complaints, "\n".join(complaints)


def questions_of(client: Client, url: str) -> tuple[HttpResponseBase, list[str]]:
    """Open a page that was opened before, and give the beginnings of what it asks."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
        # A file asks while it is read.
        b"".join(answer)
    return answer, [query["sql"][:160] for query in asked.captured_queries]


def test_the_screen_sees_what_is_wrong(look: Look | None) -> None:
    """So that the test above cannot pass because it looks at nothing."""
    if look is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    wrong = b"""<!doctype html><html lang="en"><title>Wrong</title><main><h1>Wrong</h1>
    <div style="width:900px">wide</div><img src="/x.png">
    <p style="color:#999;background:#fff">pale</p>
    <button tabindex="2" style="outline:none">first</button><a href="/b">b</a></main></html>"""
    shown = Shown("/wrong/", wrong, {"content-type": "text/html", "content-security-policy": ""})
    told = "\n".join(look(shown))
    for what in ("320 px", "image-alt", "color-contrast", "cannot be seen", "order of its own"):
        assert what in told, told
