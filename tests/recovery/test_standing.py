"""The customer's page of their own mishap: what they read there, and what their answers do."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Person
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Message, Ticket
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.tickets import answered, fixed, open_one, recovered, surprised

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


class Page:
    """The customer's page of one ticket, in a browser without a sign-in."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket, self.client = ticket, Client()
        self.url = reverse("oops_at", args=[actions.standing_token(ticket, ticket.contact)])

    def text(self) -> str:
        answer = self.client.get(self.url)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", answer.content.decode())

    def say(self, act: str, **sent: object) -> tuple[int, str]:
        """Send an answer; give the status, and the page it leads to."""
        answer = self.client.post(f"{self.url}{act}/", sent)
        if answer.status_code != 302:
            return answer.status_code, answer.content.decode()
        return 302, self.client.get(answer["Location"]).content.decode()

    def now(self) -> Ticket:
        return Ticket.objects.select_related("present").get(pk=self.ticket.pk)


def told(subject: str) -> set[str]:
    return set(
        Notice.objects.filter(subject__contains=subject).values_list("person__name", flat=True)
    )


def test_the_page_tells_what_is_meant_for_them_and_no_word_of_ours(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(zone="America/New_York")
    ticket = surprised(company, owner=company.kim)
    actions.comment(person=company.dana, ticket=ticket, words="She always complains.")
    today = clock().date()
    actions.learn_lesson(
        person=company.kim, ticket=ticket, change="Pack better", owner=company.dana, by_on=today
    )
    signed_in(company.kim).post(
        reverse("ticket_act", args=[ticket.pk, "standing"]),
        {"understood_words": "Two sterilisers cannot be closed.", "done_words": "New gaskets."},
    )
    page = Page(ticket).text()
    for shown in ("door gaskets", "Two sterilisers cannot", "New gaskets.", "Kim Osei", "(EST)",
                  "We put it right.", "We answered you.", "We want it to be right by"):  # fmt: skip
        assert shown in page, shown
    for hidden in ("We look for", "fitted by Luis", "start-line", "always complains", "Pack better",
                   "Dana", "breach", "surprise", "secret", "serious"):  # fmt: skip
        assert hidden not in page, hidden
    clock.move(hours=30)
    late = Page(ticket).text()
    assert "It should have been right by" in late
    assert "breach" not in late


def test_fixed_is_noted_and_not_yet_takes_the_fix_back_and_tells_the_owner(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    page = Page(surprised(company, owner=company.kim))
    assert '<h2 id="ask">' in page.text()
    assert page.say("fixed", answer="yes")[0] == 302
    assert page.now().cycle.confirmed_at == clock()
    assert told("is right:") == {"Kim Osei"}
    clock.move(minutes=5)
    status, shown = page.say("fixed", answer="no")
    assert status == 422
    assert "Please write what is not right yet." in shown
    status, shown = page.say("fixed", answer="no", because="The left one still leaks.")
    assert "Whoever looks after it knows it now." in shown
    assert re.search("You wrote:.{1,50}The left one still leaks.", shown)
    assert "<summary>Is it right now?</summary>" in shown
    cycle = page.now().cycle
    assert (cycle.step, cycle.fixed_at, cycle.confirmed_at) == ("fix", None, None)
    assert cycle.surprised_at is not None
    assert told("not right yet") == {"Kim Osei"}
    own = signed_in(company.kim).get(reverse("ticket", args=[page.ticket.pk])).content.decode()
    assert "The left one still leaks." in own
    clock.move(minutes=5)
    actions.fix(person=company.kim, ticket=page.ticket, words="The left one too.")
    assert actions.recover(person=company.kim, ticket=page.ticket).state == "recovered"


def test_not_yet_opens_what_was_closed_again_for_three_months(
    company: Company, clock: Clock
) -> None:
    page = Page(recovered(company, owner=company.kim))
    clock.move(days=90)
    sent = {
        "answer": "no",
        "because": "It leaks again.",
        "once": str(uuid4()),
    }
    for _twice in range(2):
        _status, shown = page.say("fixed", **sent)
        assert "It is open again" in shown
    ticket = page.now()
    assert (ticket.cycle.number, ticket.state, ticket.cycle.started_at) == (2, "open", clock())
    assert Message.objects.get().words == "It leaks again."
    assert Entry.objects.get(kind="recovery.ticket_reopened").contact_id == company.ana.pk
    over = Page(recovered(company))
    clock.move(days=90, seconds=1)
    assert over.say("fixed", **sent | {"once": ""})[0] == 410
    assert over.now().state == "recovered"


def test_a_time_of_their_own_moves_the_clock_once(company: Company, clock: Clock) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(zone="Asia/Tokyo", language="en")
    page = Page(answered(company, owner=company.kim))
    words = {"words": "Wednesday suits us better."}
    promised = page.now().cycle.recover_by
    for until, said in (
        ("2026-11-24T12:00", "Choose a time after that."),
        ("2027-03-01T12:00", "within the next three months"),
        ("soon", "Please write a day and a time."),
    ):
        status, shown = page.say("later", until=until, **words)
        assert (status, said in shown) == (422, True), until
        assert "suits you (Tokyo)" in shown
    assert page.now().cycle.recover_by == promised
    shown = page.say("later", until="2026-11-25T18:00", **words)[1]
    assert "Agreed." in shown, re.findall(r"feedback[\s\S]{250}", shown)
    cycle = page.now().cycle
    assert f"{cycle.recover_by:%Y-%m-%d %H:%M}" == "2026-11-25 09:00"
    made = cycle.appointments.get()
    assert (made.contact, made.words, made.made_by) == (company.ana, words["words"], None)
    assert told("Keep the later time") == {"Kim Osei"}
    assert "gets back to you" in page.say("later", until="2026-11-27T18:00", **words)[1]
    assert page.now().cycle.recover_by == cycle.recover_by
    assert told("Ask about another time") == {"Kim Osei"}


def test_thanks_reach_the_owner_and_a_complaint_only_directors(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    page = Page(open_one(company, owner=company.kim))
    page.say("thank", words="Kim was wonderful.")
    assert told("Read the thanks") == {"Kim Osei"}
    page.say("director", words="Third time this year.")
    asked = Notice.objects.filter(subject__contains="director")
    assert set(asked.values_list("person__name", flat=True)) == {"Olga Brandt", "Kim Osei"}
    hers = asked.filter(person=company.kim).values_list("body", flat=True)
    assert not any("Third time" in body for body in hers)
    page.say("director", words="Kim was rude.", about_owner="1")
    assert set(asked.filter(body__contains="rude").values_list("person__name", flat=True)) == {
        "Olga Brandt"
    }
    assert asked.filter(person=company.kim).count() == hers.count()
    seen = {}
    for person in (company.olga, company.max, company.kim, company.dana, company.lea):
        own = signed_in(person).get(reverse("ticket", args=[page.ticket.pk])).content.decode()
        seen[person.name] = ("wonderful" in own, "Third time" in own or "rude" in own)
    heard = {name for name, (_thanks, complaint) in seen.items() if complaint}
    assert heard == {"Olga Brandt", "Max Orban"}
    assert all(thanks for thanks, _complaint in seen.values())


def test_a_director_who_owns_the_ticket_never_reads_what_is_said_of_them(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    make_person("Otto Second", "director")
    page = Page(open_one(company, owner=company.olga))
    page.say("director", words="Olga was rude.", about_owner="1")
    assert told("director") == {"Otto Second"}
    own = signed_in(company.olga).get(reverse("ticket", args=[page.ticket.pk])).content.decode()
    assert "rude" not in own


def test_an_answer_needs_its_own_link_and_is_not_sent_without_end(
    company: Company, clock: Clock
) -> None:
    page = Page(fixed(company))
    foreign = Page(open_one(company, customer=company.vega, contact=company.luis))
    assert page.say("lose", words="x")[0] == 404
    assert page.client.get(f"{page.url}thank/").status_code == 405
    page.url = page.url[:-3] + "AA/"
    assert page.say("thank", words="x")[0] == 404
    statuses = []
    for number in range(14):
        clock.move(minutes=1)
        statuses.append(foreign.say("thank", words=f"Thanks {number}")[0])
    assert statuses == [302] * 12 + [429] * 2
    assert Message.objects.filter(ticket=foreign.ticket).count() == 12
