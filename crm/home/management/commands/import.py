"""Import a file of customers, contacts, people and whatever else the apps know."""  # noqa: N999

import json
from argparse import ArgumentParser
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.formats import UnreadableFileError, read_rows
from accounts.imports import Report, run_import
from accounts.queries import person_called
from crm.errors import RuleBrokenError
from crm.home.registry import KINDS

SHOWN = 50


class Command(BaseCommand):
    """Reads CSV, TSV, XLSX or vCard; running it twice changes nothing."""

    help = "Import a file: good rows are kept, bad ones are named by line, column and reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file")
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only report")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="with this person's rights")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--all-or-nothing", action="store_true")
        parser.add_argument("--zone", help="of local times in the file, such as Europe/Berlin")
        parser.add_argument("--delimiter", help="when guessing it goes wrong")
        parser.add_argument("--no-header", action="store_true", help="columns are #1, #2, …")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            reader = read_rows(
                options["file"],
                delimiter=options["delimiter"],
                has_header=not options["no_header"],
            )
            report = run_import(
                KINDS[options["kind"]],
                reader,
                mapping=dict(_pair(text) for text in options["map"]),
                person=person_called(options["email"]) if options["email"] else None,
                zone=_zone(options["zone"]) if options["zone"] else None,
                dry_run=options["dry_run"],
                all_or_nothing=options["all_or_nothing"],
            )
        except (UnreadableFileError, RuleBrokenError) as error:
            raise CommandError(str(error.message)) from error
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        self._tell(report, as_json=options["json"])
        if options["all_or_nothing"] and report.outcome.refused:
            raise CommandError(_("Nothing was written, because rows were refused."))

    def _tell(self, report: Report, *, as_json: bool) -> None:
        counts = report.counts()
        if as_json:
            self.stdout.write(json.dumps(counts, ensure_ascii=False))
            return
        refused = report.outcome.refused
        for name in ("read", "created", "updated", "unchanged"):
            self.stdout.write(f"{name}: {counts[name]}")
        self.stdout.write(f"refused: {len(refused)}")
        for each in refused[:SHOWN]:
            column = f", {each.column}" if each.column else ""
            self.stdout.write(f"  line {each.line}{column}: {each.reason}")
        if len(refused) > SHOWN:
            self.stdout.write(f"  … {len(refused) - SHOWN} more; --json lists them all")
        for remark, rows in report.remarks.items():
            self.stdout.write(f"{remark} ({rows})")
        if report.ignored:
            self.stdout.write(f"columns not read: {', '.join(report.ignored)}")
        if not report.is_written:
            self.stdout.write("nothing was written")


def _pair(text: str) -> tuple[str, str]:
    name, equals, column = text.partition("=")
    if not equals:
        raise CommandError(_("Write --map FIELD=COLUMN, not “%(text)s”.") % {"text": text})
    return name, column


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandError(_("“%(zone)s” is no time zone.") % {"zone": name}) from error
