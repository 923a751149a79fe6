"""A phone is found however it is written; measured on the example numbers of every region."""

import csv
import itertools
from collections.abc import Callable
from pathlib import Path

import phonenumbers
import pytest
from django.test import Client

from accounts.models import Contact, Person
from accounts.queries import contacts_by_phone
from accounts.rules import parse_phone
from tests.people import Company, make_contact

SignIn = Callable[[Person], Client]
WRITINGS = (
    "+44 20 7946 0018", "+442079460018", "0044 20 7946 0018", "020 7946 0018", "(020) 7946-0018",
    "+44 (0)20 7946 0018", "tel:+44-20-7946-0018", "+44.20.7946.0018", "+44 20 7946 0018 ext. 5",
)  # fmt: skip


@pytest.mark.parametrize("stored", WRITINGS)
def test_a_contact_is_found_by_their_phone_in_any_writing(stored: str, company: Company) -> None:
    contact = make_contact("Zoe", company.norte)
    Contact.objects.filter(pk=contact.pk).update(phone=stored)
    missed = [asked for asked in WRITINGS if contacts_by_phone(company.dana, asked) != [contact]]
    assert missed == []


def test_another_number_another_person_and_no_number_find_nothing(company: Company) -> None:
    contact = make_contact("Zoe", company.norte)
    Contact.objects.filter(pk=contact.pk).update(phone="+44 20 7946 0018")
    assert contacts_by_phone(company.dana, "+44 20 7946 0019") == []
    assert contacts_by_phone(company.dana, "+49 20 7946 0018") == []
    assert contacts_by_phone(company.dana, "Zoe 7946 0018") == []
    assert contacts_by_phone(company.dana, "60018") == []
    assert contacts_by_phone(company.rui, "+44 20 7946 0018") == []


def test_search_finds_the_contact_by_phone(company: Company, signed_in: SignIn) -> None:
    contact = make_contact("Zoe", company.norte)
    Contact.objects.filter(pk=contact.pk).update(phone="(020) 7946-0018")
    text = signed_in(company.dana).get("/search/", {"q": "+44 20 7946 0018"}).content.decode()
    assert f"/contacts/{contact.pk}/" in text


def test_example_numbers_of_many_countries_are_found_in_four_writings(
    shared: Path, company: Company
) -> None:
    """Every third of the list, which has several kinds of number for each country."""
    path = shared / "data/phones_libphonenumber/example_numbers.csv"
    formats = phonenumbers.PhoneNumberFormat
    asked, missed = 0, []
    with path.open() as lines:
        for row in itertools.islice(csv.DictReader(lines), 0, None, 3):
            region = row["region"] if row["region"] != "001" else None
            phone = parse_phone(f"+{row['country_code']}{row['national_number']}", region)
            if phone.e164 is None or len(row["national_number"]) < 6:
                continue
            number = phonenumbers.parse(phone.e164, region)
            Contact.objects.filter(pk=company.ana.pk).update(phone=phone.e164)
            for how in (formats.E164, formats.INTERNATIONAL, formats.NATIONAL, formats.RFC3966):
                text = phonenumbers.format_number(number, how)
                asked += 1
                if company.ana not in contacts_by_phone(company.dana, text):
                    missed.append((row["region"], text))
    assert asked > 500
    assert len(missed) <= asked * 0.05, (asked, len(missed), missed[:40])
