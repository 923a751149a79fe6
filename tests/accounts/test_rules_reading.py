"""Columns, names, addresses, phones, cells and local times as people write them."""

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import rules

NEW_YORK = ZoneInfo("America/New_York")


def test_columns_are_guessed_exactly_then_alike_then_by_synonym() -> None:
    matches = rules.match_column(
        ["E-Mail Address", "NAME", "phone", "Firm"],
        ["name", "email", "phone", "customer", "title"],
        {"email": ["email address"], "customer": ["company", "firm"]},
    )
    assert {field: (match.found, match.how) for field, match in matches.items()} == {
        "name": ("NAME", "alike"),
        "email": ("E-Mail Address", "synonym"),
        "phone": ("phone", "exact"),
        "customer": ("Firm", "synonym"),
    }


def test_names_match_without_blanks_and_say_so() -> None:
    assert rules.match_name("GTXPro", ["GTX Pro", "GTX Basic"]) == rules.Match("GTX Pro", "alike")
    assert rules.match_name("GTX Pro", ["GTX Pro"]) == rules.Match("GTX Pro", "exact")
    assert rules.match_name("GTXPro", ["GTX Pro", "GTX-Pro"]) is None
    assert rules.match_name("!", ["?"]) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Kim <Kim.Lee@Example.ORG> ", "Kim.Lee@example.org"),
        ("mailto:a@b.org", "a@b.org"),
        ("名無しの権兵衛@host.invalid", "名無しの権兵衛@host.invalid"),
        ("a@b@c", None),
        ("nobody", None),
        ("", None),
        ("a b@c.org", None),
        ("a..b@c.org", None),
        ("a@b.org\nBcc: c@d.org", None),
        ("x" * 250 + "@b.org", None),
    ],
)
def test_an_address_is_taken_or_nothing(text: str, address: str | None) -> None:
    assert rules.parse_email(text) == address


def test_example_phones_of_the_world_are_read(shared: Path) -> None:
    with (shared / "data/phones_libphonenumber/example_numbers.csv").open() as stream:
        examples = [row for row in csv.DictReader(stream) if row["region"] != "001"]
    found = [rules.parse_phone(row["national_number"], row["region"]).e164 for row in examples]
    assert sum(number is not None for number in found) >= 0.98 * len(examples)


def test_a_phone_that_is_none_stays_as_written() -> None:
    assert rules.parse_phone("BusinessPhone", "US") == rules.Phone("BusinessPhone", None)
    assert rules.parse_phone("+1-418-656-9254 ext. 102").extension == "102"


def test_payloads_are_neutralised(shared: Path) -> None:
    payloads = (shared / "data/csv_injection/csv-payload.txt").read_text().splitlines()
    live = [payload for payload in payloads if not payload.startswith("DDE")]
    assert len(live) == 5
    assert [rules.neutralise_cell(text) for text in live] == [f"'{text}" for text in live]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@A", "\tx", "\rx", "＝1", "＋1", "－1", "＠A", " \n=1"]
)
def test_what_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert rules.neutralise_cell(text) == f"'{text}"


@given(st.text(st.sampled_from("'=+-@\t\r\n ab＝")) | st.text())
def test_a_neutralised_cell_is_restored_exactly(text: str) -> None:
    assert rules.restore_cell(rules.neutralise_cell(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/2/2025 3:04", "2025-01-02T03:04:00-05:00"),
        ("7/2/2025 12:04 AM", "2025-07-02T00:04:00-04:00"),
        ("2025-07-02T03:04Z", "2025-07-01T23:04:00-04:00"),
        ("2025-01-02", "2025-01-02T00:00:00-05:00"),
        ("3/9/2025 2:30", "2025-03-09T03:30:00-04:00"),
        ("11/2/2025 1:30", "2025-11-02T01:30:00-04:00"),
    ],
)
def test_local_times_are_read_the_same_way_always(text: str, expected: str) -> None:
    assert rules.parse_local_datetime(text, NEW_YORK).isoformat() == expected


@pytest.mark.parametrize("text", ["", "soon", "13/1/2025 1:00", "1/2/2025 13:00 PM", "2/30/2025"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        rules.parse_local_datetime(text, NEW_YORK)
