"""Over the API, what has gone into another secret is gone; dates are as exact as they are told."""

from typing import Any

import pytest

from secrets_manual import actions
from secrets_manual.models import Secret
from tests.api.callers import Caller
from tests.people import Company
from tests.secrets_manual.told import tell


@pytest.mark.parametrize("settle", ["supersede", "merge"])
def test_what_went_into_another_secret_is_in_no_list_and_at_no_address(
    company: Company, dana: Caller, clock: Any, settle: str
) -> None:
    old, new = tell(company, "Decides on paper"), tell(company, "Decides on a screen")
    if settle == "merge":
        actions.merge_secrets(person=company.dana, secret=new, other=old)
    else:
        actions.supersede_secret(person=company.dana, secret=old, by=new)
    for query in ({}, {"q": "Decides"}, {"customer": company.norte.pk}):
        found = dana.get("secrets/", **query).json()["results"]
        assert [row["id"] for row in found] == [str(new.pk)]
    assert dana.get(f"secrets/{old.pk}/").status_code == 404
    assert dana.send(f"secrets/{old.pk}/review/", {}).status_code == 404
    actions.open_reading_window(customer=company.norte, ticket_id="1")
    kim = Caller(company.kim)
    assert [row["id"] for row in kim.get("secrets/").json()["results"]] == [str(new.pk)]


def test_a_month_is_taken_as_its_first_day_and_nothing_else(
    company: Company, dana: Caller, clock: Any
) -> None:
    body = {
        "contact": str(company.ana.pk),
        "text": "Renovates the waiting room",
        "kind": "hope",
        "layer": "secret",
        "provenance": "told_us",
        "glad": "yes",
        "told_on": "2026-05-14",
        "told_precision": "month",
    }
    refused = dana.send("secrets/", body)
    assert refused.status_code == 400
    assert "first day" in refused.json()["message"]
    kept = dana.send("secrets/", body | {"told_on": "2026-05-01", "dated_on": "2027-05-20"})
    assert kept.status_code == 201
    told = kept.json()
    names = ("told_on", "told_precision", "dated_on", "dated_precision", "confirmed_on")
    assert [told[name] for name in names] == [
        "2026-05-01", "month", "2027-05-20", "day", "2026-05-01",
    ]  # fmt: skip
    later = {"dated_on": "2028-01-01", "dated_precision": "year"}
    changed = dana.send(f"secrets/{told['id']}/", later, "patch")
    assert changed.status_code == 200
    assert Secret.objects.get().dated_precision == "year"
