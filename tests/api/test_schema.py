"""The schema says what the API does, and whatever is sent, it answers with a sentence."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.callers import Caller
from tests.people import Company

WORDS = ("get", "post", "patch", "put", "delete")
RESOURCES = (
    *("customers", "contacts", "conversations", "secrets", "promises", "tickets", "deals"),
    *("rounds", "cards", "plans", "periods", "statements", "notices", "journal"),
)


def test_the_schema_is_valid_without_a_warning_and_names_every_resource(
    schema: dict[str, Any],
) -> None:
    missing = [name for name in RESOURCES if f"/api/v1/{name}/" not in schema["paths"]]
    assert not missing


def test_every_endpoint_says_what_it_gives_and_how_it_refuses(schema: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            if method not in WORDS:
                continue
            answers = told["responses"]
            refused = answers["4XX"]["content"]["application/json"]["schema"]
            assert refused == {"$ref": "#/components/schemas/RefusalOut"}, path
            given_back = [code for code in answers if code.startswith("2")]
            assert given_back, path
            assert all(answers[code].get("content") or code == "204" for code in given_back), path


def test_every_write_takes_a_key_and_every_edit_a_version(schema: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        for method, name in (("post", "Idempotency-Key"), ("patch", "If-Match")):
            if method in methods:
                named = [each["name"] for each in methods[method]["parameters"]]
                assert name in named, path


def test_the_schema_is_served_and_lists_name_their_filters(db: None) -> None:
    answer = Client().get("/api/v1/schema/", {"format": "json"})
    told = json.loads(answer.content)["paths"]["/api/v1/secrets/"]["get"]
    names = {each["name"] for each in told["parameters"]}
    assert {"customer", "q", "cursor", "page_size"} <= names


def test_the_page_of_documentation_needs_no_inline_script_or_style(db: None) -> None:
    answer = Client().get(reverse("api-docs"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<style" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count("<script src=") == 3
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    script = Client().get(reverse("api-docs"), {"script": ""})
    assert script.headers["Content-Type"].startswith("application/javascript")
    assert reverse("api-schema") in script.content.decode()


@pytest.mark.parametrize("path", ["nowhere/", "tickets/1/nowhere/", "a/b/c/d/"])
def test_an_address_that_leads_nowhere_answers_by_code(dana: Caller, path: str) -> None:
    answer = dana.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["put", "delete", "trace"])
def test_a_method_that_is_not_there_answers_by_code(
    company: Company, dana: Caller, method: str
) -> None:
    answer = dana.send(f"customers/{company.norte.pk}/", {}, method)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_a_body_that_is_not_json_or_too_deep_answers_by_code(dana: Caller) -> None:
    too_deep = "[" * 100_000 + "]" * 100_000
    assert dana.send("customers/", too_deep).json()["code"] in {"parse_error", "invalid"}
    form = dana.client.post(
        "/api/v1/customers/", {"name": "Orsa"}, headers={"Authorization": f"Token {dana.token}"}
    )
    assert (form.status_code, form.json()["code"]) == (415, "unsupported_media_type")
