"""The files that real companies keep come in whole, and a second time change nothing."""

from pathlib import Path

import pytest

from accounts.formats import read_rows
from accounts.imports import KINDS, Report, run_import
from accounts.models import Contact, Customer, Person, Team

KIND = {kind.name: kind for kind in KINDS}


def run(kind: str, path: Path, **options: object) -> Report:
    return run_import(KIND[kind], read_rows(path), **options)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    done = report.outcome
    return report.read, done.created, done.updated, done.unchanged, len(done.refused)


def test_85_customers_come_in_with_their_parents(shared: Path, db: None) -> None:
    path = shared / "data" / "maven_crm" / "accounts.csv"
    report = run("customers", path, mapping={"revenue_in_millions": "revenue"})
    assert counts(report) == (85, 85, 0, 0, 0), report.outcome.refused
    assert Customer.objects.filter(parent__isnull=False).count() == 15
    acme = Customer.objects.get(name="Acme Corporation")
    assert (acme.annual_revenue_minor, acme.employees, acme.founded_year) == (
        110_004_000_000,
        2822,
        1996,
    )
    again = run("customers", path, mapping={"revenue_in_millions": "revenue"})
    assert counts(again) == (85, 0, 0, 85, 0)
