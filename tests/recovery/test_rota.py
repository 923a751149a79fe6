"""At night and on holidays only who is on call is woken, and everybody else reads it by day."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions, rules
from crm.recovery.models import OnCall
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_constraints import refused, set_columns
from tests.recovery.tickets import answered, hours, open_one

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
MORNING = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC)  # 7:00 in Berlin


def on_call(company: Company, person: Person, clock: Clock, **more: object) -> OnCall:
    span = {"from_at": clock.at, "until_at": clock.at + dt.timedelta(days=7)} | more
    return actions.plan_on_call(by=None, team=company.service, person=person, **span)


def mails(ticket_id: int) -> dict[str, tuple[dt.datetime, bool]]:
    rows = Notice.objects.filter(about_id=str(ticket_id), channel="email", about_kind="ticket")
    return {row.person.name: (row.next_try_at, row.must_tell) for row in rows}


def test_a_pressing_level_wakes_who_is_on_call_and_nobody_else(
    company: Company, clock: Clock
) -> None:
    on_call(company, company.sara, clock)
    ticket = answered(company, owner=company.kim)
    clock.move(hours=18.1)  # 04:18 in Berlin: halfway and at risk are due at once
    actions.climb_ladders()
    found = mails(ticket.pk)
    assert found["Sara Lind"] == (clock.at, True)
    assert found["Kim Osei"] == (MORNING, True)
    assert found["Dana Vogt"] == (MORNING, False)
    in_app = Notice.objects.filter(about_id=str(ticket.pk), channel="in_app", state="sent")
    assert in_app.filter(person=company.kim).exists()
    woken = Notice.objects.filter(about_id=str(ticket.pk), person=company.sara, channel="email")
    assert "on call" in woken.get().body


def test_a_gentle_level_wakes_nobody_and_without_a_rota_all_is_as_by_day(
    company: Company, clock: Clock
) -> None:
    on_call(company, company.sara, clock, until_at=clock.at + hours(13))
    ticket = answered(company, owner=company.kim)
    clock.move(hours=12.95)  # 22:09 in Berlin: halfway
    actions.climb_ladders()
    assert mails(ticket.pk) == {"Kim Osei": (MORNING, False), "Dana Vogt": (MORNING, False)}
    clock.move(hours=5.2)  # at risk, and the rota has a gap
    actions.climb_ladders()
    rows = Notice.objects.filter(about_id=str(ticket.pk), channel="email", must_tell=True)
    assert {row.person.name: row.next_try_at for row in rows} == {
        "Kim Osei": clock.at,
        "Sara Lind": clock.at,
    }


def test_on_a_holiday_the_deputy_of_who_is_on_call_is_told_of_a_second_mishap(
    company: Company, clock: Clock
) -> None:
    open_one(company)
    actions.add_holiday(by=company.olga, on=clock.at.date(), name="Repentance Day")
    on_call(company, company.kim, clock)
    kim = Person.objects.get(pk=company.kim.pk)
    kim.away_from, kim.deputy = clock.at, company.rui
    kim.save()
    ticket = open_one(company)
    assert mails(ticket.pk) == {"Rui Alves": (clock.at, True), "Sara Lind": (MORNING, True)}


def test_one_pressing_level_among_several_is_told_through_quiet_hours(
    company: Company, clock: Clock
) -> None:
    Person.objects.filter(pk=company.dana.pk).update(
        quiet_from=dt.time(0), quiet_until=dt.time(23, 59)
    )
    ticket = open_one(company, reported_at=clock.at - hours(13))
    actions.climb_ladders()
    assert mails(ticket.pk)["Dana Vogt"] == (clock.at, True)


def test_the_rota_is_planned_on_its_page_and_shows_the_gaps(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    client, address = signed_in(company.sara), reverse("rota_plan")
    week = {"team": company.service.pk, "person": company.kim.pk}
    week |= {"from_at": "2026-11-23T22:00", "until_at": "2026-11-30T07:00"}
    assert client.post(address, week).status_code == 302
    page = client.get(reverse("rota")).content.decode()
    assert "nobody in 7 of 14 nights and holidays" in page
    assert 'value="2026-11-30T07:00"' in page
    over = client.post(address, week | {"person": company.sara.pk})
    assert (over.status_code, "Somebody else is on call" in over.content.decode()) == (422, True)
    assert client.post(address, week | {"until_at": "2026-11-22T07:00"}).status_code == 422
    assert Notice.objects.filter(person=company.kim, channel="in_app").count() == 1
    span = OnCall.objects.get()
    clock.move(hours=24)
    assert client.post(reverse("rota_end", args=[span.pk])).status_code == 302
    span.refresh_from_db()
    assert span.until_at == clock.at
    with pytest.raises(RuleBrokenError, match="does not see every ticket"):
        on_call(company, company.dana, clock)


def test_the_table_keeps_one_on_call_at_a_time_in_order_and_not_for_ever(
    company: Company, clock: Clock
) -> None:
    first = on_call(company, company.kim, clock)
    second = on_call(company, company.sara, clock, from_at=first.until_at,
                     until_at=first.until_at + hours(1))  # fmt: skip
    table = "recovery_oncall"
    early = {"from_at": first.until_at - hours(1)}
    assert set_columns(table, second.pk, **early) == "on_call_one_at_a_time"
    assert set_columns(table, first.pk, until_at=first.from_at) == "on_call_in_order"
    for_ever = {"until_at": second.from_at + dt.timedelta(days=32)}
    assert set_columns(table, second.pk, **for_ever) == "on_call_not_for_ever"
    second.pk, second.team, second._state.adding = None, company.service, True
    assert refused(second) == "on_call_one_at_a_time"
    holiday = actions.add_holiday(by=None, on=clock.at.date(), name="Rest")
    assert set_columns("recovery_holiday", holiday.pk, name="") == "holiday_has_a_name"


def test_a_rung_tells_the_last_of_a_chain_of_deputies_and_stops_in_a_circle(
    company: Company, clock: Clock
) -> None:
    """Each kind of target: the owner, their lead, the steward, a director."""
    everybody = rules.Rung(
        key="all", clock="respond", at_pct=50,
        tells=("owner", "team_lead", "steward", "service_lead", "director"),
    )  # fmt: skip
    policy = rules.Policy(respond_s=3600, recover_s=7200, rungs=(everybody,))
    actions.set_policy(person=None, severity=2, policy=policy)
    away = {"kim": "rui", "rui": "lea", "sara": "max", "max": "sara", "dana": "fin", "olga": "ada"}
    for name, deputy in away.items():
        Person.objects.filter(pk=getattr(company, name).pk).update(
            away_from=clock.at, deputy=getattr(company, deputy)
        )
    ticket = open_one(company, person=company.sara, owner=company.kim)
    clock.move(hours=0.6)
    actions.climb_ladders()
    rows = Notice.objects.filter(about_id=str(ticket.pk), once_key__endswith=":all")
    told = set(rows.values_list("person__name", flat=True))
    # Kim's Rui is away too, so Lea; Sara and Max stand in for each other, so one of them.
    assert told - {"Sara Lind", "Max Orban"} == {"Lea Marsh", "Fin Adler", "Ada Wirth"}
    assert len(told) == 4
