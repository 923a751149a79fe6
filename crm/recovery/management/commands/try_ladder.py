import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_lazy as _

from crm.recovery.rules import MalformedError, play

#: What a code means, for whoever wrote the scenario; the code itself is for programs.
SENTENCES: Final = {
    "bad_audience": _("A rung tells somebody unknown: name roles, or persons in a list."),
    "bad_channel": _("A rung uses an unknown channel: name in_app, email or webhook in a list."),
    "bad_clock": _("The clock of a rung is respond or recover."),
    "bad_duration": _("The policy needs respond_s and recover_s, in seconds above nought."),
    "bad_event": _("Each event is an object with a type and a time."),
    "bad_events": _("The events are a list."),
    "bad_instant": _("A time is no ISO 8601 date and time, such as 2026-06-01T08:00:00Z."),
    "bad_key": _("Each rung needs a key."),
    "bad_number": _("A number is not written as one: 75, 37.5 or 100/3, and never below nought."),
    "bad_owner": _("An assignment says true or false of its owner."),
    "bad_point": _("Each rung has either at_pct or at_s."),
    "bad_policy": _("The policy is an object."),
    "bad_rung": _("Each rung is an object with key, clock and a point."),
    "bad_rungs": _("The rungs of the policy are a list."),
    "bad_until": _("An appointment lies after its cycle began."),
    "duplicate_key": _("Two rungs bear the same key."),
    "events_missing": _("The scenario has no events."),
    "events_out_of_order": _("The events do not stand in order of time."),
    "file_unreadable": _("The file cannot be read."),
    "instant_without_offset": _("A time has no offset: end it in Z, or in one such as +02:00."),
    "not_an_object": _("The scenario is one object with a policy and events."),
    "not_json": _("The file holds no JSON."),
    "out_of_range": _("A time lies beyond what a calendar holds."),
    "policy_missing": _("The scenario has no policy."),
    "report_not_first": _("The first event is the report."),
    "second_report": _("A mishap is reported once; what comes back is reopened."),
    "unknown_event": _("An event is report, respond, recover, reopen, appoint, assign or sweep."),
}


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
            self.stderr.write(str(SENTENCES[malformed.code]))
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
