"""Stay in touch: who is due and why, a talk in one tap, a pause with its reason."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import pause_customer
from accounts.models import Customer, Pause, Person
from crm import clock as crm_clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.home.queries.in_touch import in_touch
from secrets_manual.models import Conversation
from tests.home.test_health import talked
from tests.people import Company, make_customer

SignedIn = Callable[[Person], Client]


def due(person: Person, circle: str = "mine") -> list[str]:
    page = in_touch(person, circle=circle, team="", today=crm_clock.today())
    return [row.customer.name for row in page.due]


def test_who_is_beyond_their_rhythm_is_due_and_who_is_not_is_not(
    company: Company, clock: object
) -> None:
    talked(company.ana, company.dana, 90, 60, 31)
    assert due(company.dana) == ["Norte Foods"]
    talked(company.ana, company.dana, 2)
    assert due(company.dana) == []


def test_a_day_that_was_set_stands_instead_of_the_rhythm(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 90, 60, 31)
    today = crm_clock.today()
    rows = Customer.objects.filter(pk=company.norte.pk)
    rows.update(next_touch_on=today + dt.timedelta(days=3), next_touch_why="The budget")
    assert due(company.dana) == []
    rows.update(next_touch_on=today)
    assert due(company.dana) == ["Norte Foods"]


def test_a_lead_sees_the_teams_and_nobody_sees_anothers(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 90, 60, 31)
    talked(company.luis, company.rui, 90, 60, 31)
    assert due(company.lea, "team") == ["Norte Foods"]
    assert due(company.dana) == ["Norte Foods"]
    assert due(company.rui) == ["Vega Labs"]


def test_a_snooze_holds_until_its_day_and_is_over_then(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 90, 60, 31)
    until_on = crm_clock.today() + dt.timedelta(days=10)
    pause_customer(
        person=company.dana, customer=company.norte, kind="snooze", reason="On leave",
        until_on=until_on,
    )  # fmt: skip
    assert due(company.dana) == []
    clock.move(days=10)  # type: ignore[attr-defined]
    assert due(company.dana) == ["Norte Foods"]


def test_a_pause_needs_a_reason_and_a_snooze_a_day_to_come(company: Company, clock: object) -> None:
    with pytest.raises(RuleBrokenError, match="Until when"):
        pause_customer(
            person=company.dana, customer=company.norte, kind="snooze", reason="Why",
            until_on=crm_clock.today(),
        )  # fmt: skip


def test_only_the_steward_and_their_lead_pause(company: Company, clock: object) -> None:
    with pytest.raises(NotVisibleError):
        pause_customer(person=company.rui, customer=company.norte, kind="not_a_fit", reason="Small")
    with pytest.raises(NotAllowedError):
        pause_customer(
            person=company.olga, customer=company.norte, kind="not_a_fit", reason="Small"
        )
    pause_customer(person=company.lea, customer=company.norte, kind="not_a_fit", reason="Small")


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("pause_has_a_reason", "'not_a_fit', '  ', null, now(), null"),
        ("pause_snooze_has_an_end", "'snooze', 'Leave', null, now(), null"),
        ("pause_snooze_has_an_end", "'not_a_fit', 'Small', '2031-01-01', now(), null"),
        ("pause_in_order", "'not_a_fit', 'Small', null, now(), now() - interval '1 day'"),
        ("one_open_pause_a_customer", "'not_a_fit', 'Small', null, now(), null"),
    ],
)
def test_the_database_refuses_it_by_name(company: Company, rule: str, values: str) -> None:
    if rule.startswith("one_open"):
        pause_customer(
            person=company.dana, customer=company.norte, kind="not_a_fit", reason="Small"
        )
    columns = "customer_id, person_id, kind, reason, until_on, made_at, ended_at"
    row = f"{company.norte.pk}, {company.dana.pk}, {values}"
    with (
        pytest.raises(IntegrityError, match=rule),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"insert into accounts_pause ({columns}) values ({row})")  # noqa: S608


def test_a_talk_is_written_down_in_one_tap(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    talked(company.ana, company.dana, 90, 60, 31)
    client = signed_in(company.dana)
    assert "I called" in client.get(reverse("in_touch")).content.decode()
    answer = client.post(
        reverse("in_touch_talk", args=[company.norte.pk]),
        {"contact": company.ana.pk, "started_by": "them"},
    )
    talk = Conversation.objects.latest("id")
    assert answer["Location"] == reverse("conversation", args=[talk.pk])
    assert (talk.kind, talk.started_by, talk.contact) == ("call", "them", company.ana)
    assert due(company.dana) == []


def test_a_pause_is_written_with_its_reason_and_taken_back(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    talked(company.ana, company.dana, 90, 60, 31)
    client = signed_in(company.dana)
    page = reverse("in_touch_pause", args=[company.norte.pk]) + "?kind=not_a_fit"
    assert client.post(page, {"reason": ""}).status_code == 422
    client.post(page, {"reason": "They need a smaller one"})
    body = client.get(reverse("in_touch")).content.decode()
    assert "They need a smaller one" in body
    assert Pause.objects.get().kind == "not_a_fit"
    client.post(reverse("in_touch_resume", args=[company.norte.pk]))
    assert due(company.dana) == ["Norte Foods"]


def test_today_names_the_cold_ones_with_the_evidence_and_three_ways_on(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    talked(company.ana, company.dana, 98, 70, 42, started_by="us")
    warm = make_customer("Warm and well", steward=company.dana)
    body = signed_in(company.dana).get(reverse("today")).content.decode()
    assert "Cooling" in body
    assert "usually every 4 weeks, now 6 weeks (from talks on 3 days)" in body
    assert f"{reverse('in_touch_pause', args=[company.norte.pk])}?kind=not_a_fit" in body
    assert warm.name not in body
    pause_customer(person=company.dana, customer=company.norte, kind="not_a_fit", reason="Small")
    assert "now 6 weeks" not in signed_in(company.dana).get(reverse("today")).content.decode()
