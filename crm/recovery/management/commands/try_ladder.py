import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from crm.recovery.rules import MalformedError, play


class Command(BaseCommand):
    help = "Play a policy over a history and print what would have happened."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a scenario as JSON")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            told = play(_read(options["file"]))
        except MalformedError as malformed:
            self.stdout.write(json.dumps({"error": malformed.code}))
            sys.exit(1)
        self.stdout.write(json.dumps(told, indent=2))


def _read(path: Path) -> object:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise MalformedError("file_unreadable") from None
    except UnicodeDecodeError:
        raise MalformedError("not_json") from None
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError):
        raise MalformedError("not_json") from None


def _refuse(_word: str) -> NoReturn:
    raise MalformedError("not_json")
