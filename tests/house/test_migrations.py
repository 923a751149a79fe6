"""The database is what the models say, and its history is one line."""

import pytest
from django.core.management import call_command

from tests.house import sources


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", sorted(set(sources.apps()) - {"crm"}))
def test_an_apps_migrations_are_numbered_without_gaps_or_doubles(app: str) -> None:
    folder = sources.apps()[app] / "migrations"
    numbers = sorted(int(path.name[:4]) for path in folder.glob("[0-9]*.py"))
    assert numbers == list(range(1, len(numbers) + 1))
