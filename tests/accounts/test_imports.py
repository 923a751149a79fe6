"""Importing: rows by line and column, rights, dry runs, and files that are no files."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.actions import suppress
from accounts.formats import UnreadableFileError, read_rows
from accounts.imports import KINDS, Report, run_import
from accounts.models import Contact, Customer, Person, Team
from accounts.queries import steward_of
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal.models import Entry
from tests.people import Company

KIND = {kind.name: kind for kind in KINDS}


def imported(kind: str, path: Path, text: str, **options: object) -> Report:
    file = path / "file.csv"
    file.write_text(text)
    return run_import(KIND[kind], read_rows(file), **options)


def counts(report: Report) -> dict[str, int]:
    done = report.counts()
    return done | {"refused": len(done["refused"])}


def refusals(report: Report) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, str(each.reason)) for each in report.outcome.refused]


def test_good_rows_are_kept_and_bad_ones_are_named(db: None, tmp_path: Path) -> None:
    text = "Company,Employees,Time zone\nNorte,12,Europe/Berlin\nVega,many,\n,3,\nOrsa,,Mars/Base\n"
    report = imported("customers", tmp_path, text)
    assert counts(report) == {"read": 4, "created": 1, "updated": 0, "unchanged": 0, "refused": 3}
    assert refusals(report) == [
        (3, "Employees", "“many” is no whole number."),
        (4, "Company", "This is needed, and the cell is empty."),
        (5, "Time zone", "“Mars/Base” is no time zone."),
    ]
    assert list(Customer.objects.values_list("name", "employees")) == [("Norte", 12)]


def test_all_or_nothing_writes_nothing_when_one_row_is_refused(db: None, tmp_path: Path) -> None:
    text = "name,employees\nNorte,12\nVega,many\n"
    report = imported("customers", tmp_path, text, all_or_nothing=True)
    assert counts(report) == {"read": 2, "created": 0, "updated": 0, "unchanged": 0, "refused": 1}
    assert not Customer.objects.exists()
    assert not Entry.objects.exists()


def test_a_dry_run_tells_and_takes_everything_back(db: None, tmp_path: Path) -> None:
    report = imported("customers", tmp_path, "name\nNorte\nVega\n", dry_run=True)
    assert counts(report)["created"] == 2
    assert not Customer.objects.exists()


def test_a_second_run_changes_nothing_and_a_changed_cell_one_row(db: None, tmp_path: Path) -> None:
    imported("customers", tmp_path, "name,sector\nNorte,food\nVega,labs\n")
    entries = Entry.objects.count()
    again = imported("customers", tmp_path, "name,sector\nNorte,food\nVega,labs\n")
    assert counts(again) == {"read": 2, "created": 0, "updated": 0, "unchanged": 2, "refused": 0}
    assert Entry.objects.count() == entries
    third = imported("customers", tmp_path, "name,sector\nNorte,food\nVega,medical\n")
    assert counts(third) == {"read": 2, "created": 0, "updated": 1, "unchanged": 1, "refused": 0}
    assert Customer.objects.get(name="Vega").version == 2


def test_a_blank_cell_leaves_what_is_known(db: None, tmp_path: Path) -> None:
    imported("customers", tmp_path, "name,sector\nNorte,food\n")
    imported("customers", tmp_path, "name,sector\nNorte,\n")
    assert Customer.objects.get().sector == "food"


def test_rows_that_contradict_each_other_are_refused_and_equal_ones_pass(
    db: None, tmp_path: Path
) -> None:
    report = imported("customers", tmp_path, "name,sector\nA,x\nA,y\nA,x\n")
    assert refusals(report) == [(3, None, "Line 2 speaks of the same, and says something else.")]
    assert counts(report) == {"read": 3, "created": 1, "updated": 0, "unchanged": 1, "refused": 1}


def test_a_parent_may_stand_further_down_but_not_nowhere_or_in_a_circle(
    db: None, tmp_path: Path
) -> None:
    text = "name,parent\nLeaf,Twig\nTwig,Tree\nTree,\nLost,Nowhere\nHen,Egg\nEgg,Hen\nSelf,Self\n"
    report = imported("customers", tmp_path, text)
    assert counts(report) == {"read": 7, "created": 3, "updated": 0, "unchanged": 0, "refused": 4}
    assert [line for line, _column, _reason in refusals(report)] == [5, 6, 7, 8]
    assert Customer.objects.get(name="Leaf").parent == Customer.objects.get(name="Twig")
    assert counts(imported("customers", tmp_path, text))["unchanged"] == 3


def test_a_rep_imports_what_becomes_theirs_and_leaves_others_alone(
    company: Company, tmp_path: Path
) -> None:
    text = "name,sector\nNew Place,food\nNorte Foods,food\nVega Labs,food\n"
    report = imported("customers", tmp_path, text, person=company.dana)
    assert counts(report)["created"] == 2
    assert steward_of(Customer.objects.get(name="New Place")) == company.dana
    company.vega.refresh_from_db()
    assert company.vega.sector == ""
    assert Customer.objects.filter(name="Vega Labs").count() == 2


def test_a_lead_does_not_change_what_only_the_steward_may(company: Company, tmp_path: Path) -> None:
    text = "name,sector\nNorte Foods,food\n"
    report = imported("customers", tmp_path, text, person=company.lea)
    assert refusals(report) == [
        (2, None, "Only the steward, who looks after this customer, may change this.")
    ]


@pytest.mark.parametrize(
    ("kind", "name"), [("customers", "kim"), ("contacts", "lea"), ("people", "dana")]
)
def test_whoever_may_not_import_is_told_so(
    company: Company, tmp_path: Path, kind: str, name: str
) -> None:
    with pytest.raises(NotAllowedError, match=f"You may not import {kind}"):
        imported(kind, tmp_path, "name\nX\n", person=getattr(company, name))


def test_contacts_bring_their_customers_and_households(db: None, tmp_path: Path) -> None:
    text = (
        "First name,Last name,E-mail,Organisation\n"
        "Ana,Ruiz,Ana <ana@norte.example>,Norte Foods\nSol,Rivera,,\nBad,Mail,no at,Norte Foods\n"
    )
    report = imported("contacts", tmp_path, text)
    assert refusals(report) == [(4, "E-mail", "“no at” is no email address.")]
    assert set(Contact.objects.values_list("name", "customer__name", "customer__kind")) == {
        ("Ana Ruiz", "Norte Foods", "organisation"),
        ("Sol Rivera", "Sol Rivera", "household"),
    }
    assert counts(imported("contacts", tmp_path, text))["unchanged"] == 2


def test_an_import_does_not_bring_back_whom_we_forgot(db: None, tmp_path: Path) -> None:
    suppress(["Ana@Norte.example"], at=clock.now())
    text = "name,email\nAna,ana@norte.example\n"
    report = imported("contacts", tmp_path, text)
    assert refusals(report) == [(2, "email", "This person asked us to forget them.")]
    assert not Contact.objects.exists()


def test_people_come_with_roles_teams_and_managers(db: None, tmp_path: Path) -> None:
    text = (
        "name,email,roles,manager\nDana,dana@h.example,rep lead,Max\nKim,,service,Max\nX,,king,\n"
    )
    report = imported("people", tmp_path, text)
    assert refusals(report) == [(4, "roles", "There is no role king.")]
    dana = Person.objects.get(name="Dana")
    assert dana.roles == {"rep", "lead"}
    assert not dana.has_usable_password()
    assert dana.team == Team.objects.get(manager__name="Max")
    assert Person.objects.get(name="Max").roles == {"manager"}
    assert counts(imported("people", tmp_path, text))["unchanged"] == 2


def test_a_wrong_column_is_a_sentence_with_the_columns_there_are(db: None, tmp_path: Path) -> None:
    with pytest.raises(RuleBrokenError, match=r"no column for “name”. Its columns: a, b"):
        imported("customers", tmp_path, "a,b\n1,2\n")
    with pytest.raises(RuleBrokenError, match=r"no column “z”. Its columns: a, b"):
        imported("customers", tmp_path, "a,b\n1,2\n", mapping={"name": "z"})
    with pytest.raises(RuleBrokenError, match="no field “nom”"):
        imported("customers", tmp_path, "a,b\n1,2\n", mapping={"nom": "a"})


def test_a_cell_beyond_all_measure_far_down_leaves_nothing_written(
    db: None, tmp_path: Path
) -> None:
    rows = "".join(f"Customer {number}\n" for number in range(1500))
    with pytest.raises(UnreadableFileError, match="longer than"):
        imported("customers", tmp_path, f"name\n{rows}{'x' * 200_000}\n")
    assert not Customer.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff\xfe" * 400, b"PK\x03\x04broken"])
def test_no_file_at_all_is_a_sentence_and_exit_1(db: None, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        call_command("import", "customers", str(path))
    assert str(caught.value).endswith(".")
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("place", "sentence"), [("", "is a directory"), ("nowhere.csv", "No such file")]
)
def test_a_directory_and_a_missing_file_are_a_sentence_and_write_nothing(
    db: None, tmp_path: Path, place: str, sentence: str
) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("import", "customers", str(tmp_path / place))
    assert caught.value.returncode == 1
    assert sentence.casefold() in str(caught.value).casefold()
    assert str(tmp_path / place) in str(caught.value)
    assert not Customer.objects.exists()
    assert not Entry.objects.exists()


def test_the_command_prints_what_it_did_as_json(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.csv"
    path.write_text("account,staff\nNorte,x\nVega,4\n")
    call_command("import", "customers", str(path), "--map", "employees=staff", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "read": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": [{"line": 2, "column": "staff", "reason": "“x” is no whole number."}],
    }
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command(
            "import", "customers", str(path), "--all-or-nothing", "--map", "employees=staff"
        )
