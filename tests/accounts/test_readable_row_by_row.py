"""What one may read is the same asked as a list of customers and asked of each row."""

from accounts.models import Contact, Customer
from accounts.queries import customers_readable, is_readable
from tests import people
from tests.people import Company


def test_row_by_row_everybody_reads_of_the_same_customers(company: Company) -> None:
    kept = people.make_customer("Kept Ltd", steward=company.rui)
    Customer.objects.filter(pk=kept.pk).update(keeper=company.lea)
    merged = people.make_customer("Merged Ltd", steward=company.dana)
    for customer in (kept, merged):
        people.make_contact(f"Somebody at {customer.name}", customer)
    Customer.objects.filter(pk=merged.pk).update(merged_into=company.norte)
    numbers = {}
    for name in ("dana", "rui", "kim", "sara", "lea", "max", "olga", "fin", "mira"):
        person = getattr(company, name)
        listed = Contact.objects.filter(customer__in=customers_readable(person))
        one_by_one = Contact.objects.filter(is_readable(person, "customer"))
        assert set(one_by_one) == set(listed), name
        numbers[name] = len(listed)
    assert numbers == {"dana": 1, "rui": 2, "kim": 0, "sara": 0, "lea": 2, "max": 1, "olga": 3,
                       "fin": 0, "mira": 0}  # fmt: skip
