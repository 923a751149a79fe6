"""The pages of recovery: who sees what, in how many queries, and what is refused in words."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from crm.recovery import actions
from crm.recovery.models import Comment, Loyalty, Ticket
from crm.recovery.queries import Filters, board_for
from secrets_manual.actions import record_secret
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.test_loyalty import token_of
from tests.recovery.tickets import answered, fixed, hours, open_one, recovered, surprised

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def report(company: Company, **changes: object) -> dict[str, object]:
    return {
        "customer": "Norte Foods",
        "contact": "Ana Ruiz",
        "words": "The gaskets are missing.",
        "severity": 2,
        "channel": "phone",
        "once": "7b0f3f0e-8f0a-4a58-9d5e-0d8a8f2f6f11",
    } | changes


def test_the_board_shows_each_open_ticket_in_the_column_of_its_step(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    for make in (open_one, answered, fixed, surprised):
        make(company)
    recovered(company, customer=company.vega)
    board = board_for(company.kim, Filters(), clock.at)
    assert [(column.step, column.count) for column in board.columns] == [
        ("respond", 1),
        ("fix", 1),
        ("surprise", 1),
        ("recover", 1),
    ]
    page = signed_in(company.kim).get("/recovery/").content.decode()
    assert page.count('id="card-') == page.count('id="flat-') == 4
    assert "Norte Foods" in page
    assert "Surprise · </span>Kim" in page


def test_the_nearest_deadline_comes_first_and_a_breach_on_top(
    company: Company, clock: Clock
) -> None:
    later = open_one(company)
    sooner = open_one(company, reported_at=clock.at - hours(1))
    late = open_one(company, reported_at=clock.at - hours(5))
    column = board_for(company.kim, Filters(), clock.at).columns[0]
    assert [card.pk for card in column.tickets] == [late.pk, sooner.pk, later.pk]
    counts = board_for(company.kim, Filters(), clock.at)
    assert (counts.open, counts.soon, counts.breached) == (3, 1, 1)


@pytest.mark.parametrize("number", [2, 60])
def test_the_board_asks_at_most_twelve_queries_at_any_size(
    company: Company, clock: Clock, signed_in: SignIn, number: int
) -> None:
    for _one in range(number):
        open_one(company, owner=company.kim)
    client = signed_in(company.kim)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/recovery/").status_code == 200
    assert len(queries) <= 12, [query["sql"][:100] for query in queries]


def test_a_poll_is_answered_304_until_something_changes(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company)
    client = signed_in(company.kim)
    first = client.get("/recovery/", headers={"X-Poll": "1"})
    assert b"<html" not in first.content
    headers = {"X-Poll": "1", "If-None-Match": first["ETag"]}
    assert client.get("/recovery/", headers=headers).status_code == 304
    actions.respond(person=company.sara, ticket=ticket, how="phone", words="Hello")
    again = client.get("/recovery/", headers=headers)
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_filters_live_in_the_address(company: Company, clock: Clock, signed_in: SignIn) -> None:
    open_one(company, owner=company.kim)
    open_one(company, customer=company.vega, severity=3)
    client = signed_in(company.kim)
    assert client.get("/recovery/?view=mine").content.count(b'id="card-') == 1
    assert client.get("/recovery/?view=grave").content.count(b'id="card-') == 1
    assert client.get("/recovery/?q=vega").content.count(b'id="card-') == 1
    assert client.get("/recovery/?owner=x&q=%00").status_code == 200


def test_a_rep_sees_own_customers_tickets_and_not_others(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    mine, other = open_one(company), open_one(company, customer=company.vega)
    client = signed_in(company.dana)
    assert client.get(f"/recovery/{mine.pk}/").status_code == 200
    assert client.get(f"/recovery/{other.pk}/").status_code == 404
    assert client.get("/recovery/").content.count(b'id="card-') == 1


def test_a_ticket_born_of_a_card_does_not_exist_for_the_rated_person(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company, origin="card", channel="card", hidden_from=company.dana)
    assert signed_in(company.dana).get(f"/recovery/{ticket.pk}/").status_code == 404
    assert signed_in(company.kim).get(f"/recovery/{ticket.pk}/").status_code == 200
    assert board_for(company.dana, Filters(), clock.at).open == 0
    second = open_one(company)
    page = signed_in(company.dana).get(f"/recovery/{second.pk}/").content.decode()
    assert "repeat" not in page


@pytest.mark.parametrize("name", ["mira", "fin", "petra", "ada"])
def test_others_have_no_tickets(
    company: Company, clock: Clock, signed_in: SignIn, name: str
) -> None:
    ticket = open_one(company)
    client = signed_in(getattr(company, name))
    assert client.get("/recovery/").status_code == 403
    assert client.get("/recovery/new/").status_code == 403
    assert client.get(f"/recovery/{ticket.pk}/").status_code == 404


def test_a_mishap_is_written_down_once_however_often_the_button_is_tapped(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    client = signed_in(company.kim)
    answers = [client.post("/recovery/new/", report(company)) for _tap in range(2)]
    ticket = Ticket.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"] for answer in answers} == {f"/recovery/{ticket.pk}/"}
    assert (ticket.contact, ticket.opened_by) == (company.ana, company.kim)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": " "}, "in the customer&#x27;s words"),
        ({"customer": "Nobody Ltd"}, "no customer of this name"),
        ({"customer": "Nort", "contact": "ana ruiz"}, "Ana Ruiz at Norte Foods"),
        ({"severity": 9}, "valid choice"),
        ({"reported_at": "2026-11-24T10:00"}, "lies in the future"),
        ({"contact": "Somebody Else"}, "nobody of this name"),
    ],
)
def test_a_report_that_cannot_be_is_shown_again_with_a_sentence(
    company: Company, clock: Clock, signed_in: SignIn, changes: dict[str, object], sentence: str
) -> None:
    answer = signed_in(company.kim).post("/recovery/new/", report(company, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Ticket.objects.exists()


def test_a_link_fills_in_the_customer(company: Company, clock: Clock, signed_in: SignIn) -> None:
    page = signed_in(company.dana).get(f"/recovery/new/?customer={company.norte.pk}")
    assert 'value="Norte Foods"' in page.content.decode()
    other = signed_in(company.dana).get(f"/recovery/new/?customer={company.vega.pk}")
    assert "Vega Labs" not in other.content.decode()


def test_every_step_is_taken_on_its_page(company: Company, clock: Clock, signed_in: SignIn) -> None:
    ticket = open_one(company)
    client = signed_in(company.kim)
    for act, given in (
        ("respond", {"how": "phone", "words": "We look for them."}),
        ("fix", {"words": "Fitted by Luis."}),
        ("surprise", {"words": "A photo", "cost": "12.50", "reception": "welcome"}),
        ("recover", {}),
    ):
        page = client.get(f"/recovery/{ticket.pk}/")
        assert f'action="/recovery/{ticket.pk}/{act}/"' in page.content.decode()
        answer = client.post(f"/recovery/{ticket.pk}/{act}/", given)
        assert answer.status_code == 302, answer.content.decode()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.cycle.surprise_cost_minor) == ("recovered", 1250)


def test_a_refused_step_keeps_the_text_and_says_who_was_first(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = answered(company)
    answer = signed_in(company.sara).post(
        f"/recovery/{ticket.pk}/respond/", {"how": "email", "words": "My long letter"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kim Osei was first" in page
    assert "My long letter" in page


@pytest.mark.parametrize("act", ["workaround", "lose", "appoint", "owner", "cause", "lesson"])
def test_other_acts_have_a_page_of_their_own(
    company: Company, clock: Clock, signed_in: SignIn, act: str
) -> None:
    ticket = open_one(company)
    assert signed_in(company.kim).get(f"/recovery/{ticket.pk}/{act}/").status_code == 200
    assert signed_in(company.rui).get(f"/recovery/{ticket.pk}/{act}/").status_code == 404


def test_a_reader_may_comment_but_take_no_step(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company)
    client = signed_in(company.dana)
    assert client.post(f"/recovery/{ticket.pk}/fix/", {"words": "Done"}).status_code == 403
    answer = client.post(f"/recovery/{ticket.pk}/comment/", {"words": "She is in surgery."})
    assert answer.status_code == 302
    assert Comment.objects.get().person == company.dana
    assert "Record the response" not in client.get(f"/recovery/{ticket.pk}/").content.decode()


def test_service_sees_the_secrets_and_why_one_would_delight(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    record_secret(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        text="coaches a youth rowing team",
        provenance="told_us",
        glad="yes",
        uses=["service", "surprise"],
    )
    ticket = answered(company)
    page = signed_in(company.kim).get(f"/recovery/{ticket.pk}/").content.decode()
    assert "coaches a youth rowing team" in page
    assert "Nobody has made use of it yet" in page
    actions.lose(person=company.kim, ticket=ticket, reason="They left")
    page = signed_in(company.kim).get(f"/recovery/{ticket.pk}/").content.decode()
    assert "rowing" not in page


def test_the_words_of_a_customer_are_escaped(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company, words="<script>alert(1)</script>")
    for address in (f"/recovery/{ticket.pk}/", "/recovery/"):
        assert "<script>alert" not in signed_in(company.kim).get(address).content.decode()


def test_the_customer_answers_without_signing_in_and_looking_writes_nothing(
    company: Company, clock: Clock
) -> None:
    recovered(company)
    clock.move(days=7)
    actions.ask_loyalty()
    address = f"/loyalty/{token_of()}/"
    client = Client()
    assert client.get(address).status_code == 200
    assert not Loyalty.objects.exists()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"score": 11}).status_code == 422
    assert client.post(address, {"score": 9, "respect": 5}).status_code == 200
    assert Loyalty.objects.get().score == 9
    assert Client().get("/loyalty/nonsense/").status_code == 404


def test_loyalty_is_compared_only_where_it_was_asked_twice(company: Company, clock: Clock) -> None:
    actions.record_loyalty(
        person=None, customer=company.norte, contact=company.ana, score=7, moment="before"
    )
    clock.move(days=1)
    ticket = recovered(company)
    clock.move(days=7)
    lately = board_for(company.kim, Filters(), clock.at).lately
    assert (lately.n, lately.in_time, lately.no_answer, lately.more) == (1, 1, 1, 0)
    actions.record_loyalty(
        person=None,
        customer=company.norte,
        contact=company.ana,
        ticket=ticket,
        score=9,
        moment="after7",
    )
    lately = board_for(company.kim, Filters(), clock.at).lately
    assert (lately.more, lately.no_answer) == (1, 0)
