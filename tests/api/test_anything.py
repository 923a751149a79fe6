"""Whatever is sent, by the schema or beside it: an answer, or a code with a sentence."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from crm.recovery.models import Cycle
from tests.api.callers import Caller
from tests.api.stories import a_ticket
from tests.people import Company

STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, -1, 2**31, 2**63, 10**400, 1.5, -0.0]),
    st.text(max_size=30),
    st.sampled_from(["", "\x00", "\ud800", "1", "9" * 40, "x" * 5000, "2026-11-23T09:12", "٣"]),
    st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


ALLOWED: dict[str, list[Any]] = {
    "boolean": [True, False],
    "date": ["2026-11-23", "2026-12-01"],
    "date-time": ["2026-11-23T09:12:00+00:00", "2026-11-25T09:00:00+01:00"],
}
FILTERS = ["", "1", "x", "\x00", "9" * 30, "open", "²", "WyJhIl0="]
KEYS = ["0", "x", "%00", "9" * 30, "-1", "%F0%9F%98%80"]
METHODS = ("get", "post", "patch", "delete")


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref") or (part.get("allOf") or [{}])[0].get("$ref")
    return schema["components"]["schemas"][name.rsplit("/", 1)[1]] if name else part


def of_the_right_kind(part: dict[str, Any], ids: list[str]) -> st.SearchStrategy[Any]:
    """Give values that the schema allows, and ids that are really there."""
    if part.get("type") == "array":
        return st.lists(of_the_right_kind(part["items"], ids), max_size=3)
    if part.get("type") == "integer" and "enum" not in part:
        return st.integers(part.get("minimum", 0), part.get("maximum", 10**6))
    allowed = part.get("enum") or ALLOWED.get(part.get("format") or part.get("type", ""))
    return st.sampled_from(allowed or ["The gaskets are missing.", *ids])


@st.composite
def requests(draw: st.DrawFn, schema: dict[str, Any], ids: list[str]) -> tuple[str, str, Any, Any]:
    """Draw one request: an endpoint, its path and filters, and a body that is nearly right."""
    endpoints = [
        (path, method, told)
        for path, methods in sorted(schema["paths"].items())
        for method, told in sorted(methods.items())
        if method in METHODS
    ]
    path, method, told = draw(st.sampled_from(endpoints))
    key = draw(st.sampled_from([*ids, *KEYS]))
    query = {
        each["name"]: draw(st.sampled_from(FILTERS))
        for each in told.get("parameters", [])
        if each["in"] == "query" and draw(st.booleans())
    }
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    shape = resolved(schema, content.get("schema", {}))
    body: Any = {}
    for name, part in shape.get("properties", {}).items():
        right = of_the_right_kind(resolved(schema, part), ids)
        if name in shape.get("required", []) or draw(st.booleans()):
            body[name] = draw(STRANGE if draw(st.integers(0, 4)) == 0 else right)
    if draw(st.integers(0, 9)) == 0:
        body = draw(STRANGE)
    return method, path.replace("{id}", key), query, body


@pytest.mark.usefixtures("clock")
def test_whatever_is_sent_is_answered_and_every_refusal_has_its_code_and_sentence(
    schema: dict[str, Any], company: Company
) -> None:
    people = [Caller(each) for each in (company.kim, company.dana, company.max, company.olga)]
    ticket = people[0].send("tickets/", a_ticket(company)).json()
    ids = [ticket["id"], str(company.norte.pk), str(company.ana.pk), str(company.kim.pk)]
    answered: set[int] = set()

    @seed(20261123)
    @settings(
        max_examples=240,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sent=requests(schema, ids), who=st.integers(0, 3))
    def send_anything(sent: tuple[str, str, Any, Any], who: int) -> None:
        method, path, query, body = sent
        place = path.removeprefix("/api/v1/")
        if method == "get":
            answer = people[who].get(place, **query)
        else:
            answer = people[who].send(place, json.dumps(body), method)
        answered.add(answer.status_code)
        assert answer.status_code < 500, sent
        if answer.status_code >= 400:
            told = answer.json()
            assert told["code"], sent
            assert told["message"], sent

    send_anything()
    assert {200, 201, 400, 404} <= answered
    assert not Cycle.objects.filter(ticket__present__isnull=True).exists()
