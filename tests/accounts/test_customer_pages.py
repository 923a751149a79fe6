"""The list of customers and the pages of one: what each may see, add, change, entrust."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Customer, Person
from accounts.queries import steward_of
from tests import people
from tests.people import Company

SignIn = Callable[[Person], Client]
FORM = {"name": "Orsa Care", "kind": "organisation", "once": "", "version": ""}


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_rep_sees_their_own_and_marketing_names_only(company: Company, signed_in: SignIn) -> None:
    own = text(signed_in(company.dana), reverse("customers"))
    assert "Norte Foods" in own
    assert "Vega Labs" not in own
    names = text(signed_in(company.mira), reverse("customers"))
    assert "Vega Labs" in names
    assert reverse("customer", args=[company.vega.pk]) not in names


def test_a_slip_of_the_finger_finds_the_customer(company: Company, signed_in: SignIn) -> None:
    page = text(signed_in(company.olga), reverse("customers") + "?q=vgea+labs")
    assert "Vega Labs" in page
    assert "Norte Foods" not in page


def test_the_list_goes_on_page_by_page_and_shows_nobody_twice(
    company: Company, signed_in: SignIn
) -> None:
    for number in range(60):
        people.make_customer("Same Name", steward=company.dana, sector=f"s{number % 2}")
    client = signed_in(company.dana)
    url, seen = reverse("customers") + "?sector=s0", []
    while url:
        answer = client.get(url)
        seen += [customer.pk for customer in answer.context["customers"]]
        following = answer.context["next_url"]
        url = reverse("customers") + following if following else ""
    assert len(seen) == len(set(seen)) == 30


def test_a_broken_page_link_says_so(company: Company, signed_in: SignIn) -> None:
    client = signed_in(company.dana)
    for cursor in ("%00", "bm8=", "WyJhIl0=", "bnVsbA=="):
        answer = client.get(reverse("customers") + f"?cursor={cursor}")
        assert answer.status_code == 400
        assert "not one of ours" in answer.content.decode()


def test_a_double_click_adds_one_customer(company: Company, signed_in: SignIn) -> None:
    client = signed_in(company.dana)
    form = FORM | {"once": "11111111-2222-4333-8444-555555555555"}
    first = client.post(reverse("customer_new"), form)
    second = client.post(reverse("customer_new"), form)
    orsa = Customer.objects.get(name="Orsa Care")
    assert first.url == second.url == reverse("customer", args=[orsa.pk])
    assert steward_of(orsa) == company.dana


def test_a_customer_without_a_name_is_refused_at_the_field(
    company: Company, signed_in: SignIn
) -> None:
    answer = signed_in(company.dana).post(reverse("customer_new"), FORM | {"name": "  "})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Customer.objects.filter(name="").exists()


def test_the_second_editor_sees_both_texts_and_loses_none(
    company: Company, signed_in: SignIn
) -> None:
    client, url = signed_in(company.dana), reverse("customer_edit", args=[company.norte.pk])
    form = FORM | {"name": "Norte Foods", "version": "1"}
    assert client.post(url, form | {"sector": "bakery"}).status_code == 302
    late = client.post(url, form | {"sector": "dairy"})
    page = late.content.decode()
    assert late.status_code == 422
    assert "bakery" in page
    assert "dairy" in page
    assert Customer.objects.get(pk=company.norte.pk).sector == "bakery"
    version = late.context["form"]["version"].value()
    assert client.post(url, form | {"sector": "dairy", "version": version}).status_code == 302
    assert Customer.objects.get(pk=company.norte.pk).sector == "dairy"


def test_a_lead_entrusts_within_the_team_only(company: Company, signed_in: SignIn) -> None:
    tom = people.make_person("Tom Reed", "rep", team=company.sales)
    client, url = signed_in(company.lea), reverse("customer_entrust", args=[company.norte.pk])
    refused = client.post(url, {"steward": company.rui.pk, "from_on": "2026-11-23"})
    assert refused.status_code == 422
    page = client.get(url)
    day = page.context["form"]["from_on"].value()
    done = client.post(url, {"steward": tom.pk, "from_on": str(day)})
    assert done.status_code == 302
    assert steward_of(company.norte) == tom


def test_a_new_address_remembers_who_wrote_it(company: Company, signed_in: SignIn) -> None:
    url = reverse("contact_edit", args=[company.ana.pk])
    form = {"name": "Ana Ruiz", "email": "ana@new.example", "version": "1"}
    assert signed_in(company.dana).post(url, form).status_code == 302
    ana = Contact.objects.get(pk=company.ana.pk)
    assert (ana.email, ana.address_edited_by) == ("ana@new.example", company.dana)


def test_service_sees_how_to_reach_them_and_no_more(company: Company, signed_in: SignIn) -> None:
    Customer.objects.filter(pk=company.norte.pk).update(annual_revenue_minor=123_456_700)
    client = signed_in(company.kim)
    page = text(client, reverse("customer", args=[company.norte.pk]))
    assert "Ana Ruiz" in page
    assert "1,234,567.00" not in page
    assert "Customer added" not in page
    assert company.ana.email in text(client, reverse("contact", args=[company.ana.pk]))
    reader = text(signed_in(company.dana), reverse("customer", args=[company.norte.pk]))
    assert "1,234,567.00" in reader
    assert "Customer added" in reader


@pytest.mark.parametrize(
    "script", ["<script>alert(1)</script>", "{{ 7*7 }}", "\u202eevil", "Zoë 日本 ✓"]
)
def test_a_name_is_shown_as_it_was_written(
    company: Company, signed_in: SignIn, script: str
) -> None:
    customer = people.make_customer(script, steward=company.dana)
    contact = people.make_contact(script, customer)
    client = signed_in(company.dana)
    for url in (
        reverse("customers"),
        reverse("customer", args=[customer.pk]),
        reverse("contact", args=[contact.pk]),
        reverse("customer_edit", args=[customer.pk]),
    ):
        page = text(client, url)
        assert "<script>alert" not in page
        shown = script.replace("<", "&lt;").replace(">", "&gt;")
        assert shown in page
