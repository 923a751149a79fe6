"""A company's whole address book: a file says what it is about, and a director brings it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Contact, Customer, ImportBatch, Person, Stewardship
from tests.accounts.test_import_wizard import check, send, write
from tests.people import Company, make_contact

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


def test_a_director_brings_the_companys_contacts_and_changes_nobody_of_other_stewards(
    company: Company, signed_in: SignIn
) -> None:
    olga = signed_in(company.olga)
    norte = company.norte
    ana, inga = company.ana, make_contact("Inga Vidal", norte)
    book = (
        f"Name;Firma;E-Mail\n{inga.name};{norte.name};{inga.email}\n"
        f"Pau Gil;{norte.name};pau@x.example\n"
        f"Ana R;{norte.name};{ana.email}\nJörg Kern;Vega Bau;kern@vega.example\n"
    )
    page = check(olga, send(olga, book, kind=""))
    batch = write(olga, page)
    assert batch.kind == "contacts"
    assert (batch.created, batch.unchanged, batch.refused) == (2, 1, 1)
    assert "Only the steward" in batch.refusals.get().reason
    assert Contact.objects.get(name="Pau Gil").customer == norte
    assert Contact.objects.get(pk=ana.pk).name == ana.name == "Ana Ruiz"
    vega = Customer.objects.get(name="Vega Bau")
    assert vega.is_prospect
    assert not Stewardship.objects.filter(customer=vega).exists()
    guessed = {
        "Company,Website,Country,Employees\nVega,https://v.example,AT,3\n": "customers",
        "Name,Email,Roles,Team\nNia,nia@x.example,rep,Sales\n": "people",
        "Vorname,Nachname,Telefon\nAna,Ruiz,+34600000001\n": "contacts",
    }
    for text, kind in guessed.items():
        number = send(olga, text, kind="").split("/")[2]
        assert ImportBatch.objects.get(pk=number).kind == kind
