"""Lessons are carried out, reminded of, and held against how often their cause came back."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import NotAllowedError, NotVisibleError
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Cause, Cycle, Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_constraints import set_columns
from tests.recovery.tickets import open_one, surprised

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def learnt(company: Company, clock: Clock, **more: object) -> Cycle:
    ticket = open_one(company)
    lesson = {"change": "Pack by list", "owner": company.kim, "by_on": clock.at.date()} | more
    actions.learn_lesson(person=company.kim, ticket=ticket, **lesson)
    return Cycle.objects.get(ticket=ticket)


def reminded() -> list[str]:
    rows = Notice.objects.filter(url="/recovery/lessons/", channel="in_app").order_by("id")
    found = [f"{row.person.name}: {row.subject.partition(': ')[2]}" for row in rows]
    Notice.objects.all().delete()
    return sorted(found)


def test_a_lesson_is_reminded_of_once_on_its_day_and_once_when_it_is_late(
    company: Company, clock: Clock
) -> None:
    lesson = learnt(company, clock, by_on=clock.at.date() + dt.timedelta(days=1))
    assert actions.remind_of_lessons() == 0
    clock.move(hours=24)
    actions.remind_of_lessons()
    actions.remind_of_lessons()
    assert reminded() == ["Kim Osei: it is due today"]
    clock.move(hours=24)
    actions.remind_of_lessons()
    actions.remind_of_lessons()
    assert reminded() == ["Kim Osei: it is late", "Sara Lind: it is late"]
    actions.finish_lesson(person=company.kim, cycle=lesson)
    later = clock.at.date() - dt.timedelta(days=1)
    actions.learn_lesson(
        person=company.kim, ticket=lesson.ticket, change="Weigh it too", owner=company.sara,
        by_on=later,
    )  # fmt: skip
    lesson.refresh_from_db()
    assert (lesson.lesson_done_at, lesson.lesson_reminded) == (None, 0)
    actions.remind_of_lessons()
    assert reminded() == ["Sara Lind: it is late"]


def test_a_lesson_is_marked_as_done_by_who_may_and_the_mark_can_be_taken_back(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    lesson = learnt(company, clock, owner=company.rui)
    with pytest.raises(NotAllowedError):
        actions.finish_lesson(person=company.dana, cycle=lesson)
    with pytest.raises(NotVisibleError):
        actions.finish_lesson(person=company.fin, cycle=lesson)
    rui, page = signed_in(company.rui), reverse("lessons")
    shown = rui.get(f"{page}?show=mine").content.decode()
    assert "Pack by list" in shown
    # Rui carries it out and may not read the ticket: no name of the customer, and no link.
    assert company.norte.name not in shown
    assert rui.post(reverse("lesson_done", args=[lesson.pk])).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.lesson_done_by, lesson.lesson_done_at) == (company.rui, clock.at)
    assert "Pack by list" in rui.get(f"{page}?show=done").content.decode()
    actions.reopen_lesson(person=company.olga, cycle=lesson)
    kinds = Entry.objects.filter(kind__startswith="recovery.lesson_").order_by("id")
    assert [one.kind for one in kinds][1:] == ["recovery.lesson_done", "recovery.lesson_not_done"]
    other = open_one(company).cycle
    done = {"lesson_done_at": clock.at}
    assert set_columns("recovery_cycle", other.pk, **done) == "cycle_done_needs_a_lesson"


def test_a_cause_shows_its_tickets_and_equal_times_around_its_first_lesson(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    cause = actions.add_cause(person=company.lea, name="Packed wrongly")
    day = dt.timedelta(days=1)

    def happened(days_ago: int) -> Ticket:
        ticket = open_one(company, reported_at=clock.at - days_ago * day)
        return actions.set_cause(person=company.kim, ticket=ticket, cause=cause)

    for days_ago in (100, 61, 50, 40, 2):
        happened(days_ago)
    lesson = learnt(company, clock)
    actions.set_cause(person=company.kim, ticket=lesson.ticket, cause=cause)
    actions.finish_lesson(person=company.kim, cycle=lesson)
    Cycle.objects.filter(pk=lesson.pk).update(lesson_done_at=clock.at - 30 * day)
    client = signed_in(company.olga)
    page = client.get(reverse("causes")).content.decode()
    assert "2 in 30 days before, 1 in 30 days after" in page
    numbers = re.findall(r'class="num"[^>]*>(\d+)<', page)
    assert numbers == ["5", "6", "1"]
    assert client.get(reverse("cause", args=[cause.pk])).content.decode().count("OOPS ") == 6
    # What Rui may not read does not count for him.
    theirs = signed_in(company.rui).get(reverse("causes")).content.decode()
    assert re.findall(r'class="num"[^>]*>(\d+)<', theirs) == ["0", "0", "0"]
    client.post(reverse("cause_retire", args=[cause.pk]), {"active": "no"})
    client.post(reverse("cause", args=[cause.pk]), {"name": "Not packed by list"})
    cause = Cause.objects.get()
    assert (cause.name, cause.is_active) == ("Not packed by list", False)


def test_a_lesson_with_the_closing_names_what_is_missing_and_presets_who_closes(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    ticket = surprised(company)
    kim, url = signed_in(company.kim), reverse("ticket_act", args=[ticket.pk, "recover"])
    page = kim.get(url).content.decode()
    assert page.count("needed with a lesson") == 2
    assert f'<option value="{company.kim.pk}" selected' in page
    lesson = {"lesson_change": "Count gaskets", "lesson_owner": company.kim.pk}
    refused = kim.post(url, lesson)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert '<a href="#id_lesson_by_on">By when</a>' in shown
    assert "Count gaskets</textarea>" in shown
    assert kim.post(url, {"lesson_by_on": "2030-01-01"}).status_code == 422
    assert kim.post(url, {"lesson_owner": company.kim.pk}).status_code == 302
    grave = surprised(company, customer=company.vega, severity=3)
    url = reverse("ticket_act", args=[grave.pk, "recover"])
    assert '<a href="#id_lesson_change">' in kim.post(url, {}).content.decode()
    assert kim.post(url, lesson | {"lesson_by_on": "2030-01-01"}).status_code == 302
