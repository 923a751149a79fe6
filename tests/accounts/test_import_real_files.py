"""The files that real companies keep come in whole, and a second time change nothing."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.formats import UnreadableFileError, read_rows
from accounts.imports import KINDS, Report, run_import
from accounts.models import Contact, Customer, Person, Team
from crm.errors import RuleBrokenError

KIND = {kind.name: kind for kind in KINDS}


@pytest.fixture
def files(shared: Path) -> Path:
    return shared / "data"


def run(kind: str, path: Path, **options: object) -> Report:
    return run_import(KIND[kind], read_rows(path), **options)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    done = report.outcome
    return report.read, done.created, done.updated, done.unchanged, len(done.refused)


def test_85_customers_come_in_with_their_parents(files: Path, db: None) -> None:
    path = files / "maven_crm" / "accounts.csv"
    report = run("customers", path, mapping={"revenue_in_millions": "revenue"})
    assert counts(report) == (85, 85, 0, 0, 0), report.outcome.refused
    assert Customer.objects.filter(parent__isnull=False).count() == 15
    acme = Customer.objects.get(name="Acme Corporation")
    assert (acme.annual_revenue_minor, acme.employees, acme.founded_year) == (
        110_004_000_000,
        2822,
        1996,
    )
    again = run("customers", path, mapping={"revenue_in_millions": "revenue"})
    assert counts(again) == (85, 0, 0, 85, 0)


def test_35_agents_come_in_under_6_managers_without_an_address(files: Path, db: None) -> None:
    path = files / "maven_crm" / "sales_teams.csv"
    assert counts(run("people", path)) == (35, 35, 0, 0, 0)
    managers = Person.objects.filter(role_grants__role="manager")
    assert (managers.count(), Team.objects.count(), Person.objects.count()) == (6, 6, 41)
    assert not Person.objects.filter(email__isnull=False).exists()
    assert Person.objects.get(name="Anna Snelling").team == Team.objects.get(
        manager__name="Dustin Brinkmann"
    )
    assert counts(run("people", path)) == (35, 0, 0, 35, 0)


def test_names_in_many_scripts_come_back_as_they_were(files: Path, db: None) -> None:
    path = files / "names_many_scripts" / "common-forenames-by-country.csv"
    mapping = {"name": "Localized Name", "customer": "Country", "reference": "Name Group"}
    report = run("contacts", path, mapping=mapping)
    read, created, _updated, unchanged, refused = counts(report)
    assert read == created + unchanged + refused
    assert created > 1000
    with path.open(encoding="utf-8-sig") as lines:
        said = {row["Localized Name"].strip() for row in csv.DictReader(lines)} - {""}
    kept = set(Contact.objects.values_list("name", flat=True))
    assert kept <= said
    again = run("contacts", path, mapping=mapping)
    assert counts(again)[1:3] == (0, 0)


ADDRESS_BOOKS = [
    *(f"contacts_thunderbird/{name}" for name in (
        "basic_addressbook.csv", "basic_csv_addressbook.csv", "basic_vcard_addressbook.vcf",
        "dos_vcard_addressbook.vcf", "emptylines_vcard_addressbook.vcf", "csv_semicolon.csv",
        "shiftjis_addressbook.csv", "tab_comma_mixed.csv", "utf16_addressbook.csv", "quote.csv",
    )),
    *(f"contacts_ezvcard/{name}" for name in (
        "John_Doe_ANDROID.vcf", "John_Doe_GMAIL.vcf", "John_Doe_IPHONE.vcf",
        "John_Doe_MS_OUTLOOK.vcf", "gmail-list.vcf", "outlook-2007.vcf", "rfc6350-example.vcf",
    )),
    *(f"contacts_vcardfast/{name}" for name in ("ex-memotoo.vcf", "ex-v4.vcf", "unicode.vcf")),
]  # fmt: skip


@pytest.mark.parametrize("name", ADDRESS_BOOKS)
def test_an_address_book_comes_in_or_says_why_not_and_twice_changes_nothing(
    files: Path, db: None, name: str
) -> None:
    path = files / name
    assert path.exists()
    try:
        first = run("contacts", path)
    except (RuleBrokenError, UnreadableFileError) as error:
        assert str(error.message).strip().endswith((".", "…"))  # noqa: PT017 - either is fine
        assert not Contact.objects.exists()
        return
    read, created, updated, unchanged, refused = counts(first)
    assert read == created + updated + unchanged + refused
    assert created or refused
    assert counts(run("contacts", path))[1:3] == (0, 0)


def test_every_file_of_the_spectrum_ends_in_counts_or_a_sentence(files: Path, db: None) -> None:
    for path in sorted((files / "csv_spectrum" / "csvs").glob("*.csv")):
        reader = read_rows(path)
        first = reader.columns[0]
        report = run_import(KIND["customers"], reader, mapping={"name": first})
        read, created, updated, unchanged, refused = counts(report)
        assert read == created + updated + unchanged + refused, path.name


def test_naughty_strings_survive_import_and_export(
    files: Path, db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    naughty = json.loads((files / "naughty_strings" / "blns.json").read_text())
    storable = [text for text in naughty if text.strip() and "\0" not in text]
    path = tmp_path / "naughty.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        lines = csv.writer(stream)
        lines.writerow(["name", "sector", "address", "reference"])
        lines.writerows([t, t[:120], t[:1000], f"r{n}"] for n, t in enumerate(storable))
    report = run("customers", path)
    assert counts(report)[0] == len(storable)
    longest = [each for each in report.outcome.refused if "Longer than" not in str(each.reason)]
    assert longest == []
    call_command("export", "customers")
    exported = capsys.readouterr().out
    again = tmp_path / "again.csv"
    again.write_text(exported, encoding="utf-8", newline="")
    second = run("customers", again)
    assert counts(second) == (report.outcome.created, 0, 0, report.outcome.created, 0)
    for row in csv.reader(io.StringIO(exported)):
        assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for cell in row)
    for number, text in enumerate(storable):
        kept = Customer.objects.filter(reference=f"r{number}").first()
        if kept is not None:
            assert kept.name == text.strip()
