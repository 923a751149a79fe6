"""The board narrowed, laid out as a table, opened further, and changed by the handful."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.actions.many import change_many
from crm.recovery.models import Ticket
from crm.recovery.queries import OUTCOMES, Filters, board_for, lately_for, recovered_lately, table
from crm.recovery.queries.table import SORTS, table_page
from tests.conftest import Clock
from tests.people import Company, make_customer
from tests.recovery.tickets import answered, fixed, hours, open_one, recovered, surprised

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def desk(company: Company, clock: Clock) -> SimpleNamespace:
    """Six open tickets, each one of its kind."""
    kim, cause = company.kim, actions.add_cause(person=None, name="Packed wrongly")
    first = open_one(company, owner=kim, reported_at=clock.at - hours(100))
    again = open_one(company, customer=company.vega, owner=company.sara)
    grave = open_one(
        company, customer=make_customer("Äpfel & Co"), severity=3, words="<b>100 %</b> wrong"
    )
    soon = fixed(company, customer=make_customer("Zur Sonne"), reported_at=clock.at - hours(21))
    known = answered(company, customer=make_customer("Bodega"), owner=kim)
    actions.set_cause(person=kim, ticket=known, cause=cause)
    actions.reply_by_mail(
        person=kim, ticket=first, words="We look.", next_word_by=clock.at + hours(2)
    )
    repeat = open_one(company, reported_at=clock.at - hours(1))
    actions.climb_ladders()
    return SimpleNamespace(
        company=company, cause=cause, first=first, again=again, grave=grave, soon=soon,
        known=known, repeat=repeat,
    )  # fmt: skip


def test_every_filter_of_the_address_leaves_what_it_says(
    desk: SimpleNamespace, signed_in: SignIn
) -> None:
    client = signed_in(desk.company.kim)
    wanted = {
        "view=mine": {"first", "known", "soon"},
        "owner=mine&step=fix": {"known"},
        "view=unowned": {"grave", "repeat"},
        "owner=nobody&severity=3": {"grave"},
        f"owner={desk.company.sara.pk}": {"again"},
        "step=surprise": {"soon"},
        "time=late": {"first", "soon"},
        "time=soon": {"soon", "repeat"},
        f"cause={desk.cause.pk}": {"known"},
        "cause=none&view=mine": {"first", "soon"},
        "customer=äpfel": {"grave"},
        "repeat=yes": {"repeat"},
        "word=yes": {"first"},
        "q=100 %": {"grave"},
        f"q=%23{desk.soon.pk}": {"soon"},
        "q=nothing at all": set(),
    }
    for query, names in wanted.items():
        for layout, mark in (("", "card"), ("&layout=table", "row")):
            page = client.get(f"/recovery/?{query}{layout}").content.decode()
            found = {name for name, one in vars(desk).items()
                     if isinstance(one, Ticket) and f'id="{mark}-{one.pk}"' in page}  # fmt: skip
            assert found == names, (query, layout)


def test_what_a_customer_wrote_is_shown_as_written_and_never_run(
    desk: SimpleNamespace, signed_in: SignIn
) -> None:
    for layout in ("", "?layout=table"):
        page = signed_in(desk.company.kim).get(f"/recovery/{layout}").content.decode()
        assert "&lt;b&gt;100 %&lt;/b&gt; wrong" in page
        assert "Äpfel &amp; Co" in page


def test_a_figure_on_top_leads_to_as_many_tickets(desk: SimpleNamespace, clock: Clock) -> None:
    kim = desk.company.kim
    board = board_for(kim, Filters(), clock.at)
    assert board.soon == board_for(kim, Filters(time="soon"), clock.at).count == 2
    assert board.breached == board_for(kim, Filters(time="late"), clock.at).count == 2
    assert board.unowned == board_for(kim, Filters(unowned=True), clock.at).count == 2
    assert board.open == board.count == 6


@pytest.mark.parametrize("name", SORTS)
def test_the_table_sorted_by_any_column_comes_page_by_page_to_the_same(
    name: str, desk: SimpleNamespace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "PAGE", 2)
    kim, ways = desk.company.kim, []
    for sort in (name, f"-{name}"):
        found, cursor = [], ""
        for _page in range(4):
            page = table_page(kim, Filters(), clock.at, sort=sort, cursor=cursor)
            found += [card.pk for card in page.rows]
            cursor = page.next_cursor
            if not cursor:
                break
        ways.append(found)
    assert len(set(ways[0])) == len(ways[0]) == 6
    assert ways[0] == ways[1][::-1]
    with pytest.raises(RuleBrokenError, match="not one of ours"):
        table_page(kim, Filters(), clock.at, sort=name, cursor="bm9wZQ==")


def test_a_column_opens_further_and_is_still_not_changed(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    for _number in range(22):
        open_one(company)
    client = signed_in(company.kim)
    page = client.get("/recovery/")
    text = page.content.decode()
    assert text.count('id="card-') == 20
    assert 'href="?page=respond-40"' in text
    headers = {"X-Poll": "1", "If-None-Match": page["ETag"]}
    assert client.get("/recovery/", headers=headers).status_code == 304
    text = client.get("/recovery/?page=respond-40&page=x-9&page=fix-99999").content.decode()
    assert text.count('id="card-') == 22
    assert 'id="more-respond"' not in text


def test_many_are_handed_on_at_once_and_the_refused_are_named(
    desk: SimpleNamespace, signed_in: SignIn
) -> None:
    company = desk.company
    closed = recovered(company, customer=make_customer("Closed Ltd"), owner=company.kim)
    Notice.objects.all().delete()
    picked = [desk.first.pk, desk.grave.pk, desk.again.pk, closed.pk, 10**9]
    answer = signed_in(company.kim).post(
        "/recovery/many/",
        {"pick": picked, "owner": company.sara.pk, "back": "?layout=table"},
        follow=True,
    )
    page = answer.content.decode()
    assert "Changed: 2 tickets. So already: 1." in page
    assert f"OOPS {closed.pk}. It has been closed." in page
    assert f"OOPS {10**9}. There is no such ticket." in page
    closed.refresh_from_db()
    assert closed.owner == company.kim
    told = Notice.objects.filter(person=company.sara, channel="in_app")
    assert [notice.subject for notice in told] == ["Look after 2 OOPS!: they are yours now"]
    assert "Äpfel & Co" in told[0].body
    assert str(desk.again.pk) not in told[0].body.split()


def test_a_ticket_is_changed_whole_or_not_at_all(desk: SimpleNamespace) -> None:
    """A lead may hand on what they read, and names no causes: neither is done."""
    company = desk.company
    found = change_many(
        person=company.lea, numbers=[desk.first.pk], owner=company.sara, cause=desk.cause
    )
    desk.first.refresh_from_db()
    assert (found.changed, desk.first.owner, desk.first.cause) == ([], company.kim, None)
    assert list(found.refused.values()) == [[desk.first.pk]]
    assert not Notice.objects.filter(subject__contains="yours now").exists()
    with pytest.raises(RuleBrokenError, match="Choose an owner or a cause"):
        change_many(person=company.kim, numbers=[desk.first.pk])
    with pytest.raises(RuleBrokenError, match="Pick fewer"):
        change_many(person=company.kim, numbers=list(range(201)), owner=company.sara)


def test_each_figure_of_the_last_thirty_days_lists_its_recoveries(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    for score in (5, None):
        if score:
            actions.record_loyalty(
                person=None, customer=company.norte, contact=company.ana, score=score,
                moment="before",
            )  # fmt: skip
            clock.move(days=1)
        ticket = surprised(company, reported_at=clock.at - hours(2 if score else 25))
        actions.learn_lesson(
            person=company.kim, ticket=ticket, change="Pack by list", owner=company.kim,
            by_on=clock.at.date(),
        )  # fmt: skip
        actions.recover(person=company.kim, ticket=ticket)
        clock.move(days=7)
        actions.record_loyalty(
            person=None, customer=company.norte, contact=company.ana, ticket=ticket,
            score=score or 2, moment="after7",
        )  # fmt: skip
    lately = lately_for(company.kim, clock.at)
    assert (lately.n, lately.in_time, lately.late, lately.same, lately.less) == (2, 1, 1, 1, 1)
    for outcome in OUTCOMES:
        listed = recovered_lately(company.kim, clock.at, outcome).rows
        assert len(listed) == getattr(lately, outcome)
    page = signed_in(company.dana).get("/recovery/recovered/?outcome=less").content.decode()
    assert page.count('<th scope="row">') == 1
