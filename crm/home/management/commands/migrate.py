"""Django's own command, made safe under traffic: it waits for no lock with others behind it.

Who waits for a table's lock makes everybody wait who comes after. So a migration gives up soon,
lets them pass, and tries again; what was applied before it stays.
"""

import random
import threading
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.utils.translation import gettext as _

_LOCK_NOT_AVAILABLE = "55P03"
_PATIENCE_MS = 100
_TRIES = 120
_REST_SECONDS = (0.2, 0.8)


class Command(migrate.Command):
    _database: BaseDatabaseWrapper

    def handle(self, *args: Any, **options: Any) -> None:
        self._database = connections[options["database"]]
        try:
            for _number in range(_TRIES):
                if self._got_through(*args, **options):
                    return
        finally:
            self._wait_for_locks(0)
        raise CommandError(
            _("Somebody holds a table that a migration needs. What came before it stands; end what"
              " holds it (pg_stat_activity says who) and run migrate again.")
        )  # fmt: skip

    def _got_through(self, *args: Any, **options: Any) -> bool:
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", "") != _LOCK_NOT_AVAILABLE:
                raise
            self.stdout.write(_("A table is in use; the others go first. Trying again."))
            threading.Event().wait(random.uniform(*_REST_SECONDS))  # noqa: S311
            return False
        return True

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        """Set the patience before each one; what builds beside the traffic may wait for it."""
        if migration is not None and action in {"apply_start", "unapply_start"}:
            self._wait_for_locks(_PATIENCE_MS if migration.atomic else 0)
        super().migration_progress_callback(action, migration, fake)

    def _wait_for_locks(self, milliseconds: int) -> None:
        with self._database.cursor() as sql:
            sql.execute("select set_config('lock_timeout', %s, false)", [f"{milliseconds}ms"])
