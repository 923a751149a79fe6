"""Draw and send a round of report cards, or try it dry."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from crm import clock
from crm.errors import RuleBrokenError
from report_cards.actions import draw_round, plan_round, send_round
from report_cards.models import Round, RoundState
from report_cards.queries import Quarter, quarter_of
from report_cards.queries.drawing import Plan


class Command(BaseCommand):
    """Draws by rule with a seed and sends; sent twice, nobody is asked twice."""

    help = "Draw and send a round of report cards; a new name makes a round about its quarter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help='the round, such as "Q4 2026"')
        parser.add_argument("--seed", type=int, help="the seed of the draw, to repeat it")
        parser.add_argument("--dry-run", action="store_true", help="draw on paper only")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            with transaction.atomic():
                this_round = _round_called(options["name"])
                plan = _drawn(this_round, options["seed"])
                if options["dry_run"]:
                    transaction.set_rollback(True)
            if plan is not None:
                self._tell(this_round, plan)
            if options["dry_run"]:
                self.stdout.write("dry run: nothing was written or sent")
                return
            done = send_round(person=None, this_round=this_round)
        except RuleBrokenError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"sent {done.queued}")
        for reason, n in sorted(done.skipped.items()):
            self.stdout.write(f"held back {reason} {n}")

    def _tell(self, this_round: Round, plan: Plan) -> None:
        self.stdout.write(
            f"round {this_round.name}: {this_round.first_on} to {this_round.last_on},"
            f" seed {plan.seed}"
        )
        self.stdout.write(f"planned {len(plan.asked)}")
        self.stdout.write(f"skipped {len(plan.skipped)}")
        for reason, n in plan.skipped_by_reason().items():
            self.stdout.write(f"  {reason} {n}")


def _round_called(name: str) -> Round:
    """Find the round; a new name plans one about the quarter it names, or the present one."""
    found = Round.objects.filter(name__iexact=name.strip()).first()
    if found is not None:
        return found
    quarter = quarter_of(clock.today())
    year, number = re.search(r"\b(20\d\d)\b", name), re.search(r"\bQ([1-4])\b", name, re.IGNORECASE)
    if year or number:
        quarter = Quarter(
            int(year[1]) if year else quarter.year, int(number[1]) if number else quarter.number
        )
    return plan_round(person=None, name=name, first_on=quarter.first_on, last_on=quarter.last_on)


def _drawn(this_round: Round, seed: int | None) -> Plan | None:
    """Draw a round that is planned; one that is drawn already keeps its seed."""
    if this_round.state != RoundState.PLANNED:
        return None
    plan = draw_round(person=None, this_round=this_round, seed=seed)
    this_round.refresh_from_db()
    return plan
