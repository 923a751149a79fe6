"""The watchmen: what did not happen is found, told to the service lead, and gone when mended."""

import os
import signal
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import Person, Team
from crm.notices import actions as notices
from crm.notices.models import Finding, Notice
from crm.recovery import actions
from crm.recovery.models import Rung
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import open_one

SignIn = Callable[[Person], Client]


def wrong() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in Finding.objects.filter(gone_at=None).order_by("pk"):
        found.setdefault(one.what, []).append(one.subject_id)
    return found


@pytest.mark.django_db
def test_the_auditor_finds_what_did_not_happen_tells_it_once_and_sees_it_mended(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    late, bare, silent = (open_one(company, owner=company.kim) for _turn in range(3))
    actions.climb_ladders()
    notices.beat("worker")
    assert actions.audit_ladders() == 0

    clock.move(hours=2, minutes=11)
    Rung.objects.filter(ticket=bare).delete()
    lost = Rung.objects.filter(ticket=silent, key="nudge")
    lost.update(state="climbed", climbed_at=clock.at)
    raised = Rung.objects.filter(ticket=silent, key="respond_soon")
    raised.update(error="ValueError: x", parked_until=clock.at)
    notices.tell(people=[company.dana], once_key="k", subject="s", body="b")
    Notice.objects.filter(channel="email").update(next_try_at=clock.at)
    clock.move(minutes=16)
    notices.beat("climb_ladders")  # a sweep that lives and leaves a rung lying
    assert actions.audit_ladders() == 6
    alone = [str(silent.pk)]
    assert wrong() == {"rung_raised": alone, "told_nobody": alone, "notices_stuck": ["email"]} | {
        "rungs_overdue": [str(late.pk), *alone], "no_rungs": [str(bare.pk)],
    }  # fmt: skip
    told = Notice.objects.get(about_kind="finding", channel="in_app")
    assert (told.person, told.must_tell) == (company.sara, True)
    assert "The watch found 6 things" in told.subject
    assert actions.audit_ladders() == 0
    page = signed_in(company.sara).get("/notices/watch/").content.decode()
    assert f">OOPS {bare.pk}</a>" in page

    raised.update(error="", parked_until=None)
    lost.update(state="waiting", climbed_at=None)
    actions.climb_ladders()
    notices.send_waiting()
    assert actions.audit_ladders() == 0
    assert wrong() == {"no_rungs": [str(bare.pk)]}
    clock.move(minutes=4)
    actions.audit_ladders()
    assert "sweep_silent" in wrong()


@pytest.mark.django_db
def test_when_there_is_nobody_to_tell_at_all_the_admin_hears_of_it(
    company: Company, clock: Clock
) -> None:
    Team.objects.update(lead=None)
    Person.objects.filter(pk=company.olga.pk).update(is_active=False)
    ticket = open_one(company)
    clock.move(hours=2, microseconds=1)
    actions.climb_ladders()
    assert not Notice.objects.exists()
    clock.move(minutes=2)
    notices.beat("climb_ladders")
    actions.audit_ladders()
    assert wrong() == {"told_nobody": [str(ticket.pk)]}
    assert set(Notice.objects.values_list("person__name", flat=True)) == {company.ada.name}


@pytest.mark.django_db
def test_metrics_tell_lateness_and_the_outbox_to_this_machine_or_a_token(
    company: Company, clock: Clock, settings: Settings
) -> None:
    open_one(company, owner=company.kim)
    clock.move(hours=2, seconds=40)
    actions.climb_ladders()
    clock.move(hours=1, minutes=1)
    lines = Client().get("/metrics").content.decode().splitlines()
    assert "confidant_rungs_due 1" in lines
    assert "confidant_rungs_oldest_late_seconds 60.0" not in lines  # 3 h + 1 min 40 s have passed
    assert "confidant_rungs_oldest_late_seconds 100.0" in lines
    assert 'confidant_rung_lateness_seconds{quantile="0.95"} 40.0' in lines
    assert 'confidant_notices_waiting{channel="email"} 1' in lines
    assert "confidant_outbox_oldest_seconds 3660.0" in lines
    ages = Client().get("/readyz").json()
    assert ages["sweep_age"] == 3660.0

    settings.METRICS_TOKEN = "t" * 30
    for how, status in (
        ({"headers": {"X-Forwarded-For": "203.0.113.5"}}, 403),
        ({"REMOTE_ADDR": "203.0.113.5"}, 403),
        ({"REMOTE_ADDR": "203.0.113.5", "headers": {"Authorization": "Bearer nonsense"}}, 403),
        ({"REMOTE_ADDR": "203.0.113.5", "headers": {"Authorization": f"Bearer {'t' * 30}"}}, 200),
    ):
        assert Client().get("/metrics", **how).status_code == status


class Watched(StringIO):
    """Loses the database after the first sweep, and is told to end after the third."""

    def write(self, words: str) -> int:
        number = super().write(words)
        if (sweeps := self.getvalue().count("climbed")) == 1 and words.strip():
            connection.connection.close()
        if sweeps == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return number


@pytest.mark.django_db(transaction=True)
def test_the_second_watchman_outlives_the_database_and_ends_when_told() -> None:
    out, errors, before = Watched(), StringIO(), signal.getsignal(signal.SIGTERM)
    call_command("climb_ladders", "--loop", "--rest", "0", stdout=out, stderr=errors)
    assert out.getvalue().count("climbed") == 3
    assert "Error" in errors.getvalue()
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.django_db
def test_the_table_of_findings_refuses_nonsense(clock: Clock) -> None:
    Finding.objects.create(what="no_rungs", subject_kind="ticket", subject_id="1")
    for odd, name in (
        ({"subject_id": "1"}, "finding_open_once"),
        ({"subject_id": "2", "gone_at": clock.at.replace(year=2020)},
         "finding_gone_after_it_was_found"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Finding.objects.create(what="no_rungs", subject_kind="ticket", **odd)
