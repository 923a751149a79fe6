"""When a contact takes a line back or puts it right, what surprises say of it goes as well."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.journal.models import EntryWords
from crm.notices.actions import send_waiting
from crm.notices.models import Mail, Notice
from crm.recovery import actions
from crm.recovery.models import Cycle, SurprisePlan, Ticket
from secrets_manual.actions import correct_line, take_back_line
from secrets_manual.models import Gift, Use
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_ideas import know
from tests.recovery.tickets import fixed, hours

pytestmark = pytest.mark.django_db
WORDS = "A start-line photo"


def plan(company: Company, ticket: Ticket, clock: Clock, secret: int, giver: Person) -> None:
    actions.plan_surprise(
        person=company.kim, ticket=ticket, words=f"{WORDS} framed", giver=giver,
        due_at=clock.at + hours(20), secret_id=secret,
    )  # fmt: skip


def test_nothing_of_a_line_taken_back_is_left_in_surprises_journal_gifts_or_the_outbox(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    rows, other = (
        know(company, text, "recreation").pk
        for text in ("coaches a youth rowing team", "likes the old harbour")
    )
    given, planned, changed = fixed(company), fixed(company), fixed(company)
    actions.surprise(person=company.kim, ticket=given, words=WORDS, secret_id=rows, cost_minor=5_00)
    actions.react(
        person=company.kim, ticket=given, reception="welcome", words=f"{WORDS}, how lovely"
    )
    plan(company, planned, clock, rows, company.lea)
    send_waiting()
    mails = Mail.objects.count()
    plan(company, planned, clock, rows, company.dana)
    plan(company, changed, clock, rows, company.dana)
    plan(company, changed, clock, other, company.dana)
    assert Notice.objects.filter(body__contains=WORDS).count() > 3
    assert take_back_line(contact=company.ana, secret_id=rows)
    cycle, ended = Cycle.objects.get(ticket=given), SurprisePlan.objects.get(cycle__ticket=planned)
    assert (cycle.surprise_words, cycle.reaction_words) == ("(taken back)", "")
    assert (cycle.reception, cycle.surprise_cost_minor) == ("welcome", 5_00)
    assert Gift.objects.get().what == "(taken back)"
    assert (ended.words, ended.drop_reason[:17]) == ("(taken back)", "What it came from")
    assert SurprisePlan.objects.get(cycle__ticket=changed).dropped_at is None
    left = EntryWords.objects.filter(words__words__icontains=WORDS).values_list("entry__facts")
    assert [facts["secret"] for (facts,) in left] == [other]
    told = Notice.objects.filter(body__contains=WORDS)
    assert {row.about_id for row in told} == {str(changed.pk)}
    off = Notice.objects.filter(event="surprise_off", channel="in_app")
    assert [row.person for row in off] == [company.lea]
    send_waiting()
    new = Mail.objects.order_by("pk")[mails:]
    assert not [mail.body for mail in new if WORDS in mail.body and f"{planned.pk}" in mail.body]
    kim = signed_in(company.kim)
    for ticket in (given, planned):
        page = kim.get(reverse("ticket", args=[ticket.pk])).content.decode()
        assert (WORDS in page, "taken back" in page) == (False, True)


def test_what_was_made_of_words_they_put_right_goes_and_what_was_only_planned_is_off(
    company: Company, clock: Clock
) -> None:
    rows = know(company, "coaches a youth rowing team", "recreation")
    given, planned = fixed(company), fixed(company)
    actions.surprise(
        person=company.kim, ticket=given, words=WORDS, secret_id=rows.pk, cost_minor=5_00
    )
    plan(company, planned, clock, rows.pk, company.lea)
    anew = "coaches a youth rowing team"
    assert correct_line(contact=company.ana, secret_id=rows.pk, text=anew)
    assert Cycle.objects.get(ticket=given).surprise_words == WORDS, "the words are the same"
    assert correct_line(contact=company.ana, secret_id=rows.pk, text="rows for pleasure")
    cycle, ended = Cycle.objects.get(ticket=given), SurprisePlan.objects.get()
    said = {cycle.surprise_words, ended.words, Gift.objects.get().what, Use.objects.get().how}
    assert said == {"(put right by them)"}
    assert ended.drop_reason == "They put right what it came from. Read it first."
    assert not EntryWords.objects.filter(words__words__icontains=WORDS).exists()
    plan(company, planned, clock, rows.pk, company.lea)
    assert SurprisePlan.objects.filter(dropped_at__isnull=True).get().words == f"{WORDS} framed"
