"""The ways round the form: the API, a file, and a hand in the database."""

import csv
import datetime as dt
from pathlib import Path

from django.db import connection

from accounts.formats import read_rows
from accounts.imports import run_import
from secrets_manual.imports import SECRETS
from secrets_manual.models import Secret
from tests.api.callers import Caller
from tests.people import Company

DOORS = ("api", "import", "sql")
HEARSAY = {"provenance": "third_party"}
DRAFT = {"glad": "probably"}


def let_in(door: str, company: Company, folder: Path, text: str, **told: str) -> Secret:
    """Bring a secret about Ana Ruiz in by a door, as Dana's; Kim is the colleague of hearsay."""
    told = {"provenance": "told_us", "glad": "yes"} | told
    {"api": _api, "import": _import, "sql": _sql}[door](company, folder, text, told)
    return Secret.objects.get(text=text)


def _api(company: Company, _folder: Path, text: str, told: dict[str, str]) -> None:
    body: dict[str, object] = {"contact": str(company.ana.pk), "text": text} | told
    body |= {"kind": "habit", "layer": "secret"}
    if told["provenance"] == "third_party":
        body["colleague"] = str(company.kim.pk)
    if "uses" in told:
        body["uses"] = told["uses"].split(",")
    answer = Caller(company.dana).send("secrets/", body)
    assert answer.status_code == 201, answer.content


def _import(company: Company, folder: Path, text: str, told: dict[str, str]) -> None:
    row = {"customer": "Norte Foods", "contact": "Ana Ruiz", "text": text} | told
    if told["provenance"] == "third_party":
        row["colleague"] = company.kim.email
    file = folder / "secrets.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([list(row), list(row.values())])
    report = run_import(SECRETS, read_rows(file))
    assert not report.outcome.refused, report.outcome.refused


def _sql(company: Company, _folder: Path, text: str, told: dict[str, str]) -> None:
    """Write the row as the tables want it, past every action."""
    today = dt.date(2026, 11, 23)
    hearsay, draft = told["provenance"] == "third_party", told["glad"] == "probably"
    uses = [] if hearsay or draft else told.get("uses", "brief,service").split(",")
    row = {
        "customer_id": company.norte.pk, "contact_id": company.ana.pk, "text": text,
        "kind": "habit", "layer": "secret", "provenance": told["provenance"],
        "told_on": today, "told_to_id": company.dana.pk, "nearly_their_words": False,
        "address": "", "colleague_id": company.kim.pk if hearsay else None,
        "glad": told["glad"], "uses": uses, "sensitivity": "personal", "do_not_mention": False,
        "state": "third_party" if hearsay else "draft" if draft else "kept",
        "author_id": company.dana.pk, "missed_reviews": 0, "version": 1, "reference": "",
        "review_on": None if hearsay or draft else dt.date(2027, 11, 23),
        "confirm_until": today + dt.timedelta(days=30) if hearsay else None,
        "draft_until": today + dt.timedelta(days=14) if draft else None,
        "created_at": dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC),
    }  # fmt: skip
    names, places = ", ".join(row), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into secrets_manual_secret ({names}) values ({places})",  # noqa: S608 - ours
            list(row.values()),
        )
