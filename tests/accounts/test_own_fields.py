"""Fields of one's own: defined, filled in forms, files and programs, looked for, retired."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    add_custom_field,
    change_customer,
    issue_token,
    kind_sentence,
    retire_custom_field,
)
from accounts.formats import read_rows
from accounts.imports import KINDS, run_import
from accounts.models import Customer, CustomField, Person
from accounts.rules import custom_from_text, custom_value
from crm.errors import RuleBrokenError
from tests.people import Company, make_contact

SignIn = Callable[[Person], Client]
FITS = {
    "text": "blue",
    "number": 12.5,
    "date": "2026-11-23",
    "yes_no": True,
    "choice": "Gold",
    "link": "https://norte.example/x",
}


@pytest.fixture
def fields(company: Company) -> dict[str, CustomField]:
    return {
        kind: add_custom_field(
            by=company.ada,
            about="customer",
            key=f"my_{kind}",
            name=f"My {kind}",
            type=kind,
            choices=["Gold", "Silver"] if kind == "choice" else [],
        )
        for kind in FITS
    }


def filled() -> dict[str, object]:
    return {f"my_{kind}": value for kind, value in FITS.items()}


def fill(company: Company, **values: object) -> Customer:
    return change_customer(person=company.dana, customer=company.norte, version=None, custom=values)


def test_the_admin_defines_a_field_and_the_rep_fills_it_in(
    company: Company, signed_in: SignIn
) -> None:
    answer = signed_in(company.ada).post(
        "/settings/fields/new/",
        {"about": "customer", "name": "Level", "key": "level", "type": "choice",
         "choices": "Gold\nSilver", "position": 1},
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    dana, url = signed_in(company.dana), f"/customers/{company.norte.pk}/"
    answer = dana.post(
        f"{url}edit/",
        {"name": "Norte Foods", "kind": "organisation", "custom_level": "Silver", "version": 1},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert Customer.objects.get(pk=company.norte.pk).custom == {"level": "Silver"}
    assert "Silver" in dana.get(url).content.decode()
    assert "Silver" not in signed_in(company.kim).get(url).content.decode()


@pytest.mark.parametrize("kind", sorted(FITS))
def test_a_value_fits_its_type_or_the_sentence_says_what_would(
    kind: str, company: Company, fields: dict[str, CustomField]
) -> None:
    assert fill(company, **{f"my_{kind}": FITS[kind]}).custom == {f"my_{kind}": FITS[kind]}
    for wrong in (["x"], {"a": 1}, "", "\0", "x" * 1001, float("nan"), 10**16):
        if wrong == "":
            assert fill(company, **{f"my_{kind}": wrong}).custom == {}
            continue
        with pytest.raises(RuleBrokenError, match=f"My {kind}: "):
            fill(company, **{f"my_{kind}": wrong})


@pytest.mark.parametrize("kind", sorted(FITS))
def test_the_database_refuses_a_value_of_another_type(
    kind: str, company: Company, fields: dict[str, CustomField]
) -> None:
    wrong = {"text": "1", "number": '"1"', "date": '"soon"', "yes_no": '"yes"',
             "choice": '"Bronze"', "link": '"javascript:alert(1)"'}[kind]  # fmt: skip
    change = "update accounts_customer set custom = %s where id = %s"
    with connection.cursor() as cursor:
        cursor.execute(change, [f'{{"my_{kind}": {_json(FITS[kind])}}}', company.norte.pk])
    with (
        pytest.raises(IntegrityError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change, [f'{{"my_{kind}": {wrong}}}', company.norte.pk])
    assert kind_sentence(caught.value) == "A value does not fit its field."


def _json(value: object) -> str:
    return {True: "true"}.get(value, f'"{value}"' if isinstance(value, str) else str(value))  # type: ignore[call-overload,no-any-return]


def test_the_list_finds_customers_by_their_own_fields_and_only_readable_ones(
    company: Company, fields: dict[str, CustomField], signed_in: SignIn
) -> None:
    fill(company, **filled())
    Customer.objects.filter(pk=company.vega.pk).update(custom=filled())
    asked = {"text": "LU", "number": "12.50", "date": "2026-11-23", "yes_no": "yes",
             "choice": "Gold", "link": "norte"}  # fmt: skip
    for kind, words in asked.items():
        page = signed_in(company.dana).get("/customers/", {f"custom_my_{kind}": words})
        assert [row.name for row in page.context["customers"]] == ["Norte Foods"], kind
    page = signed_in(company.dana).get("/customers/", {"custom_my_number": "13"})
    assert page.context["customers"] == []
    page = signed_in(company.mira).get("/customers/", {"custom_my_choice": "Gold"})
    assert page.context["customers"] == []


def test_the_contacts_of_a_customer_are_found_by_theirs_and_by_name_or_title(
    company: Company, signed_in: SignIn
) -> None:
    CustomField.objects.create(about="contact", key="shift", name="Shift", type="text")
    make_contact("Bea Ito", company.norte, title="Night manager", custom={"shift": "nights"})
    url = reverse("customer_contacts", args=[company.norte.pk])

    def names(person: Person, **asked: str) -> list[str]:
        return [row.name for row in signed_in(person).get(url, asked).context["contacts"]]

    assert names(company.dana, custom_shift="night") == ["Bea Ito"]
    assert names(company.dana, q="manager", custom_shift="night") == ["Bea Ito"]
    assert names(company.dana, q="ana") == ["Ana Ruiz", "Bea Ito"]
    assert names(company.dana, custom_shift="days") == []
    # Service reaches contacts, and learns nothing of the fields: the filter is not theirs.
    assert names(company.kim, custom_shift="days") == ["Ana Ruiz", "Bea Ito"]
    assert "Shift" not in signed_in(company.kim).get(url).content.decode()


def test_a_file_fills_them_and_an_export_comes_in_again_unchanged(
    company: Company,
    fields: dict[str, CustomField],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kind = next(each for each in KINDS if each.name == "customers")
    path = tmp_path / "file.csv"
    path.write_text(
        "name,My number,My choice,My yes_no,My date,my_link\n"
        'Zed,"1,200.5",gold,ja,2026-11-23,https://z.example/\n'
        "Yok,many,,,,\nXen,,Bronze,,,\n"
    )
    report = run_import(kind, read_rows(path))
    assert [(each.line, each.column, str(each.reason)) for each in report.outcome.refused] == [
        (3, "My number", "My number: write a number of at most 15 digits."),
        (4, "My choice", "My choice: this is none of its choices."),
    ]
    assert Customer.objects.get(name="Zed").custom == {
        "my_number": 1200.5, "my_choice": "Gold", "my_yes_no": True, "my_date": "2026-11-23",
        "my_link": "https://z.example/",
    }  # fmt: skip
    call_command("export", "customers")
    exported = capsys.readouterr().out
    row = next(each for each in csv.DictReader(io.StringIO(exported)) if each["name"] == "Zed")
    assert (row["custom_my_number"], row["custom_my_yes_no"]) == ("1200.5", "yes")
    path.write_text(exported)
    again = run_import(kind, read_rows(path))
    assert (again.outcome.created, again.outcome.updated, again.outcome.refused) == (0, 0, [])


def test_programs_read_and_write_them_and_unknown_ones_are_refused(
    company: Company, fields: dict[str, CustomField]
) -> None:
    token = issue_token(person=company.dana, scope="write")
    client = Client(headers={"Authorization": f"Token {token}"})
    url = f"/api/v1/customers/{company.norte.pk}/"

    def patch(custom: object) -> tuple[int, dict[str, object]]:
        answer = client.patch(url, {"custom": custom}, content_type="application/json")
        return answer.status_code, answer.json()

    status, body = patch({"my_number": 7, "my_choice": "Gold"})
    assert (status, body["custom"]) == (200, {"my_number": 7, "my_choice": "Gold"})
    status, body = patch({"my_choice": None})
    assert (status, body["custom"]) == (200, {"my_number": 7})
    status, body = patch({"colour": "red"})
    assert (status, body["code"], body["field"]) == (400, "unknown_field", "custom.colour")
    status, body = patch({"my_number": "seven"})
    assert (status, body["code"], body["field"]) == (
        400, "accounts.custom_value", "custom.my_number",
    )  # fmt: skip
    assert client.get(url).json()["custom"] == {"my_number": 7}


def test_a_retired_field_is_read_but_not_written(
    company: Company, fields: dict[str, CustomField], signed_in: SignIn
) -> None:
    fill(company, my_text="blue", my_number=1)
    retire_custom_field(by=company.olga, field=fields["text"], retired=True)
    dana = signed_in(company.dana)
    assert "blue" in dana.get(f"/customers/{company.norte.pk}/").content.decode()
    form = dana.get(f"/customers/{company.norte.pk}/edit/").context["form"]
    assert "custom_my_text" not in form.fields
    assert "custom_my_number" in form.fields
    with pytest.raises(RuleBrokenError, match="no field"):
        fill(company, my_text="red")
    assert fill(company, my_number=2).custom == {"my_text": "blue", "my_number": 2}


def test_a_choice_that_is_chosen_cannot_go(
    company: Company, fields: dict[str, CustomField], signed_in: SignIn
) -> None:
    fill(company, my_choice="Gold")
    url = f"/settings/fields/{fields['choice'].pk}/"
    change = {"name": "My choice", "choices": "Silver\nBronze", "position": 1, "version": 1}
    answer = signed_in(company.olga).post(url, change)
    assert answer.status_code == 422
    assert "“Gold” is chosen 1 times; it cannot go." in answer.content.decode()
    fill(company, my_choice="Silver")
    answer = signed_in(company.olga).post(url, change | {"choices": "Silver"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "1 000", 1000),
        ("number", "-0.25", -0.25),
        ("number", "1e3", 1000),
        ("yes_no", "Nein", False),
        ("choice", "gold", "Gold"),
        ("date", "2026-11-23", "2026-11-23"),
    ],
)
def test_cells_are_read_as_people_write_them(kind: str, text: str, value: object) -> None:
    assert custom_from_text(kind, text, ["Gold"]) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", True),
        ("number", Decimal("1234567890.1234567")),
        ("number", float("inf")),
        ("yes_no", "yes"),
        ("date", "23.11.2026"),
        ("link", "javascript:alert(1)"),
        ("link", "https://a b"),
        ("choice", "Bronze"),
        ("text", ""),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        custom_value(kind, value, ["Gold"])
