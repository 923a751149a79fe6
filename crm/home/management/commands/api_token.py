"""Print a new API token of a person, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import issue_token
from accounts.models import TokenScope
from accounts.queries import person_called
from crm.errors import RuleBrokenError


class Command(BaseCommand):
    """The token opens what its person may do, and can be revoked in their settings."""

    help = "Print an API token of a person; it is shown this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--scope", choices=TokenScope.values, default="read")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            person = person_called(options["email"])
            self.stdout.write(issue_token(person=person, scope=options["scope"]))
        except RuleBrokenError as error:
            raise CommandError(error.message) from error
