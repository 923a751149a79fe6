"""One question where nothing is known: the answer goes to whoever keeps the manual."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Ticket
from secrets_manual.actions import confirm_secret
from secrets_manual.models import Refusal, Secret, State
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import fixed, hours, open_one

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
SAID = "Likes bad news early and by telephone"


def _tell(signed_in: SignedIn, who: Person, ticket: Ticket, words: str) -> Any:
    address = reverse("ticket_act", args=[ticket.pk, "told"])
    return signed_in(who).post(address, {"words": words, "question": "habit.news"})


def test_what_service_was_told_becomes_the_stewards_draft_and_then_a_secret_of_the_ticket(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    ticket = open_one(company, owner=company.kim, cost_words="Two hours of the early shift")
    address = reverse("ticket", args=[ticket.pk])
    page = signed_in(company.kim).get(address).content.decode()
    assert "Ask Ana Ruiz: “" in page
    assert f"Send it to {company.dana.name}" in page
    assert "Nothing is known about Ana Ruiz yet." in page
    assert page != signed_in(company.kim).get(f"{address}?ask=1").content.decode()

    assert _tell(signed_in, company.kim, ticket, "Her cancer is back").status_code == 422
    assert Refusal.objects.get().person == company.kim
    assert not Secret.objects.exists()

    assert _tell(signed_in, company.kim, ticket, SAID).status_code == 302
    draft = Secret.objects.get()
    assert (draft.state, draft.author, draft.told_to) == (State.DRAFT, company.dana, company.kim)
    assert (draft.kind, draft.contact) == ("habit", company.ana)
    notice = Notice.objects.get(once_key=f"answer-passed-on:{draft.pk}", channel="in_app")
    assert notice.person == company.dana
    assert SAID not in notice.subject + notice.body
    page = signed_in(company.kim).get(address).content.decode()
    assert f"waits for the word of {company.dana.name}" in page
    assert SAID not in page

    contact = signed_in(company.kim).get(reverse("contact", args=[company.ana.pk]))
    contact_page = contact.content.decode()
    assert "An OOPS! was reported" in contact_page
    assert "The customer<" not in contact_page
    assert f"{company.dana.name}, their steward, writes it down" in contact_page

    confirm_secret(person=company.dana, secret=draft)
    assert SAID in signed_in(company.kim).get(address).content.decode()


def test_the_steward_has_it_in_the_manual_at_once_and_for_a_surprise(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, owner=company.dana)
    row = actions.keep_told(
        person=company.dana, ticket=ticket, words=SAID, question="habit.news", for_surprises=True
    )
    assert (row.state, row.author) == (State.KEPT, company.dana)
    assert "surprise" in row.uses


@pytest.mark.parametrize("who", ["rui", "lea", "kim"])
def test_nobody_tells_of_a_ticket_they_may_not_work_on_or_that_is_hidden(
    company: Company, clock: Clock, signed_in: SignedIn, who: str
) -> None:
    hidden: dict[str, Any] = {"origin": "card", "hidden_from": company.dana} if who == "kim" else {}
    ticket = open_one(company, **hidden)
    answer = _tell(signed_in, getattr(company, who), ticket, SAID)
    assert answer.status_code == {"rui": 404, "lea": 403, "kim": 422}[who]
    assert not Secret.objects.exists()


def test_a_surprise_planned_for_after_the_deadline_is_warned_of(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    ticket = fixed(company, owner=company.kim)
    address = reverse("ticket", args=[ticket.pk])
    for ahead, is_late in ((1, False), (200, True)):
        due_at = ticket.cycle.recover_by - hours(2) + hours(ahead)
        actions.plan_surprise(person=company.kim, ticket=ticket, words="A call", due_at=due_at)
        page = signed_in(company.kim).get(address).content.decode()
        assert ("the clock does not wait for it" in page) is is_late
