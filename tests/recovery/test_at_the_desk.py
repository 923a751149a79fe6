"""What somebody of service has before them on a ticket: few acts at once, one way for each."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Cause, Ticket
from crm.recovery.queries import causes_counted, page_of, ticket_visible
from crm.recovery.views.acts import ACTS
from crm.recovery.views.aside import AT_ONCE, aside_of
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import answered, fixed, open_one, recovered

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def aside(company: Company, ticket: Ticket, besides: str = "") -> tuple[list[str], list[str]]:
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    may = dict.fromkeys((*ACTS, "link", "merge", "part", "raise", "unlink"), True)
    first, groups = aside_of(page, may, besides=besides)
    return [name for name, _act in first], [name for _title, acts in groups for name, _a in acts]


def test_a_cause_in_own_words_is_heard_named_by_who_keeps_the_list_and_counted_there(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    part = actions.add_cause(person=None, name="A part was late")
    first, second, third = (open_one(company, severity=1) for _number in range(3))
    kim, sara = signed_in(company.kim), signed_in(company.sara)

    def say(ticket: Ticket, **sent: object) -> int:
        return kim.post(reverse("ticket_act", args=[ticket.pk, "cause"]), sent).status_code

    assert say(first, cause=part.pk, words="And more") == 422
    assert say(first, words="Label unreadable") == 302
    assert say(second, words="label  unreadable") == 302
    assert say(third, words="a part was LATE") == 302
    assert Ticket.objects.get(pk=third.pk).cause == part
    told = Notice.objects.filter(subject__contains="Label unreadable", channel="in_app")
    assert [one.person for one in told] == [company.sara]
    assert "not on the list of causes yet" in kim.get(f"/recovery/{first.pk}/").content.decode()
    page = sara.get(reverse("causes")).content.decode()
    assert "2 tickets, the latest" in page
    url, sent = reverse("cause_said"), {"words": "label unreadable"}
    assert kim.post(url, sent | {"name": "Labels"}).status_code == 403
    assert sara.post(url, sent | {"name": " "}).status_code == 422
    assert sara.post(url, sent | {"name": "a PART was late"}).status_code == 422
    assert sara.post(url, sent | {"name": "Labels"}).status_code == 302
    counted = {row.cause.name: row.ever for row in causes_counted(company.kim)}
    assert counted == {"A part was late": 1, "Labels": 2}
    assert Ticket.objects.get(pk=first.pk).cause_words == "Label unreadable"
    assert sara.post(url, sent | {"cause": part.pk}).status_code == 422
    assert Cause.objects.count() == 2


def test_five_acts_stand_at_once_and_what_the_ticket_needs_is_among_them(
    company: Company, clock: Clock
) -> None:
    first, rest = aside(company, answered(company), "fix")
    assert len(first) == AT_ONCE
    assert {"workaround", "owner"} <= set(first)
    assert {"merge", "lose"} <= set(rest)
    assert not set(first) & set(rest)
    grave = fixed(company, customer=company.vega, severity=3)
    first, _rest = aside(company, grave, "surprise")
    assert first[:2] == ["lesson", "cause"]
    clock.move(days=40)
    first, rest = aside(company, recovered(company, severity=1))
    assert first[:2] == ["cause", "reopen"]
    assert rest == []


def test_a_letter_is_written_below_the_mails_before_it_and_says_whom_it_reaches(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = answered(company)
    for number in range(5):
        clock.move(minutes=1)
        actions.reply_by_mail(person=company.kim, ticket=ticket, words=f"Letter {number}")
    page = signed_in(company.kim).get(reverse("ticket_act", args=[ticket.pk, "reply"]))
    shown = page.content.decode()
    assert shown.count("Letter 4") == 1
    places = [
        shown.index(words)
        for words in (company.ana.email, "2 earlier", "Letter 4", "Your words to them")
    ]
    assert places[1:] == sorted(places[1:])


def test_a_workaround_promises_the_lasting_fix_in_its_own_words_or_nothing(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = answered(company)
    url, kim = reverse("ticket_act", args=[ticket.pk, "workaround"]), signed_in(company.kim)
    later = (clock.at.replace(hour=20)).strftime("%Y-%m-%dT%H:%M")
    assert kim.post(url, {"words": "Lent", "promised_at": later}).status_code == 422
    assert kim.post(url, {"words": "Lent", "promised_words": "A new one"}).status_code == 422
    sent = {"words": "Lent", "promised_words": "A new one", "promised_at": later}
    assert kim.post(url, sent).status_code == 302
    assert "A new one" in kim.get(f"/recovery/{ticket.pk}/").content.decode()
