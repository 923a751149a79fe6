"""What leaves: vCards that come in again, lists as CSV, nothing a person may not see."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.formats import Row, read_rows
from accounts.formats.vcard_writing import Card, folded, written_cards
from accounts.imports import CONTACTS, run_import
from accounts.models import Contact, Customer, Person, Stewardship
from accounts.queries import customers_writable
from crm import clock
from crm.journal.models import Entry
from tests.people import PASSWORD, Company, make_contact, make_customer

SignIn = Callable[[Person], Client]
ODD = Card(
    uid="a;b,c\\d",
    name='Ana "Ñandú"; Ruiz, dos\\tres',
    organisation="Åse; Søn, 佐藤",
    title="Chief\nof all",
    email="ana@norte.example",
    phone="+34 91 555 01 00 ext. 7",
    address="Calle Mayor 1, 2º; izda.\n28013 Madrid",
    language="es",
    zone="Europe/Madrid",
    reference="c;7",
)


def shown_again(company: Company, signed_in: SignIn, name: str) -> Client:
    """Sign somebody in who has just shown again who they are."""
    person: Person = getattr(company, name)
    person.set_password(PASSWORD)
    person.save()
    client = signed_in(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def read_back(path: Path, text: str) -> list[dict[str, str]]:
    path.write_bytes(text.encode())
    return [row.values for row in read_rows(path) if isinstance(row, Row)]


def test_a_written_card_is_read_back_as_it_was(tmp_path: Path) -> None:
    text = "".join(written_cards([ODD]))
    (row,) = read_back(tmp_path / "a.vcf", text)
    names = (
        "name",
        "organisation",
        "title",
        "email",
        "phone",
        "address",
        "language",
        "zone",
        "reference",
    )
    assert {name: row[name] for name in names} == {name: getattr(ODD, name) for name in names}


def test_an_address_book_that_left_comes_in_again_as_it_was(
    company: Company, signed_in: SignIn, tmp_path: Path
) -> None:
    odd = {"title": "COO; head", "phone": "+34 91 123 45 67", "language": "es"}
    Contact.objects.filter(pk=company.ana.pk).update(**odd, zone="Europe/Madrid", reference="A1")
    home = make_customer("Familie Ruiz", steward=company.dana, kind="household")
    make_contact("Tomás Ruiz", home)
    make_contact("Eva Ruiz", make_customer("Eva Ruiz", steward=company.dana, kind="household"))
    client = shown_again(company, signed_in, "dana")
    file = tmp_path / "contacts.vcf"
    file.write_bytes(client.get(reverse("customers_cards")).getvalue())
    there = Contact.objects.filter(customer__in=customers_writable(company.dana))
    said = ("name", "email", "phone", "title", "language", "zone", "reference", "customer__name")
    before, customers = list(there.order_by("name").values_list(*said)), Customer.objects.count()
    again = run_import(CONTACTS, read_rows(file), person=company.dana).outcome
    assert (again.unchanged, again.created, again.updated, again.refused) == (len(before), 0, 0, [])
    there.delete()
    assert run_import(CONTACTS, read_rows(file), person=company.dana).outcome.created == len(before)
    assert list(there.order_by("name").values_list(*said)) == before
    assert Customer.objects.count() == customers


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    line = "NOTE:" + "佐é🙂a" * 60
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_a_name_cannot_write_lines_of_its_own(tmp_path: Path) -> None:
    text = "".join(written_cards([Card("1", "Ana\r\nEND:VCARD\r\nBEGIN:VCARD\x00\u2028FN:Eve")]))
    assert text.count("BEGIN:VCARD\r\n") == 1
    assert text.count("\r\nEND:VCARD\r\n") == 1


def test_the_list_gives_the_contacts_of_what_it_is_narrowed_to(
    company: Company, signed_in: SignIn, tmp_path: Path
) -> None:
    make_contact("Zoe", company.norte)
    dana = shown_again(company, signed_in, "dana")
    answer = dana.get("/customers/contacts.vcf", {"who": "mine", "q": "Norte"})
    names = {row["name"] for row in read_back(tmp_path / "a.vcf", answer.getvalue().decode())}
    assert names == set(
        Contact.objects.filter(customer=company.norte).values_list("name", flat=True)
    )
    answer = dana.get("/customers/contacts.vcf", {"q": "nothing is called so"})
    assert answer.getvalue() == b""
    mira = shown_again(company, signed_in, "mira")
    answer = mira.get("/customers/contacts.vcf", {"who": "all"})
    assert answer.getvalue() == b""
    entry = Entry.objects.filter(kind="accounts.exported", person_id=company.dana.pk).first()
    assert entry is not None
    assert entry.facts == {"kind": "vcard", "rows": len(names)}


def test_customers_leave_as_csv_neutralised_and_only_those_one_reads(
    company: Company, signed_in: SignIn
) -> None:
    Customer.objects.filter(pk=company.norte.pk).update(sector='=HYPERLINK("http://x")')
    dana = shown_again(company, signed_in, "dana")
    text = dana.get("/exports/customers.csv").getvalue().decode("utf-8-sig")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["Norte Foods"]["sector"] == '\'=HYPERLINK("http://x")'
    assert "Vega Labs" not in rows


def test_a_customer_leaves_once_with_who_looks_after_it_today(
    company: Company, signed_in: SignIn
) -> None:
    today = clock.today()
    kim, norte = company.kim, company.norte
    Stewardship.objects.filter(customer=norte).delete()
    for since, until in ((-9, -5), (-4, 0), (1, None)):
        Stewardship.objects.create(
            customer=norte,
            person=company.dana if until is None else kim,
            from_on=today + dt.timedelta(since),
            until_on=None if until is None else today + dt.timedelta(until),
        )
    group = make_customer("Norte Group")
    Customer.objects.filter(pk=norte.pk).update(
        parent=group, keeper=company.dana, annual_revenue_minor=1234567, custom={}
    )
    text = shown_again(company, signed_in, "olga").get("/exports/customers.csv").getvalue()
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == Customer.objects.count()
    (row,) = [row for row in rows if row["name"] == norte.name]
    found = [row[name] for name in ("annual_revenue", "parent", "keeper", "steward")]
    assert found == ["12,345.67", "Norte Group", company.dana.email, kim.email or kim.name]
    (bare,) = [row for row in rows if row["name"] == "Norte Group"]
    assert [bare["annual_revenue"], bare["parent"], bare["keeper"], bare["steward"]] == [""] * 4


def test_no_list_leaves_before_one_has_shown_again_who_one_is(
    company: Company, signed_in: SignIn
) -> None:
    again = shown_again(company, signed_in, "dana")
    dana = signed_in(company.dana)
    for url in (
        "/exports/customers.csv",
        "/exports/contacts.csv",
        "/customers/contacts.vcf",
        f"/customers/{company.norte.pk}/contacts.vcf",
    ):
        answer = dana.get(url)
        assert answer.status_code == 302, url
        assert not Entry.objects.filter(kind="accounts.exported").exists()
    assert dana.get(f"/contacts/{company.ana.pk}/card.vcf").status_code == 200
    assert again.get("/exports/customers.csv").status_code == 200


@pytest.mark.parametrize("kind", ["secrets", "nothing"])
def test_secrets_and_what_is_no_kind_do_not_leave_by_the_browser(
    kind: str, company: Company, signed_in: SignIn
) -> None:
    assert signed_in(company.petra).get(f"/exports/{kind}.csv").status_code == 404
