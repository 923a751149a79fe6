"""How often one may call, with which token, and what happens when two call at once."""

import threading
from typing import Any

import pytest
import time_machine
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.db import connection
from rest_framework.throttling import SimpleRateThrottle

from crm.recovery.models import Ticket
from secrets_manual.models import Promise
from tests.api.callers import Caller
from tests.people import Company, halden
from tests.recovery.tickets import open_one


@pytest.fixture
def three_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "user", "3/min")


@pytest.mark.usefixtures("three_a_minute")
def test_who_calls_too_often_waits_and_others_do_not(company: Company) -> None:
    with time_machine.travel("2026-11-23T09:12:00Z", tick=False) as day:
        dana, kim = Caller(company.dana), Caller(company.kim)
        assert [dana.get("customers/").status_code for _call in range(4)] == [200, 200, 200, 429]
        refused = dana.get("customers/")
        assert refused.json()["code"] == "throttled"
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert Caller(company.dana).get("customers/").status_code == 429
        assert kim.get("customers/").status_code == 200
        day.shift(61)
        assert dana.get("customers/").status_code == 200


@pytest.mark.usefixtures("three_a_minute")
def test_without_the_counter_calls_go_through(
    company: Company, dana: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "cache", RedisCache("redis://127.0.0.1:1/0", {}))
    assert [dana.get("customers/").status_code for _call in range(4)] == [200] * 4


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("write", 201)])
def test_a_token_printed_on_the_command_line_opens_what_its_scope_says(
    company: Company, capsys: pytest.CaptureFixture[str], scope: str, status: int
) -> None:
    call_command("api_token", company.dana.email, scope=scope)
    dana = Caller(company.dana)
    dana.token = capsys.readouterr().out.split()[-1]
    assert dana.get("customers/").status_code == 200
    assert dana.send("customers/", {"name": "Orsa"}).status_code == status


def test_a_token_to_read_changes_nothing_anywhere(company: Company, clock: Any) -> None:
    ticket = open_one(company)
    reader = Caller(company.kim, scope="read")
    assert reader.get(f"tickets/{ticket.pk}/").status_code == 200
    for path in ("tickets/", f"tickets/{ticket.pk}/fix/", "secrets/", "promises/"):
        assert reader.send(path, {}).status_code == 403
    row = Ticket.objects.get()
    assert (row.version, Promise.objects.count()) == (ticket.version, 0)


def test_a_token_opens_no_more_than_its_person_and_closes_with_them(
    company: Company, dana: Caller
) -> None:
    assert dana.get(f"customers/{company.vega.pk}/").status_code == 404
    company.dana.is_active = False
    company.dana.save()
    assert dana.get("customers/").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_is_told_who_was_first() -> None:
    company = halden()
    ticket = open_one(company)
    answers = _at_once(
        Caller(company.kim), Caller(company.sara), f"tickets/{ticket.pk}/fix/", {"words": "Fixed."}
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409).json()
    assert refused["code"] == "recovery.already_fixed"
    first = Ticket.objects.get().cycle.fixed_by
    assert first is not None
    assert first.name in refused["message"]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_opens_one_ticket() -> None:
    company = halden()
    kim = Caller(company.kim)
    body = {
        "customer": str(company.norte.pk),
        "words": "No gaskets.",
        "severity": 1,
        "channel": "phone",
    }
    answers = _at_once(kim, kim, "tickets/", body, **{"Idempotency-Key": "once"})
    assert sorted(answer.status_code for answer in answers) == [200, 201]
    assert Ticket.objects.count() == 1


def _at_once(one: Caller, other: Caller, path: str, body: object, **headers: str) -> list[Any]:
    begin, answers = threading.Barrier(2), []

    def call(caller: Caller) -> None:
        try:
            begin.wait(timeout=20)
            answers.append(caller.send(path, body, **headers))
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=[caller]) for caller in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers
