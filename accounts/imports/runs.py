"""Importing a whole file at once: one stream, one transaction, as the command does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Run
from accounts.actions.versions import kind_sentence
from accounts.formats import Reader
from accounts.imports.columns import columns_of
from accounts.imports.engine import Work, chunks_of
from accounts.imports.kinds import Kind
from accounts.models import Person
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError


@dataclass(slots=True)
class Report:
    """What an import did, or would have done: `read` is the sum of the others."""

    read: int = 0
    outcome: Outcome = field(default_factory=Outcome)
    ignored: tuple[str, ...] = ()
    is_written: bool = True
    remarks: dict[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, object]:
        """Give the counts and the refused rows, plain enough for JSON."""
        done = self.outcome
        return {
            "read": self.read,
            "created": done.created,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "refused": [
                {"line": each.line, "column": each.column, "reason": str(each.reason)}
                for each in done.refused
            ],
        } | ({"remarks": self.remarks} if self.remarks else {})


def run_import(
    kind: Kind,
    reader: Reader,
    *,
    mapping: Mapping[str, str] | None = None,
    person: Person | None = None,
    zone: ZoneInfo | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> Report:
    """Import a file's rows as a person (None is the system), with that person's rights.

    Everything is one transaction: a dry run takes all of it back, and so does a refused row
    under `all_or_nothing`. Raises UnreadableFileError when reading fails on the way, and
    RuleBrokenError for columns that are missing or a person who may not; nothing is written.
    """
    if person is not None and not kind.may_import(person):
        raise NotAllowedError(_("You may not import %(kind)s.") % {"kind": kind.name})
    columns = columns_of(kind, reader.columns, mapping or {})
    run = Run(person, clock.now(), zone or clock.company_zone(), our.currency())
    work = Work(kind, columns, run)
    try:
        with transaction.atomic():
            for chunk in chunks_of(iter(reader)):
                work.take(chunk)
            work.finish()
            refuse_all = all_or_nothing and bool(work.outcome.refused)
            if dry_run or refuse_all:
                transaction.set_rollback(True)
    except IntegrityError as error:
        raise RuleBrokenError(kind_sentence(error), "import.race") from error
    if refuse_all:
        work.outcome = Outcome(refused=work.outcome.refused)
    used = set(columns.values())
    ignored = tuple(column for column in reader.columns if column not in used)
    return Report(work.read, work.outcome, ignored, not (dry_run or refuse_all), dict(run.remarks))
