"""The sweep as a command: what it prints for people and for programs."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from crm.recovery.tasks import ask_loyalty, climb_ladders
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import open_one

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("climb_ladders", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_climbed_spared_notices_and_seconds(company: Company, clock: Clock) -> None:
    open_one(company, owner=company.kim)
    clock.move(hours=25)
    told = json.loads(printed("--json"))
    assert (told["climbed"], told["spared"], told["parked"]) == (7, 1, 0)
    assert told["notices"] == 8
    assert told["seconds"] >= 0
    assert printed().startswith("climbed 0, spared 0")


def test_the_tasks_do_the_same_and_are_harmless_twice(company: Company, clock: Clock) -> None:
    open_one(company, owner=company.kim)
    clock.move(hours=25)
    assert (climb_ladders(), climb_ladders(), ask_loyalty()) == (7, 0, 0)
