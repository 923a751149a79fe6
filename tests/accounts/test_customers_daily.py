"""Many customers changed at once and given back; families without rings; days to be in touch."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    change_customer,
    change_customers,
    plan_touch,
    undo_bulk_change,
    win_customer,
)
from accounts.models import BulkChange, Customer, Person, Stewardship
from accounts.queries import CustomerFilter, customers_listed, family_of, steward_of
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.actions import record
from crm.journal.models import Entry
from tests import people
from tests.conftest import Clock
from tests.people import Company

SignIn = Callable[[Person], Client]


@pytest.fixture
def three(company: Company) -> list[Customer]:
    return [
        people.make_customer(f"Site {number}", steward=company.dana, sector=f"s{number}")
        for number in range(3)
    ]


def named(company: Company, person: Person, **wanted: str) -> list[str]:
    found = customers_listed(person, CustomerFilter(**wanted))
    return sorted(found.values_list("name", flat=True))


def test_picked_customers_change_and_one_tap_gives_back_what_they_had(
    company: Company, three: list[Customer], signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    sent = {"pick": [row.pk for row in three[:2]], "sector": "hospital", "list": "who=mine"}
    answer = client.post(reverse("customers_bulk"), sent)
    assert answer.url == reverse("customers") + "?who=mine"
    assert named(company, company.dana, sector="hospital") == ["Site 0", "Site 1"]
    kind = "accounts.customer_changed"
    assert Entry.objects.filter(kind=kind, facts__bulk=True).count() == 2
    change = BulkChange.objects.get()
    Customer.objects.filter(pk=three[0].pk).update(sector="since then")
    client.post(reverse("customers_bulk_undo", args=[change.pk]))
    sectors = [Customer.objects.get(pk=row.pk).sector for row in three]
    assert sectors == ["since then", "s1", "s2"]


def test_all_matching_means_the_list_as_it_was_narrowed(
    company: Company, three: list[Customer], signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    page = client.get(reverse("customers_bulk"), {"all": "yes", "list": "who=mine&sector=s1"})
    assert page.context["number"] == "1"
    sent = {"all": "yes", "list": "who=mine&sector=s1", "country": "Spain"}
    client.post(reverse("customers_bulk"), sent)
    assert named(company, company.dana, country="Spain") == ["Site 1"]


def test_only_ones_own_customers_change_and_a_lead_only_entrusts(
    company: Company, three: list[Customer]
) -> None:
    everything = Customer.objects.all()
    change_customers(person=company.dana, chosen=everything, changes={"country": "Spain"})
    assert "Vega Labs" not in named(company, company.olga, country="Spain")
    with pytest.raises(RuleBrokenError, match="yours to change"):
        change_customers(person=company.lea, chosen=everything, changes={"country": "Peru"})
    tom = people.make_person("Tom Reed", "rep", team=company.sales)
    changed = change_customers(person=company.lea, chosen=everything, changes={}, steward=tom)
    assert len(changed.before) == 4
    assert steward_of(three[0]) == tom
    assert steward_of(company.vega) == company.rui
    with pytest.raises(NotAllowedError):
        change_customers(person=company.lea, chosen=everything, changes={}, steward=company.rui)


def test_entrusting_many_is_undone_with_every_former_steward_back(
    company: Company, three: list[Customer], signed_in: SignIn
) -> None:
    alone = people.make_customer("Nobody's")
    rows = Customer.objects.filter(pk__in=[three[0].pk, company.vega.pk, alone.pk])
    tom = people.make_person("Tom Reed", "rep", team=company.sales)
    changed = change_customers(person=company.olga, chosen=rows, changes={}, steward=tom)
    assert {steward_of(row) for row in rows} == {tom}
    signed_in(company.olga).post(reverse("customers_bulk_undo", args=[changed.pk]))
    assert steward_of(three[0]) == company.dana
    assert steward_of(company.vega) == company.rui
    assert steward_of(alone) is None


def test_a_bulk_edit_is_undone_once_by_its_author_within_a_day(
    company: Company, three: list[Customer], signed_in: SignIn, clock: Clock
) -> None:
    changed = change_customers(
        person=company.dana, chosen=Customer.objects.all(), changes={"country": "Spain"}
    )
    url = reverse("customers_bulk_undo", args=[changed.pk])
    assert signed_in(company.rui).post(url).status_code == 404
    clock.move(hours=25)
    assert signed_in(company.dana).post(url).status_code == 409
    clock.move(hours=-2)
    assert signed_in(company.dana).post(url).status_code == 302
    assert signed_in(company.dana).post(url).status_code == 409


def test_nothing_chosen_or_nothing_picked_is_said_kindly(
    company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    empty = client.get(reverse("customers_bulk"))
    assert "Nobody is picked" in empty.content.decode()
    refused = client.post(reverse("customers_bulk"), {"pick": company.norte.pk})
    assert refused.status_code == 422
    assert "Choose what to change" in refused.content.decode()


def test_the_list_narrows_by_steward_team_and_silence(
    company: Company, three: list[Customer], clock: Clock
) -> None:
    people.make_customer("Nobody's")
    who = company.olga
    assert named(company, who, steward=str(company.rui.pk)) == ["Vega Labs"]
    assert named(company, who, steward="nobody") == ["Nobody's"]
    assert len(named(company, who, team=str(company.sales.pk))) == 4
    at = clock() - dt.timedelta(days=40)
    record(
        "secrets_manual.conversation_held", person=company.dana, subject_kind="conversation",
        subject_id=1, customer_id=three[0].pk, at=at,
    )  # fmt: skip
    assert "Site 0" not in named(company, who, quiet="60")
    assert "Site 0" in named(company, who, quiet="30")


def test_silence_tells_nothing_to_those_who_see_names_only(
    company: Company, three: list[Customer]
) -> None:
    assert named(company, company.mira, quiet="30") == []
    assert named(company, company.mira, due="month") == []


def test_a_family_shows_what_one_may_name_and_counts_its_sites(
    company: Company, three: list[Customer]
) -> None:
    top, middle, leaf = three
    for child, parent in ((middle, top), (leaf, middle), (company.vega, top)):
        Customer.objects.filter(pk=child.pk).update(parent=parent)
    family = family_of(company.dana, top)
    assert [(depth, row.name) for depth, row in family.below] == [(1, "Site 1"), (2, "Site 2")]
    assert family.sites == 3
    above = family_of(company.dana, Customer.objects.get(pk=leaf.pk)).above
    assert [row.name for row in above] == ["Site 0", "Site 1"]


def test_a_ring_of_parents_is_refused_kindly_and_by_the_database(
    company: Company, three: list[Customer]
) -> None:
    top, middle, leaf = three
    Customer.objects.filter(pk=middle.pk).update(parent=top)
    Customer.objects.filter(pk=leaf.pk).update(parent=middle)
    with pytest.raises(RuleBrokenError, match="the other way round"):
        change_customer(person=company.dana, customer=top, version=None, parent=leaf)
    ring = pytest.raises(IntegrityError, match="would belong to itself")
    with ring, connection.cursor() as cursor:
        cursor.execute(
            "update accounts_customer set parent_id = %s where id = %s", [leaf.pk, top.pk]
        )


def test_a_prospect_becomes_a_customer_on_a_day_that_has_been(
    company: Company, clock: Clock
) -> None:
    row = people.make_customer("Orsa Care", steward=company.dana, is_prospect=True)
    with pytest.raises(RuleBrokenError, match="future"):
        win_customer(person=company.dana, customer=row, since_on=dt.date(2026, 11, 24))
    win_customer(person=company.dana, customer=row, since_on=dt.date(2026, 11, 20))
    row.refresh_from_db()
    assert (row.is_prospect, row.customer_since_on) == (False, dt.date(2026, 11, 20))
    with pytest.raises(RuleBrokenError, match="already"):
        win_customer(person=company.dana, customer=row, since_on=dt.date(2026, 11, 20))
    with pytest.raises(NotVisibleError):
        win_customer(person=company.rui, customer=row, since_on=dt.date(2026, 11, 20))


def test_the_next_touch_stands_on_the_page_in_the_list_and_on_the_day_itself(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    client = signed_in(company.dana)
    url = reverse("customer_touch", args=[company.norte.pk])
    refused = client.post(url, {"on": "2026-11-25", "why": " "})
    assert refused.status_code == 422
    client.post(url, {"on": "2026-11-25", "why": "The budget is decided"})
    page = client.get(reverse("customer", args=[company.norte.pk])).content.decode()
    assert "The budget is decided" in page
    assert named(company, company.dana, due="now") == []
    assert named(company, company.dana, due="week") == ["Norte Foods"]
    assert "The budget is decided" not in client.get("/").content.decode()
    clock.move(days=2)
    assert "The budget is decided" in client.get("/").content.decode()
    plan_touch(person=company.dana, customer=company.norte, on=None)
    assert "The budget is decided" not in client.get("/").content.decode()


def test_the_table_itself_wants_a_reason_with_the_day(company: Company) -> None:
    with pytest.raises(IntegrityError, match="customer_next_touch_has_a_reason"):
        Customer.objects.filter(pk=company.norte.pk).update(next_touch_on=dt.date(2026, 12, 1))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"changes": {}}, "bulk_change_changes_something"),
        (
            {"undone_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
            "bulk_change_undone_after_made",
        ),
    ],
)
def test_the_table_of_bulk_edits_refuses_nonsense(
    values: dict[str, object], constraint: str, company: Company
) -> None:
    changed = change_customers(
        person=company.dana, chosen=Customer.objects.all(), changes={"country": "Spain"}
    )
    with pytest.raises(IntegrityError, match=constraint):
        BulkChange.objects.filter(pk=changed.pk).update(**values)


def test_no_customer_has_two_stewards_after_many_were_entrusted(
    company: Company, three: list[Customer]
) -> None:
    tom = people.make_person("Tom Reed", "rep", team=company.sales)
    for steward in (tom, company.dana, tom):
        change_customers(
            person=company.olga, chosen=Customer.objects.all(), changes={}, steward=steward
        )
    open_ended = Stewardship.objects.filter(until_on__isnull=True)
    assert open_ended.count() == Customer.objects.count()


def test_undoing_gives_back_since_when_somebody_is_a_customer(
    company: Company, clock: Clock
) -> None:
    since_on = dt.date(2024, 5, 2)
    Customer.objects.filter(pk=company.norte.pk).update(customer_since_on=since_on)
    chosen = Customer.objects.filter(pk=company.norte.pk)
    changed = change_customers(person=company.dana, chosen=chosen, changes={"is_prospect": True})
    assert Customer.objects.get(pk=company.norte.pk).customer_since_on is None
    undo_bulk_change(person=company.dana, change_id=changed.pk)
    row = Customer.objects.get(pk=company.norte.pk)
    assert (row.is_prospect, row.customer_since_on) == (False, since_on)
