"""After a merge: what was typed on the old page, and the link that a customer holds already."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.recovery import actions
from crm.recovery.models import Comment, Message, Ticket
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.recovery.test_standing import Page
from tests.recovery.tickets import hours, open_one

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
IKERS = "Nothing closes over here, says the night shift."


@pytest.fixture
def pages(company: Company, clock: Clock) -> tuple[Page, Page]:
    """Ana reported it, and an hour later Iker did; both hold a link."""
    main = open_one(company, owner=company.kim)
    clock.move(hours=1)
    iker = make_contact("Iker Sanz", company.norte, email="iker@norte.example")
    again = open_one(company, contact=iker, owner=company.kim, words=IKERS)
    clock.move(minutes=5)
    return Page(main), Page(again)


def merge(company: Company, pages: tuple[Page, Page]) -> None:
    actions.merge_tickets(person=company.kim, ticket=pages[0].ticket, other=pages[1].ticket)


def test_what_is_typed_on_a_page_from_before_the_merge_is_refused_and_kept(
    company: Company, clock: Clock, signed_in: SignIn, pages: tuple[Page, Page]
) -> None:
    merge(company, pages)
    kim, again = signed_in(company.kim), pages[1].now()
    typed = "Typed before anybody knew."
    cause = actions.add_cause(person=None, name="Packed wrongly")
    for act, sent in {
        "reply": {"words": typed},
        "owner": {"owner": company.sara.pk, "reason": typed},
        "cause": {"cause": cause.pk},
        "lesson": {
            "lesson_change": typed, "lesson_owner": company.sara.pk, "lesson_by_on": "2026-12-24",
        },
        "comment": {"words": typed},
        "standing": {"understood_words": typed, "done_words": typed},
        "accept": {},
        "respond": {"how": "phone", "words": typed},
    }.items():  # fmt: skip
        answer = kim.post(reverse("ticket_act", args=[again.pk, act]), sent)
        shown = answer.content.decode()
        assert answer.status_code in {409, 422}, act
        assert f"part of OOPS {pages[0].ticket.pk} now" in shown, act
        assert typed in shown or typed not in sent.values(), act
    now = pages[1].now()
    assert (now.version, now.cause, now.owner, now.understood_words) == (
        again.version, None, company.kim, "",
    )  # fmt: skip
    assert not Comment.objects.exists()
    assert not Message.objects.exists()


def test_a_link_from_before_the_merge_shows_how_it_goes_on_and_no_word_of_the_other_person(
    company: Company, clock: Clock, pages: tuple[Page, Page]
) -> None:
    theirs, own = pages
    merge(company, pages)
    theirs.say("later", until="2026-11-25T18:00", words="Ana says Wednesday.")
    actions.respond(person=company.kim, ticket=theirs.ticket, how="phone", words="We come.")
    actions.fix(person=company.kim, ticket=theirs.ticket, words="New gaskets.")
    actions.write_standing(
        person=company.kim, ticket=theirs.ticket, understood_words="Ana waits for gaskets.",
        done_words="New gaskets are in.",
    )  # fmt: skip
    clock.move(minutes=5)
    page = own.text()
    for shown in (IKERS, "New gaskets are in.", "We put it right.", "A later time was asked for"):
        assert shown in page, shown
    for hidden in ("door gaskets", "Ana", "You asked", "We answered you"):
        assert hidden not in page, hidden
    assert own.say("fixed", answer="no", because="Ours still leaks.")[0] == 302
    assert theirs.now().cycle.fixed_at is None
    said = Message.objects.get(words="Ours still leaks.")
    assert (said.ticket, said.contact.name) == (theirs.ticket, "Iker Sanz")
    page = theirs.text()
    assert "We were told that it is not right yet." in page
    assert "You asked for a later time" in page
    for hidden in ("Iker", IKERS, "Ours still leaks", "You told us that"):
        assert hidden not in page, hidden
    assert "gets back to you" in own.say("later", until="2026-11-28T18:00", words="Friday?")[1]
    assert own.say("fixed", answer="yes")[0] == 302
    assert theirs.now().cycle.confirmed_at == clock()


def test_of_two_times_chosen_by_customers_the_earlier_one_counts_until_they_are_parted(
    company: Company, clock: Clock, pages: tuple[Page, Page]
) -> None:
    main, own = pages
    main.say("later", until="2026-11-27T18:00", words="Friday.")
    own.say("later", until="2026-11-25T18:00", words="Wednesday.")
    before = dict(main.ticket.rungs.values_list("key", "due_at"))
    was, until = main.now().cycle.recover_by, own.now().cycle.recover_by
    assert until < was
    merge(company, pages)
    assert main.now().cycle.recover_by == until
    assert main.ticket.rungs.get(key="halfway").due_at < before["halfway"]
    actions.part_tickets(person=company.kim, ticket=own.now())
    assert main.now().cycle.recover_by == was
    assert dict(main.ticket.rungs.values_list("key", "due_at")) == before


def test_a_later_time_of_the_second_report_softens_nothing(
    company: Company, clock: Clock, pages: tuple[Page, Page]
) -> None:
    promised = pages[0].now().cycle.recover_by
    pages[1].say("later", until="2026-11-25T18:00", words="Wednesday.")
    assert pages[1].now().cycle.recover_by > promised + hours(1)
    merge(company, pages)
    assert Ticket.objects.get(pk=pages[0].ticket.pk).cycle.recover_by == promised
    assert "You asked for a later time" in pages[1].text()
