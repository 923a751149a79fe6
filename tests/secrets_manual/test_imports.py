"""Imported secrets pass the same gate, on real facts and on text that is meant to hurt."""

import csv
import html
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.formats import read_rows
from accounts.imports import Report, run_import
from accounts.models import ImportRefusal, Person
from crm.errors import NotAllowedError
from secrets_manual.actions import SecretRefusedError, change_secret
from secrets_manual.imports import SECRETS
from secrets_manual.models import Refusal, Secret
from secrets_manual.rules.detector import detect
from tests.accounts.test_import_wizard import check, send, write
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.secrets_manual.told import tell

HEADER = ("customer", "contact", "text", "provenance", "glad")
SignedIn = Callable[[Person], Client]


def imported(path: Path, rows: list[tuple[str, ...]], **options: object) -> Report:
    file = path / "secrets.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([HEADER, *rows])
    return run_import(SECRETS, read_rows(file), **options)


def test_rows_are_refused_by_rule_with_line_and_column(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    norte = ("Norte Foods", "Ana Ruiz")
    report = imported(
        tmp_path,
        [
            (*norte, "Decides on paper", "told us", "yes"),
            (*norte, "Has diabetes", "told_us", "yes"),
            (*norte, "Likes it quiet", "told_us", "no"),
            (*norte, "Likes green", "", "yes"),
            (*norte, "A second site", "told_us", "probably"),
            ("Norte Foods", "Nobody", "Tea", "told_us", "yes"),
            ("Nowhere", "", "Tea", "told_us", "yes"),
        ],
    )
    places = [(each.line, each.column) for each in report.outcome.refused]
    assert sorted(places) == [
        (3, "text"),
        (4, "glad"),
        (5, "provenance"),
        (7, "contact"),
        (8, "customer"),
    ]
    assert "diabetes" not in str([each.reason for each in report.outcome.refused])
    assert set(Secret.objects.values_list("state", "author__name")) == {
        ("kept", "Dana Vogt"),
        ("draft", "Dana Vogt"),
    }
    assert Counter(Refusal.objects.values_list("rule", flat=True)) == {"G5": 1, "G2": 1, "G1": 1}


def test_the_wizard_keeps_no_word_of_what_the_gate_refuses_and_guesses_no_namesake(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    make_contact("Ana Ruiz", company.norte, email="other@norte.example")
    rows = [
        HEADER,
        ("Norte Foods", "other@norte.example", "Has diabetes", "told_us", "yes"),
        ("Norte Foods", "Ana Ruiz", "Decides on paper", "told_us", "yes"),
        ("Norte Foods", "other@norte.example", "Decides on screen", "told_us", "yes"),
    ]
    dana = signed_in(company.dana)
    page = check(dana, send(dana, "\n".join(map(",".join, rows)), kind="secrets"))

    def refused() -> list[tuple[int, str, str]]:
        kept = ImportRefusal.objects.order_by("line")
        assert "diabetes" not in str(list(kept.values_list("cells", "reason")))
        return list(kept.values_list("line", "column", "value"))

    assert refused() == [(2, "text", ""), (3, "contact", "Ana Ruiz")]
    batch = write(dana, page)
    assert refused() == [(2, "text", ""), (3, "contact", "Ana Ruiz")]
    assert (batch.created, batch.refused) == (1, 2)


def test_a_second_run_changes_nothing(company: Company, clock: Clock, tmp_path: Path) -> None:
    row = ("Norte Foods", "Ana Ruiz", "Decides on paper", "told_us", "yes")
    assert imported(tmp_path, [row]).outcome.created == 1
    again = imported(tmp_path, [row]).outcome
    assert (again.created, again.unchanged, Secret.objects.count()) == (0, 1, 1)


def test_a_rep_imports_about_their_own_customers_only(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    row = ("Norte Foods", "Ana Ruiz", "Decides on paper", "told_us", "yes")
    assert imported(tmp_path, [row], person=company.rui).outcome.refused[0].column == "customer"
    with pytest.raises(NotAllowedError):
        imported(tmp_path, [row], person=company.kim)


def test_five_hundred_real_facts_are_blocked_exactly_where_the_detector_says(
    company: Company, clock: Clock, tmp_path: Path, shared: Path
) -> None:
    people = json.loads((shared / "data/personachat/personas_test.json").read_text())
    facts = list(dict.fromkeys(fact.strip() for one in people for fact in one["facts"]))
    expected = Counter(found.category for fact in facts if (found := detect(fact)))
    rows = [("Norte Foods", "Ana Ruiz", fact, "told_us", "yes") for fact in facts]
    imported(tmp_path, rows)
    refused = Refusal.objects.filter(rule="G5")
    assert Counter(refused.values_list("category", flat=True)) == expected
    kept = set(Secret.objects.values_list("text", flat=True))
    assert kept == {fact for fact in facts if not detect(fact)}


def test_naughty_strings_survive_the_round_trip_to_the_page(
    company: Company, clock: Clock, shared: Path, signed_in: SignedIn
) -> None:
    strings = json.loads((shared / "data/naughty_strings/blns.json").read_text())
    plain = {text.strip()[:280].strip() for text in strings if text.strip()} - {""}
    secret = tell(company, "Decides on paper")
    client = signed_in(company.dana)
    url, seen = f"/manuals/{company.norte.pk}/", 0
    for text in sorted(plain)[::7]:
        try:
            kept = change_secret(person=company.dana, secret=secret, text=text)
        except SecretRefusedError:
            continue
        page = html.unescape(client.get(url).content.decode())
        assert Secret.objects.get(pk=secret.pk).text == kept.text
        assert kept.text in page
        seen += 1
    assert seen > 20


def test_names_of_many_scripts_are_kept_as_they_are(
    company: Company, clock: Clock, shared: Path, tmp_path: Path
) -> None:
    with (shared / "data/names_many_scripts/common-forenames-by-country.csv").open() as file:
        names = [row["Localized Name"] for row in csv.DictReader(file)][::40]
    texts = {f"{name} ♥ rowing" for name in names if name}
    report = imported(
        tmp_path, [("Norte Foods", "", text, "told_us", "yes") for text in sorted(texts)]
    )
    kept = set(Secret.objects.values_list("text", flat=True))
    assert len(kept) == len(texts) - len(report.outcome.refused)
    assert kept <= texts


def test_only_a_named_privacy_officer_takes_secrets_out(
    company: Company, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(company, "=1+1 decides on paper")
    for who in ([], ["--as", company.olga.email], ["--as", company.dana.email]):
        with pytest.raises(CommandError):
            call_command("export", "secrets", *who)
    capsys.readouterr()
    call_command("export", "secrets", "--as", company.petra.email)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "'=1+1 decides on paper" in lines[1]
