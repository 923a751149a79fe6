"""Write the demonstration company and print who can sign in."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crm.home import demo


class Command(BaseCommand):
    """Deterministic but for the present moment, which the story ends at; twice is once."""

    help = "Write a demonstration company, with people of every role, and print the sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=["small"], default="small")

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError(
                "The demonstration has a password that everybody knows: "
                "it is never written in production."
            )
        if demo.is_told():
            self.stdout.write("The demonstration company is there already.")
        else:
            began = time.perf_counter()
            demo.tell()
            seconds = time.perf_counter() - began
            self.stdout.write(f"The demonstration company was written in {seconds:.0f} s.")
        self._print_sign_ins()

    def _print_sign_ins(self) -> None:
        rows = demo.sign_ins()
        wide = max(len(row.email) for row in rows)
        broad = max(len(row.name) for row in rows)
        self.stdout.write(f"\nSign in at {settings.BASE_URL}/ with the password {demo.PASSWORD}")
        for row in rows:
            self.stdout.write(f"  {row.email:{wide}}  {row.name:{broad}}  {row.roles}")
