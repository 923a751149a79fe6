"""Consent and preferences go out and come in, by file and by program, and overrule nobody."""

import csv
from pathlib import Path

import pytest

from accounts.actions import change_preference, note_consent
from accounts.formats import read_rows
from accounts.imports import CONTACTS, Report, run_import
from accounts.models import Consent, Contact, Preference
from accounts.queries import answer_to, answers_of, preference_of
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.people import Company

pytestmark = pytest.mark.django_db


def imported(path: Path, company: Company, *rows: dict[str, str]) -> Report:
    file = path / "contacts.csv"
    names = list(dict.fromkeys(name for row in rows for name in row))
    with file.open("w", newline="") as out:
        lines = csv.DictWriter(out, names)
        lines.writeheader()
        lines.writerows({"customer": "Norte Foods"} | row for row in rows)
    return run_import(CONTACTS, read_rows(file), person=company.dana)


def row_of(contact: Contact, **cells: str) -> dict[str, str]:
    return {"customer": "Norte Foods", "name": contact.name, "email": contact.email} | cells


def refused(report: Report) -> list[tuple[int, str | None]]:
    return [(each.line, each.column) for each in report.outcome.refused]


def test_a_new_contact_brings_consent_with_source_and_day(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    report = imported(
        tmp_path, company,
        {
            "customer": "Norte Foods", "name": "Eva", "consent_card": "no",
            "consent_offer": "granted | 2026-03-01 | spring fair", "consent_news": "yes",
            "consent_source": "list of 2025", "channels": "mail, Phone", "topics": "events",
            "mails_a_month": "2", "language": "de",
        },
    )  # fmt: skip
    assert (report.outcome.created, refused(report)) == (1, [])
    eva = Contact.objects.get(name="Eva")
    assert (eva.may_be_asked, eva.language) == (False, "de")
    answers = answers_of(eva)
    told = {name: (row.answer, row.source, row.how) for name, row in answers.items()}
    assert told == {
        "card": ("refused", "import", "list of 2025"),
        "offer": ("granted", "import", "spring fair"),
        "news": ("granted", "import", "list of 2025"),
    }
    assert str(answers["offer"].at)[:10] == "2026-03-01"
    found = preference_of(eva)
    assert found
    assert (found.channels, found.topics, found.mails_a_month, found.source) == (
        ["mail", "phone"], ["events"], 2, "import",
    )  # fmt: skip


def test_a_file_overrules_no_word_of_their_own_but_for_a_newer_one(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    ana = company.ana
    for purpose in ("news", "card"):
        note_consent(person=None, contact=ana, purpose=purpose, answer="refused")
    change_preference(person=None, contact=ana, channels=["phone"], topics=[], mails_a_month=None)
    clock.move(days=3)
    for cells, column in (
        ({"consent_news": "granted"}, "consent_news"),
        ({"consent_news": "granted | 2026-11-20"}, "consent_news"),
        ({"may_be_asked": "yes"}, "may_be_asked"),
        ({"channels": "mail"}, "channels"),
        ({"consent_news": "granted | 2027-01-01"}, "consent_news"),
        ({"consent_news": "perhaps"}, "consent_news"),
        ({"consent_remembering": "refused"}, "consent_remembering"),
    ):
        report = imported(tmp_path, company, row_of(ana, title="Boss") | cells)
        assert refused(report) == [(2, column)], cells
    ana.refresh_from_db()
    assert (ana.title, ana.may_be_asked, answer_to(ana, "news")) == ("", False, "refused")
    report = imported(tmp_path, company, row_of(ana, consent_news="granted | 2026-11-25"))
    assert (report.outcome.updated, refused(report)) == (1, [])
    assert answer_to(ana, "news") == "granted"


def test_a_refusal_in_a_file_always_counts(company: Company, clock: Clock, tmp_path: Path) -> None:
    note_consent(person=None, contact=company.ana, purpose="card", answer="granted")
    report = imported(tmp_path, company, row_of(company.ana, consent_card="refused"))
    assert (report.outcome.updated, report.outcome.unchanged) == (1, 0)
    company.ana.refresh_from_db()
    assert not company.ana.may_be_asked
    assert [row.source for row in company.ana.consents.order_by("id")] == ["contact", "import"]


def test_what_goes_out_comes_in_again_and_changes_nothing(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    note_consent(person=None, contact=company.ana, purpose="offer", answer="granted")
    note_consent(person=None, contact=company.ana, purpose="remembering", answer="refused")
    note_consent(
        person=company.dana, contact=company.ana, purpose="card", answer="refused", how="by phone"
    )
    change_preference(person=None, contact=company.ana, channels=[], topics=[], mails_a_month=0)
    assert CONTACTS.export
    table = CONTACTS.export(company.dana)
    rows = [dict(zip(table.header, map(str, row), strict=True)) for row in table.rows]
    (ana,) = (row for row in rows if row["name"] == "Ana Ruiz")
    assert ana["consent_offer"] == "granted | 2026-11-23 | contact"
    assert ana["consent_card"] == "refused | 2026-11-23 | by phone"
    assert (ana["channels"], ana["mails_a_month"]) == ("none", "0")
    report = imported(tmp_path, company, *rows)
    assert (refused(report), report.outcome.unchanged) == ([], len(rows))
    assert (Consent.objects.count(), Preference.objects.get().version) == (3, 1)


def test_a_program_reads_and_notes_wishes(company: Company, clock: Clock) -> None:
    dana, path = Caller(company.dana), f"contacts/{company.ana.pk}/wishes/"
    assert dana.get(path).json() == {
        "channels": ["mail", "phone", "text", "post"], "topics": [], "mails_a_month": None,
        "language": "", "source": "", "how": "", "at": None, "answers": [], "version": 0,
    }  # fmt: skip
    told = {"answers": {"news": "refused"}, "channels": ["phone"], "how": "our shop's form"}
    noted = dana.send(path, told, "patch").json()
    assert (noted["channels"], noted["source"], noted["version"]) == (["phone"], "person", 1)
    (answer,) = noted["answers"]
    assert (answer["purpose"], answer["answer"], answer["how"]) == (
        "news", "refused", "our shop's form",
    )  # fmt: skip
    stale = dana.send(path, told | {"channels": ["mail"]}, "patch", **{"If-Match": "0"})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_version")
    assert stale.json()["current"]["channels"] == ["phone"]
    assert dana.send(path, {"channels": ["phone"]}, "patch").json()["field"] == "how"
    unknown = dana.send(path, told | {"answers": {"remembering": "refused"}}, "patch")
    assert unknown.status_code == 400


def test_a_program_overrules_nobody_either(company: Company, clock: Clock) -> None:
    note_consent(person=None, contact=company.ana, purpose="news", answer="refused")
    dana, path = Caller(company.dana), f"contacts/{company.ana.pk}/wishes/"
    told = {"answers": {"news": "granted"}, "how": "on the phone"}
    answer = dana.send(path, told, "patch")
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts.their_own_word")
    clock.move(days=1)
    assert dana.send(path, told | {"told_on": "2026-11-24"}, "patch").status_code == 200


def test_the_header_of_the_export_is_what_an_import_knows() -> None:
    known = {each.name for each in CONTACTS.fields}
    assert CONTACTS.export
    # Whoever decides is noted with how we know it, which a file of codes cannot say.
    assert set(CONTACTS.export(None).header) - {"roles"} <= known
