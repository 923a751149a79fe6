"""Clocks that are wrong, paper that is full, a row that is poison, a mail server that is away."""

import datetime as dt

import pytest
from django.db import connection

from crm import clock
from crm.celery import app
from crm.notices.models import Notice
from crm.recovery.models import Rung
from tests.chaos import crew
from tests.chaos.conftest import Begin
from tests.chaos.ground import check_ladders, check_mails, late_company, left, until
from tests.notices.post_office import PostOffice
from tests.recovery.tickets import open_one

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("hours", [5, -5])
def test_the_databases_clock_decides_and_not_the_machines(
    begin: Begin, office: tuple[PostOffice, crew.Fate], hours: int
) -> None:
    post_office, fate = office
    company = late_company(2)
    fresh = open_one(company, owner=company.kim, customer=company.vega)
    Notice.objects.all().delete()
    wrong = crew.Fate(mail_port=fate.mail_port, ahead=dt.timedelta(hours=hours))
    for deed in (crew.sweep, crew.send):
        process = begin(deed, fate=wrong)
        process.join(60)
        assert process.exitcode == 0
    assert set(fresh.rungs.values_list("state", flat=True)) == {"waiting"}
    check_mails(post_office, kills=0)
    now = clock.database_now()
    assert all(abs(at - now) < dt.timedelta(hours=1) for at in Rung.objects.exclude(
        climbed_at=None).values_list("climbed_at", flat=True))  # fmt: skip
    fresh.rungs.all().delete()
    check_ladders(2)


def test_full_paper_and_a_poison_row_do_not_stop_the_climbing(begin: Begin) -> None:
    """The words of the failure cannot be written down anywhere; the others are climbed."""
    late_company(3)
    poison = Rung.objects.latest("pk").ticket_id
    with connection.cursor() as sql:
        sql.execute("update recovery_rung set channels = '[\"pigeon\"]' where ticket_id = %s",
                    [poison])  # fmt: skip
    begin(crew.work, "DEBUG", fate=crew.Fate(paper_is_full=True))
    app.send_task("crm.recovery.tasks.climb_ladders")
    until(lambda: left() == 8, what="the climb of the others")
    parked = Rung.objects.filter(ticket=poison)
    until(lambda: not parked.filter(error="").exists(), what="the parking")
    assert set(parked.values_list("state", "error")) == {("waiting", "KeyError: 'pigeon'")}
    parked.update(channels=["in_app", "email"], parked_until=None)
    app.send_task("crm.recovery.tasks.climb_ladders")
    until(lambda: not left())
    check_ladders(3)
