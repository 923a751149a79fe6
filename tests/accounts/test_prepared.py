"""A prepared question gives what the same question gives when it is built each time."""

import datetime as dt

import pytest
from django.db.models import QuerySet, Value

from accounts.models import Customer, Person, Stewardship
from accounts.queries import customers_readable
from crm import clock as crm_clock
from crm.prepared import Text, prepared
from tests.conftest import Clock
from tests.people import halden, make_customer, make_person

built: list[str] = []


@prepared
def some_customers(
    person: Person, pks: list[int], since: dt.datetime, name: str
) -> QuerySet[Customer, tuple[object, ...]]:
    built.append("")
    hour_ago = crm_clock.now() - dt.timedelta(hours=1)
    return (
        customers_readable(person)
        .filter(pk__in=pks, created_at__gt=since + dt.timedelta(days=1))
        .exclude(name=name)
        .annotate(before=Value(hour_ago), whose=Value(f"person:{person.pk}"))
        .order_by("pk")
        .values_list("name", "before", "whose")
    )


@prepared
def kept_by(person: Person) -> QuerySet[Stewardship]:
    return Stewardship.objects.filter(person=person).select_related("customer").order_by("pk")


@pytest.mark.django_db
def test_the_same_rows_come_with_other_values_and_the_words_are_found_once(clock: Clock) -> None:
    company = halden()
    others = [make_customer(f"Customer {n}", steward=company.dana) for n in range(3)]
    secret = make_customer("Somebody's else", steward=company.rui)
    pks = [each.pk for each in (*others, secret)]
    built.clear()
    for person in (company.dana, company.rui):
        for name in ("Customer 1", "nobody"):
            for days in (-900, 900):
                since = others[0].created_at + dt.timedelta(days=days)
                given = (person, pks, since, Text(name))
                assert some_customers(*given) == list(some_customers.build(*given))
        clock.move(hours=1)
    assert len(some_customers(company.dana, pks, dt.datetime(2000, 1, 1, tzinfo=dt.UTC), "x")) == 3
    # Each asking the plain way builds, too: eight of these, one wording, and one for a plain word.
    assert len(built) == 8 + 1 + 1
    for person in (company.dana, company.rui):
        rows = kept_by(person)
        assert rows == list(kept_by.build(person))
        assert {one.customer.name for one in rows} & {"Customer 0", "Somebody's else"}


@pytest.mark.django_db
def test_roles_are_of_the_shape_and_huge_numbers_find_nothing() -> None:
    company = halden()
    customer = make_customer("Norte", steward=company.dana)
    long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    new = make_person("Nele", "rep")
    assert some_customers(new, [customer.pk], long_ago, "x") == []
    assert len(some_customers(company.olga, [customer.pk], long_ago, "x")) == 1
    assert some_customers(company.olga, [10**30], long_ago, "x") == []
    assert some_customers(company.olga, [], long_ago, "x") == []
    many = [*range(10**6, 10**6 + 500), customer.pk]
    assert len(some_customers(company.olga, many, long_ago, "x")) == 1


@pytest.mark.django_db
def test_what_cannot_be_put_in_later_is_refused_at_the_first_call() -> None:
    company = halden()
    customer = make_customer("Norte", steward=company.dana)
    cut = prepared(lambda most: Customer.objects.all()[:most])
    with pytest.raises(TypeError, match="words of a prepared"):
        cut(3)
    of_row = prepared(lambda row: row.contacts.all())
    with pytest.raises(TypeError, match="by number"):
        of_row(customer)
    reads = prepared(lambda row: Customer.objects.filter(name=row.name))
    with pytest.raises(TypeError, match="nothing can be read"):
        reads(customer)
