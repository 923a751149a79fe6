"""The API's own rules: tokens, scopes, pages, refusals, keys and versions."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import ApiToken, Customer
from tests.api.callers import Caller
from tests.people import Company, make_customer


def test_without_a_token_nothing_is_told(company: Company) -> None:
    answer = Client().get("/api/v1/customers/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    answer = Client().get("/api/v1/customers/", headers={"Authorization": "Token nonsense"})
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_a_token_is_kept_as_a_hash_and_a_revoked_one_opens_nothing(
    company: Company, clock: Any
) -> None:
    dana = Caller(company.dana)
    row = ApiToken.objects.get()
    assert dana.token not in row.digest
    row.revoked_at = clock()
    row.save()
    assert dana.get("customers/").status_code == 401


def test_a_token_to_read_never_writes(company: Company) -> None:
    reader = Caller(company.dana, scope="read")
    assert reader.get("customers/").status_code == 200
    assert reader.send("customers/", {"name": "Orsa"}).status_code == 403
    assert not Customer.objects.filter(name="Orsa").exists()


def test_what_one_may_not_see_is_not_there(company: Company, dana: Caller) -> None:
    assert [row["name"] for row in dana.get("customers/").json()["results"]] == ["Norte Foods"]
    assert dana.get(f"customers/{company.vega.pk}/").status_code == 404
    assert dana.get("customers/999999999999999999999999/").status_code == 404
    assert dana.get("customers/%00/").status_code == 404


def test_marketing_learns_names_and_nothing_else(company: Company) -> None:
    mira = Caller(company.mira)
    rows = mira.get("customers/").json()["results"]
    assert all(set(row) == {"id", "name", "kind"} for row in rows)
    assert len(rows) == 2
    assert mira.get(f"customers/{company.norte.pk}/").status_code == 403


def test_pages_follow_each_other_without_gap_or_double(company: Company, dana: Caller) -> None:
    for number in range(7):
        make_customer(f"Praxis {number}", steward=company.dana)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = dana.get("customers/", page_size=3, **({"cursor": cursor} if cursor else {})).json()
        seen += [row["name"] for row in page["results"]]
        cursor = page["next"]
    assert seen == ["Norte Foods", *(f"Praxis {number}" for number in range(7))]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"page_size": 0}, "bad_page_size"),
        ({"page_size": 101}, "bad_page_size"),
        ({"page_size": "many"}, "bad_page_size"),
        ({"cursor": "nonsense"}, "bad_cursor"),
        ({"cursor": "WyJhIl0="}, "bad_cursor"),
        ({"q": "a\x00b"}, "bad_filter"),
    ],
)
def test_senseless_pages_get_a_sentence(dana: Caller, query: dict[str, object], code: str) -> None:
    answer = dana.get("customers/", **query)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"name": ["a"]}, "name"),
        ({"name": "Orsa", "kind": "planet"}, "kind"),
        ({"name": "Orsa", "nmae": "?"}, "nmae"),
        ({"name": "Or\x00sa"}, "name"),
    ],
)
def test_bad_bodies_name_their_field_and_write_nothing(
    dana: Caller, body: object, field: str
) -> None:
    answer = dana.send("customers/", body)
    assert (answer.status_code, answer.json().get("field")) == (400, field)
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("body", ["{", "[1]", "7", '"x"', "null"])
def test_a_body_that_is_no_object_gets_a_sentence(dana: Caller, body: str) -> None:
    answer = dana.send("customers/", body)
    assert answer.status_code == 400
    assert set(answer.json()) >= {"code", "message"}


def test_the_same_key_makes_one_row(company: Company, dana: Caller) -> None:
    first = dana.send("customers/", {"name": "Orsa"}, **{"Idempotency-Key": "k1"})
    second = dana.send("customers/", {"name": "Orsa"}, **{"Idempotency-Key": "k1"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert Customer.objects.filter(name="Orsa").count() == 1


def test_the_second_editor_is_told(company: Company, dana: Caller) -> None:
    path = f"customers/{company.norte.pk}/"
    version = str(dana.get(path).json()["version"])
    assert dana.send(path, {"sector": "food"}, "patch", **{"If-Match": version}).status_code == 200
    late = dana.send(path, {"sector": "mining"}, "patch", **{"If-Match": version})
    assert (late.status_code, late.json()["code"]) == (409, "stale_version")
    assert dana.get(path).json()["sector"] == "food"


def test_deals_open_move_and_answer_in_minor_units(company: Company, dana: Caller) -> None:
    made = dana.send(
        "deals/", {"customer": str(company.norte.pk), "name": "CT", "amount_minor": 5000}
    )
    assert made.status_code == 201
    deal = made.json()
    assert (deal["amount_minor"], deal["credits"][0]["share"]) == (5000, "1")
    refused = dana.send(f"deals/{deal['id']}/move/", {"stage": "proposal"})
    assert (refused.status_code, refused.json()["code"]) == (409, "deals.no_success_definition")
    words = {"words": "No batch waits.", "said_on": "2026-11-01"}
    assert dana.send(f"deals/{deal['id']}/success/", words).status_code == 201
    assert (
        dana.send(f"deals/{deal['id']}/move/", {"stage": "proposal"}).json()["stage"] == "proposal"
    )
    foreign = dana.send("deals/", {"customer": str(company.vega.pk), "name": "CT"})
    assert (foreign.status_code, foreign.json()["field"]) == (400, "customer")


def test_the_schema_can_be_read(company: Company) -> None:
    answer = Client().get("/api/v1/schema/", {"format": "json"})
    assert answer.status_code == 200
    assert "/api/v1/customers/" in answer.content.decode()
