"""Ratios to a floor of the same run: `make bench` prints them, and no time decides a test."""

import pytest
from django.db import connection

from accounts.models import Customer
from accounts.queries import keyset
from crm import clock
from crm.recovery import actions as recovery
from tests.benchmarks.ratios import measured
from tests.people import Company
from tests.recovery.tickets import open_one

pytestmark = [pytest.mark.long, pytest.mark.django_db]
ROWS = 50_000
SIZE = 25


def test_a_page_far_down_costs_what_the_first_one_costs() -> None:
    Customer.objects.bulk_create(
        (Customer(name=f"Customer {number:07}") for number in range(ROWS)), batch_size=5_000
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze accounts_customer")
    order = ("name", "id")
    far = Customer.objects.order_by("name", "id")[ROWS - 10 * SIZE]
    before = Customer.objects.filter(name__gte=far.name)
    near_the_end = keyset(before, order=order, cursor=None, size=SIZE).next_cursor
    assert near_the_end
    ratio = measured(
        f"page {ROWS // SIZE - 8:,} of {ROWS:,} customers, to page 1",
        lambda: keyset(Customer.objects.all(), order=order, cursor=near_the_end, size=SIZE),
        lambda: keyset(Customer.objects.all(), order=order, cursor=None, size=SIZE),
    )
    print(f"\n{ratio}")


def test_a_sweep_that_finds_nothing_costs_a_look_at_an_empty_index(company: Company) -> None:
    for _number in range(20):
        open_one(company)
    sentence = "select 1 from recovery_rung where state = 'waiting' and due_at < %s limit 1"

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sentence, [clock.database_now()])
            assert cursor.fetchall() == []

    ratio = measured("idle sweep, to one look at the index", recovery.climb_ladders, look)
    print(f"\n{ratio}")
