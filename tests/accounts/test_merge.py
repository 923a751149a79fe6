"""Two rows that are one: found, parted, merged without losing anything, and parted again."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts import rules
from accounts.actions import find_doubles, mail_contact, merge_rows, undo_merge
from accounts.actions.merging import STAY, relations_of
from accounts.models import Contact, Customer, CustomerPair, Merge, Person
from accounts.queries import steward_of
from accounts.tasks import look_for_doubles
from crm import clock as crm_clock
from crm.deals.models import Deal
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal.models import Entry
from crm.recovery.actions import open_ticket
from secrets_manual.actions import make_promise
from tests import people
from tests.conftest import Clock
from tests.people import Company
from tests.pointing import CONTACT_COLUMNS, CUSTOMER_COLUMNS

SignIn = Callable[[Person], Client]


@pytest.fixture
def twice(company: Company) -> Customer:
    """Norte Foods, written down a second time with things of its own."""
    double = people.make_customer(
        "Norte Foods S.L.", steward=company.dana, phone="+34 91 123 45 67", sector="food"
    )
    people.make_contact("Iker Sanz", double)
    Deal.objects.create(customer=double, owner=company.dana, opened_on=dt.date(2026, 1, 5))
    open_ticket(person=company.kim, customer=double, words="It came late", severity=2,
                channel="phone")  # fmt: skip
    make_promise(
        person=company.dana, customer=double, contact=None, words="Call back",
        due_at=crm_clock.now() + dt.timedelta(days=900),
    )  # fmt: skip
    return double


def pointing_at(model: type[Customer] | type[Contact], pk: int) -> dict[str, int]:
    """Count what points at a row, by column."""
    found = {}
    for label, holder, column in relations_of(model):
        number = holder._base_manager.filter(**{column: pk}).count()
        if number and label not in STAY:
            found[label] = number
    return found


@pytest.mark.parametrize(
    ("model", "known"), [(Customer, CUSTOMER_COLUMNS), (Contact, CONTACT_COLUMNS)]
)
def test_every_column_that_points_at_them_is_known(
    model: type[Customer] | type[Contact], known: str
) -> None:
    there = {label for label, _holder, _column in relations_of(model)}
    assert there == set(known.split())


def test_plain_numbers_of_customers_are_kept_only_where_history_is() -> None:
    columns = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if not field.is_relation and field.name in {"customer_id", "contact_id"}
    }
    assert columns == {"journal.Entry", "notices.Notice"}


def test_a_merge_moves_everything_and_its_undo_moves_everything_back(
    company: Company, twice: Customer
) -> None:
    before = pointing_at(Customer, company.norte.pk)
    theirs = pointing_at(Customer, twice.pk)
    made = merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    left = pointing_at(Customer, twice.pk)
    assert set(left) == {"accounts.Stewardship.customer"}
    now = pointing_at(Customer, company.norte.pk)
    for label, number in theirs.items():
        if label not in left:
            assert now[label] == before.get(label, 0) + number
    assert not Customer.objects.filter(pk=twice.pk).exists()
    undo_merge(person=company.dana, merge_id=made.pk)
    assert pointing_at(Customer, company.norte.pk) == before
    assert pointing_at(Customer, twice.pk) == theirs
    assert steward_of(twice) == company.dana


def test_the_survivor_takes_what_it_lacks_and_what_was_chosen(
    company: Company, twice: Customer, signed_in: SignIn
) -> None:
    Customer.objects.filter(pk=company.norte.pk).update(sector="foods", country="Spain")
    client = signed_in(company.dana)
    url = reverse("merge", args=["customer", company.norte.pk, twice.pk])
    page = client.get(url).content.decode()
    assert "+34 91 123 45 67" in page
    sent = {"stays": "first", "of_sector": "second", "of_name": "first"}
    answer = client.post(url, sent)
    assert answer.url == reverse("customer", args=[company.norte.pk])
    row = Customer.objects.get(pk=company.norte.pk)
    assert (row.name, row.sector, row.country) == ("Norte Foods", "food", "Spain")
    assert row.phone == "+34 91 123 45 67"
    client.post(reverse("merge_undo", args=[Merge.objects.get().pk]))
    row.refresh_from_db()
    assert (row.sector, row.phone) == ("foods", "")


def test_old_addresses_lead_to_the_survivor_for_those_who_may_see_it(
    company: Company, twice: Customer, signed_in: SignIn
) -> None:
    merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    client = signed_in(company.dana)
    for route in ("customer", "manual", "customer_edit"):
        answer = client.get(reverse(route, args=[twice.pk]))
        assert answer.url == reverse(route, args=[company.norte.pk])
    assert signed_in(company.rui).get(reverse("customer", args=[twice.pk])).status_code == 404
    page = client.get(reverse("customer", args=[company.norte.pk])).content.decode()
    assert "An OOPS! was reported" in page


def test_the_stricter_wish_of_a_contact_wins(company: Company) -> None:
    strict = people.make_contact(
        "Ana Ruíz", company.norte, may_be_asked=False, no_surprises=True, is_public_official=True
    )
    made = merge_rows(person=company.dana, survivor=company.ana, gone=strict)
    ana = Contact.objects.get(pk=company.ana.pk)
    assert (ana.may_be_asked, ana.no_surprises, ana.is_public_official) == (False, True, True)
    undo_merge(person=company.dana, merge_id=made.pk)
    ana.refresh_from_db()
    assert (ana.may_be_asked, ana.no_surprises) == (True, False)


def test_the_mails_of_both_count_under_one_cap(company: Company) -> None:
    double = people.make_contact("Ana R.", company.norte)
    for number in range(3):
        for contact in (company.ana, double):
            mail_contact(
                contact=contact, purpose="card", once_key=f"{contact.pk}:{number}", subject="s",
                body="b",
            )  # fmt: skip
    merge_rows(person=company.dana, survivor=company.ana, gone=double)
    with pytest.raises(RuleBrokenError, match="that is enough"):
        mail_contact(contact=company.ana, purpose="card", once_key="seventh", subject="s", body="b")


def test_only_who_may_change_both_merges(company: Company, twice: Customer) -> None:
    with pytest.raises(RuleBrokenError, match="Merge the customers first"):
        merge_rows(person=company.olga, survivor=company.ana, gone=company.luis)
    for person in (company.rui, company.kim, company.mira):
        with pytest.raises(NotAllowedError):
            merge_rows(person=person, survivor=company.norte, gone=twice)
    with pytest.raises(NotAllowedError):
        merge_rows(person=company.dana, survivor=company.norte, gone=company.vega)


def test_a_merge_is_undone_for_thirty_days_and_once(
    company: Company, twice: Customer, clock: Clock
) -> None:
    made = merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    clock.move(days=31)
    with pytest.raises(RuleBrokenError, match="older"):
        undo_merge(person=company.dana, merge_id=made.pk)
    clock.move(days=-2)
    undo_merge(person=company.dana, merge_id=made.pk)
    with pytest.raises(RuleBrokenError, match="undone already"):
        undo_merge(person=company.dana, merge_id=made.pk)
    kinds = list(Entry.objects.filter(facts__merge=made.pk).values_list("kind", flat=True))
    assert kinds == ["accounts.customers_merged", "accounts.customers_parted"]


def test_what_was_changed_since_keeps_its_newer_text(company: Company, twice: Customer) -> None:
    made = merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    Customer.objects.filter(pk=company.norte.pk).update(phone="+34 93 000 00 00")
    undo_merge(person=company.dana, merge_id=made.pk)
    assert Customer.objects.get(pk=company.norte.pk).phone == "+34 93 000 00 00"


def test_merges_are_undone_in_the_order_they_were_made(company: Company, twice: Customer) -> None:
    third = people.make_customer("Norte", steward=company.dana)
    first = merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    second = merge_rows(person=company.dana, survivor=third, gone=company.norte)
    with pytest.raises(RuleBrokenError, match="that merge first"):
        undo_merge(person=company.dana, merge_id=first.pk)
    assert Customer.everything.get(pk=twice.pk).merged_into_id == third.pk
    undo_merge(person=company.dana, merge_id=second.pk)
    undo_merge(person=company.dana, merge_id=first.pk)
    assert Customer.objects.filter(pk__in=[twice.pk, company.norte.pk, third.pk]).count() == 3


def test_parent_and_child_become_one_without_a_ring(company: Company, twice: Customer) -> None:
    Customer.objects.filter(pk=company.norte.pk).update(parent=twice)
    merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    assert Customer.objects.get(pk=company.norte.pk).parent_id is None


def test_the_finder_names_reasons_and_remembers_what_was_parted(
    company: Company, twice: Customer, signed_in: SignIn
) -> None:
    people.make_contact("Ana María Ruiz", company.norte, email=company.ana.email)
    look_for_doubles()
    client = signed_in(company.dana)
    page = client.get(reverse("doubles")).content.decode()
    assert "Norte Foods S.L." in page
    assert "Ana María Ruiz" in page
    assert "Norte Foods S.L." not in signed_in(company.rui).get(reverse("doubles")).content.decode()
    pair = CustomerPair.objects.get()
    assert pair.reasons == ["name"]
    client.post(reverse("pair_part", args=["customer", pair.pk]))
    find_doubles()
    assert "Norte Foods S.L." not in client.get(reverse("doubles")).content.decode()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("ACME Holding GmbH & Co. KG",), ("Acme",), True),
        (("Klinik am See AG",), ("Klinik am See G.m.b.H.",), True),
        (("Hôpital Saint-Éloi",), ("Hopital Saint Eloi",), True),
        (("Norte Foods", "", "", "norte.example"), ("Norte Food", "", "", "norte.example"), True),
        (("Norte Foods", "", "", "norte.example"), ("Norte Foods", "", "", "n.example"), False),
        (("Vega Labs",), ("Orsa Care",), False),
        (("Vega Labs", "", "+3491"), ("Orsa Care", "", "+3491"), False),
        (("Sparkasse Bremen",), ("Sparkasse Bochum",), False),
        (("Caritas", "", "", "", "Spain"), ("Caritas", "", "", "", "Peru"), False),
        (("Ana Ruiz", "a@x.example"), ("A. Ruiz García", "A@x.example"), True),
    ],
)
def test_likeness_weighs_name_and_what_else_is_known(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    score, _reasons = rules.likeness(rules.Known(*one), rules.Known(*other))
    assert (score >= rules.LIKELY) is same, score


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "deal"}, "merge_kind_known"),
        ({"undone_at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)}, "merge_undone_by_somebody"),
    ],
)
def test_the_table_of_merges_refuses_nonsense(
    values: dict[str, object], constraint: str, company: Company, twice: Customer
) -> None:
    made = merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    with pytest.raises(IntegrityError, match=constraint):
        Merge.objects.filter(pk=made.pk).update(**values)


def test_the_table_refuses_a_merge_with_oneself(company: Company, twice: Customer) -> None:
    made = merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    with pytest.raises(IntegrityError, match="merge_of_two"):
        Merge.objects.filter(pk=made.pk).update(survivor_id=twice.pk)


def test_the_table_refuses_a_row_merged_into_itself(company: Company) -> None:
    with pytest.raises(IntegrityError, match="customer_not_merged_into_itself"):
        Customer.objects.filter(pk=company.norte.pk).update(merged_into=company.norte)


def test_the_table_refuses_a_pair_out_of_order(company: Company, twice: Customer) -> None:
    with pytest.raises(IntegrityError, match="customer_pair_in_order"):
        CustomerPair.objects.create(
            first=twice, second=company.norte, score=80, found_at=crm_clock.now()
        )
