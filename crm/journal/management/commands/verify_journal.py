"""Check that no entry of the journal was changed, removed or inserted."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from crm.journal import queries
from crm.journal.models import Entry


class Command(BaseCommand):
    help = "Checks the chain of the journal; exit code 1 and a sentence when it is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            metavar="PLACE:HASH",
            help="a head noted earlier; the chain must still contain it",
        )

    def handle(self, **options: str | None) -> None:
        verdict = queries.verify()
        if options["head"] and not _contains(options["head"]):
            verdict.problems.append(
                _("The head noted earlier, %(head)s, is no longer in the journal.")
                % {"head": options["head"]}
            )
        self.stdout.write(
            _("%(sealed)s entries sealed, head %(sealed)s:%(hash)s; %(unsealed)s not yet sealed.")
            % {
                "sealed": verdict.sealed,
                "hash": verdict.head_hash,
                "unsealed": verdict.unsealed,
            }
        )
        if verdict.erased:
            self.stdout.write(
                _("Of %(count)s entries: words lawfully erased.") % {"count": verdict.erased}
            )
        if verdict.problems:
            raise CommandError("\n".join(verdict.problems[:100]), returncode=1)
        self.stdout.write(_("The journal is whole."))


def _contains(head: str) -> bool:
    place, _colon, noted_hash = head.partition(":")
    return (
        place.isdecimal()
        and Entry.objects.filter(position=int(place), entry_hash=noted_hash).exists()
    )
