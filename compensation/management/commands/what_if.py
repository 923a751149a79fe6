"""Print the statement a plan gives on the inputs of a file, without writing anything."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from compensation.rules import what_if


class Command(BaseCommand):
    help = "Print a statement as JSON from a file with a plan and inputs; 1 where it is broken."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help='JSON with one {"plan": …, "inputs": …}')

    def handle(self, *_args: Any, **options: Any) -> None:
        answer = _answer(options["file"])
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if answer["errors"]:
            sys.exit(1)


def _answer(file: str) -> dict[str, Any]:
    """Read the file; one that is no scenario is malformed, like inputs that cannot be read."""
    try:
        scenario = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {"errors": ["malformed"]}
    if not isinstance(scenario, dict) or "plan" not in scenario:
        return {"errors": ["malformed"]}
    return what_if(scenario["plan"], scenario.get("inputs"))
