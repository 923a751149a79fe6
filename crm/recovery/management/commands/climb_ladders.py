import json
import logging
import random
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from crm.recovery.actions import SweepResult, climb_ladders, share_unowned

logger = logging.getLogger(__name__)

_REST_SECONDS = 30.0
# Watchmen that were started together part, so that they do not ask for the same rows at once.
_JITTER = 0.2


class Command(BaseCommand):
    help = "Climb every rung that is due; --loop goes on every 30 seconds until it is told to end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help=_("go on every 30 seconds"))
        parser.add_argument(
            "--rest", type=float, default=_REST_SECONDS, help=_("seconds between two sweeps")
        )
        parser.add_argument("--json", action="store_true", help=_("print one JSON object a sweep"))

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if not options["loop"]:
            self._tell(climb_ladders(), as_json=options["json"])
            return
        with _told_to_end() as end:
            while not end.is_set():
                self._sweep(as_json=options["json"])
                end.wait(options["rest"] * random.uniform(1 - _JITTER, 1 + _JITTER))  # noqa: S311

    def _sweep(self, *, as_json: bool) -> None:
        """Sweep once; a second watchman outlives whatever goes wrong and tries again."""
        try:
            self._tell(climb_ladders(), as_json=as_json)
            share_unowned()
        except Exception as error:
            logger.exception("a sweep failed; the next one tries again")
            self.stderr.write(f"{type(error).__name__}: {error}")
            connection.close()

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


@contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """Let SIGTERM and SIGINT end the loop after the sweep at hand, and no sooner."""
    end = threading.Event()
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(kind, lambda *_told: end.set()) for kind in kinds]
    try:
        yield end
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
