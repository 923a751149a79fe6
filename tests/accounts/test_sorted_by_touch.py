"""Lists sorted by the day we mean to be in touch: whoever has no day comes last, page by page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Customer, Person
from accounts.queries import BY_TOUCH, ORDERS, CustomerFilter, customers_listed, keyset
from crm import clock
from crm.errors import RuleBrokenError
from tests import people
from tests.people import Company

SignIn = Callable[[Person], Client]
DAYS = (3, None, 1, 1, None, 2, -4)


@pytest.fixture
def sites(company: Company) -> list[str]:
    """Give the names of Dana's customers as a list sorted by next touch has them."""
    today = clock.today()
    for number, days in enumerate(DAYS):
        made = people.make_customer(f"Site {number}", steward=company.dana)
        if days is not None:
            Customer.objects.filter(pk=made.pk).update(
                next_touch_on=today + dt.timedelta(days=days), next_touch_why="Their wish"
            )
    return [*(f"Site {number}" for number in (6, 2, 3, 5, 0)), "Norte Foods", "Site 1", "Site 4"]


@pytest.mark.parametrize("size", [1, 3, 5, 8])
def test_every_page_goes_on_where_the_last_one_ended(
    company: Company, sites: list[str], size: int
) -> None:
    wanted = CustomerFilter(circle="mine", sort=BY_TOUCH)
    read, cursor = [], None
    for _page in range(len(sites)):
        page = keyset(
            customers_listed(company.dana, wanted), order=ORDERS[BY_TOUCH], cursor=cursor, size=size
        )
        read += [row.name for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert read == sites
    with pytest.raises(RuleBrokenError):
        keyset(Customer.objects.all(), order=ORDERS[BY_TOUCH], cursor="WyJ4Il0=")


def test_the_lists_of_customers_and_manuals_are_sorted_for_those_who_read(
    company: Company, sites: list[str], signed_in: SignIn
) -> None:
    for path in ("/customers/?who=mine", "/manuals/?"):
        for address, wanted in ((f"{path}&sort=touch", sites), (path, sorted(sites))):
            page = signed_in(company.dana).get(address).content.decode()
            table = page.partition("<tbody>")[2]
            places = [table.index(f"{name}</a>") for name in wanted]
            assert places == sorted(places), address
            assert ("Their wish" in table) == address.endswith("touch")
            assert 'aria-label="Sorted by"' in page
    seen = signed_in(company.kim).get("/customers/?who=all&sort=touch").content.decode()
    assert "Site 6" not in seen
    assert "Sorted by" not in seen
