import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from crm.recovery.actions import fetch_mail, receive
from crm.recovery.actions.fetching import may_come_later
from crm.recovery.rules.mail import TooLargeError

#: What a mail server understands (sysexits.h): bad for ever, and try again later.
BAD_MESSAGE, TRY_LATER = 65, 75


class Command(BaseCommand):
    help = "Read the mailbox; --pipe reads one message from standard input, for a mail server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pipe", action="store_true", help=_("one message on standard input"))

    def handle(self, *_arguments: Any, **options: Any) -> None:
        if options["pipe"]:
            self._pipe()
            return
        fetched = fetch_mail()
        self.stdout.write(
            _("received %(received)d, parked %(parked)d")
            % {"received": fetched.received, "parked": fetched.parked}
        )

    def _pipe(self) -> None:
        raw = sys.stdin.buffer.read()
        if not raw.strip():
            sys.exit(BAD_MESSAGE)
        try:
            receive(raw)
        except TooLargeError:
            sys.exit(BAD_MESSAGE)
        except Exception as error:  # noqa: BLE001 - whatever it is, the mail server must hear
            # Kept and sent again, or given back to the sender: never lost without a word.
            self.stderr.write(type(error).__name__)
            sys.exit(TRY_LATER if may_come_later(error) else BAD_MESSAGE)
