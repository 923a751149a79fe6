import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connection
from django.utils.translation import gettext as _

from crm.recovery.actions import SweepResult, climb_ladders

_REST_SECONDS = 30


class Command(BaseCommand):
    help = "Climb every rung that is due; --loop goes on every 30 seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help=_("go on every 30 seconds"))
        parser.add_argument("--json", action="store_true", help=_("print one JSON object a sweep"))

    def handle(self, *_arguments: Any, **options: Any) -> None:
        while True:
            try:
                self._tell(climb_ladders(), as_json=options["json"])
            except (DatabaseError, InterfaceError) as error:
                if not options["loop"]:
                    raise
                # A second watchman outlives the database's restart and tries again. A server
                # that dies under a statement is not always told as an OperationalError.
                self.stderr.write(str(error))
                connection.close()
            if not options["loop"]:
                return
            time.sleep(_REST_SECONDS)

    def _tell(self, swept: SweepResult, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(swept) | {"seconds": round(swept.seconds, 3)}))
            return
        self.stdout.write(
            _(
                "climbed %(climbed)d, spared %(spared)d, parked %(parked)d,"
                " notices %(notices)d, seconds %(seconds).3f"
            )
            % asdict(swept)
        )
