"""No page asks the database more than twelve times, however many rows it shows."""

import importlib
import pkgutil
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from tests.house import pages
from tests.house.access import Place

MOST = 12
Page = Callable[[dict[str, Place]], tuple[Person, str]]
PAGES = [
    pytest.param(page, id=f"{module.name}.{page.__name__}")
    for module in pkgutil.iter_modules(pages.__path__)
    for page in importlib.import_module(f"tests.house.pages.{module.name}").PAGES
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_at_most_twelve_times(
    page: Page, places: dict[str, Place], signed_in: Callable[[Person], Client]
) -> None:
    person, url = page(places)
    client = signed_in(person)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    queries = [query["sql"][:160] for query in asked.captured_queries]
    assert len(queries) <= MOST, "\n".join(queries)
