"""Print the one-time code that the first director is asked for."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.actions import make_setup_code


class Command(BaseCommand):
    """Says nothing once there is a director; each call ends the code before."""

    help = "Print the code for /setup/, as long as nobody directs this installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base", default=settings.BASE_URL, help="where the pages are")

    def handle(self, *_args: Any, **options: Any) -> None:
        code = make_setup_code()
        if code:
            self.stdout.write(f"setup {options['base']}/setup/ asks for the code {code}")
