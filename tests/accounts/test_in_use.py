"""What a list of customers can be narrowed to, and how many stand on it."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import Customer, Person
from accounts.queries import CustomerFilter, customers_listed, values_in_use
from accounts.queries.in_use import COLUMNS, MOST_VALUES
from tests import people
from tests.people import Company


def used(customers: list[Customer]) -> dict[str, list[str]]:
    return {name: sorted({getattr(one, name) for one in customers} - {""}) for name in COLUMNS}


def test_filters_offer_the_values_of_the_customers_one_sees_and_the_list_counts_them(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    sorts = [("trade", "Spain"), ("trade", ""), ("", "Äland"), ("Ökostrom <b>", "Peru")]
    kept = [
        people.make_customer(f"Site {place}", steward=company.dana, sector=sector, country=country)
        for place, (sector, country) in enumerate(sorts)
    ]
    gone = people.make_customer("Gone", steward=company.dana, sector="gone")
    Customer.objects.filter(pk=gone.pk).update(merged_into=kept[0])
    people.make_customer("Far", steward=company.rui, sector="far", country="Chile")
    for person in (company.dana, company.olga, company.kim):
        seen = list(customers_listed(person, CustomerFilter()))
        assert values_in_use(person) == used(seen), person.name
        page = signed_in(person).get(reverse("customers"), {"who": "all"})
        assert page.context["count"] == str(len(seen)), person.name
    assert "far" not in values_in_use(company.dana)["sector"]
    assert "gone" not in values_in_use(company.olga)["sector"]
    shown = signed_in(company.olga).get(reverse("customers"), {"sector": "Ökostrom <b>"})
    assert shown.context["count"] == "1"
    assert '<option value="Ökostrom &lt;b&gt;" selected>' in shown.content.decode()


def test_no_more_than_a_hundred_values_are_offered(company: Company) -> None:
    Customer.objects.bulk_create(
        Customer(name=f"Site {place}", sector=f"s{place:03}") for place in range(MOST_VALUES + 5)
    )
    assert values_in_use(company.olga)["sector"] == [f"s{place:03}" for place in range(MOST_VALUES)]
