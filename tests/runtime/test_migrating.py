"""A migration under traffic gives way to whoever holds its table, and comes through in the end."""

from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from crm.home.management.commands import migrate

TAKEN = {"app": "recovery", "name": "0015_hold_cycles_to_reactions_after_surprises"}
BEFORE = "0014"


class Watched(StringIO):
    """Lets go of the table once the migration has given way twice."""

    def __init__(self, holder: BaseDatabaseWrapper) -> None:
        super().__init__()
        self.holder = holder

    @property
    def gave_way(self) -> int:
        return self.getvalue().count("the others go first")

    def write(self, words: str) -> int:
        number = super().write(words)
        if self.gave_way == 2:
            self.holder.close()
        return number


@pytest.mark.django_db(transaction=True)
def test_a_migration_gives_way_until_its_table_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = MigrationRecorder.Migration.objects.filter(**TAKEN)
    call_command("migrate", "recovery", BEFORE, stdout=StringIO())
    with closing(connection.copy()) as holder:
        holder.set_autocommit(False)
        with holder.cursor() as sql:
            sql.execute("lock table recovery_cycle in share update exclusive mode")
        monkeypatch.setattr(migrate, "_TRIES", 1)
        with pytest.raises(CommandError, match="run migrate again"):
            call_command("migrate", "recovery", stdout=StringIO())
        assert not recorded.exists()
        monkeypatch.setattr(migrate, "_TRIES", 10)
        out = Watched(holder)
        call_command("migrate", "recovery", stdout=out)
    assert recorded.exists()
    assert out.gave_way == 2
    with connection.cursor() as sql:
        sql.execute("show lock_timeout")
        assert sql.fetchone() == ("0",)
