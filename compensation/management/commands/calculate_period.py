"""Calculate a period from the command line, as the system."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from compensation.actions import Calculation, calculate_period
from compensation.models import Period
from crm import money
from crm.errors import RuleBrokenError


class Command(BaseCommand):
    help = "Calculates a period; prints people, totals, seconds and digest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the period's name, such as “Q4 2026”")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        period = Period.objects.filter(name=options["name"]).first()
        if period is None:
            raise CommandError(
                _("There is no period called “%(name)s”.") % {"name": options["name"]}
            )
        try:
            found = calculate_period(person=None, period=period)
        except RuleBrokenError as error:
            raise CommandError(error.message) from error
        self.stdout.write(json.dumps(_plain(found)) if options["json"] else _said(found))


def _plain(found: Calculation) -> dict[str, object]:
    totals = {
        currency: {
            name: money.shown(minor, currency).replace(",", "") for name, minor in sums.items()
        }
        for currency, sums in found.totals.items()
    }
    return {
        "people": found.people,
        "totals": totals,
        "seconds": round(found.seconds, 3),
        "digest": found.digest,
    }


def _said(found: Calculation) -> str:
    lines = [_("%(people)s people") % {"people": found.people}]
    for currency, sums in found.totals.items():
        figures = ", ".join(
            f"{name} {money.shown(minor, currency)}" for name, minor in sums.items()
        )
        lines.append(f"{currency}: {figures}")
    lines.append(_("%(seconds).2f seconds") % {"seconds": found.seconds})
    lines.append(_("digest %(digest)s") % {"digest": found.digest})
    return "\n".join(lines)
