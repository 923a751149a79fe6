"""Export as CSV what a person may see; it imports again unchanged."""

import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.imports import Table
from accounts.queries import person_called
from accounts.rules import neutralise_cell
from crm.errors import RuleBrokenError
from crm.home.registry import KINDS


class Command(BaseCommand):
    """Streams rows to standard output; cells that a spreadsheet would run are neutralised."""

    help = "Export customers, contacts, people and so on as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(name for name in KINDS if KINDS[name].export))
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="what this person may see")

    def handle(self, *_args: Any, **options: Any) -> None:
        kind = KINDS[options["kind"]]
        try:
            person = person_called(options["email"]) if options["email"] else None
            if person is not None and not kind.may_export(person):
                raise CommandError(_("You may not export %(kind)s.") % {"kind": kind.name})
            table = kind.export(person) if kind.export else Table((), ())
        except RuleBrokenError as error:
            raise CommandError(error.message) from error
        lines = csv.writer(self.stdout)
        lines.writerow(table.header)
        for row in table.rows:
            lines.writerow([_cell(value) for value in row])


def _cell(value: object) -> str:
    return "" if value is None else neutralise_cell(str(value))
