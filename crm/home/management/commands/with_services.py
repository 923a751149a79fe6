"""Run any command beside a database and a broker."""

import argparse
import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from crm.home.management.serving import running_servers, servers_log


class Command(BaseCommand):
    help = "Start or join the embedded servers, migrate, run a command, stop what was started."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs=argparse.REMAINDER, metavar="-- CMD …")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        words: list[str] = options["words"]
        words = words[1:] if words[:1] == ["--"] else words
        if not words:
            raise CommandError("Say which command to run: manage.py with_services -- CMD …")
        with servers_log() as log, running_servers(log):
            call_command("migrate", verbosity=0, interactive=False)
            connections.close_all()
            code = run(words)
        sys.exit(code)


def run(words: list[str]) -> int:
    """Run a command to its end, whoever asks us to stop, and give its code as a shell would."""
    environment = {**os.environ, "CONFIDANT_STATE": str(settings.STATE)}
    try:
        running = subprocess.Popen(words, env=environment)  # noqa: S603 - the person's own words
    except OSError as error:
        raise CommandError(f"{words[0]} cannot be run: {error.strerror}.") from error

    def pass_on(number: int, frame: FrameType | None) -> None:
        del frame
        running.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal asks the command itself
    code = running.wait()
    return code if code >= 0 else 128 - code
