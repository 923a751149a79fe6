"""The board narrowed, laid out as a table, opened further, and changed by the handful."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.actions.many import change_many
from crm.recovery.models import PassOn, Ticket
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


def test_a_column_is_read_part_by_part_to_its_last_card_and_back(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    tickets = [open_one(company).pk for _number in range(42)]
    fixing = answered(company).pk
    client = signed_in(company.kim)

    def shown(way: str = "", at: str = "") -> tuple[list[int], str]:
        text = client.get(f"/recovery/{follow(way, at)}").content.decode()
        assert f'id="card-{fixing}"' in text
        cards = [int(pk) for pk in re.findall(r'id="card-(\d+)"', text)]
        return [pk for pk in cards if pk != fixing], text

    def follow(way: str, text: str) -> str:
        found = re.search(rf'id="{way}-respond" href="([^"]+)"', text) if way else None
        return found[1].replace("&amp;", "&") if found else ""

    first, text = shown()
    second, text = shown("next", text)
    third, end = shown("next", text)
    assert [first, second, third] == [tickets[:20], tickets[20:40], tickets[40:]]
    assert "next-respond" not in end
    again, text = shown("before", end)
    assert again == second
    assert shown("before", text)[0] == first
    last, end = shown("last", text)
    assert last == tickets[22:]
    assert shown("first", end)[0] == first
    assert shown("before", end)[0] == tickets[2:22]
    for wrong in ("respond-after-9-", "x-last", "fix-after-99999999999999999-1", "respond-1-2"):
        assert client.get(f"/recovery/?page={wrong}").status_code == 200


def test_a_part_of_a_column_is_still_not_changed(company: Company, signed_in: SignIn) -> None:
    open_one(company)
    client = signed_in(company.kim)
    page = client.get("/recovery/?page=respond-last")
    headers = {"X-Poll": "1", "If-None-Match": page["ETag"]}
    assert client.get("/recovery/?page=respond-last", headers=headers).status_code == 304


def test_cards_are_picked_by_whoever_may_hand_them_on(
    desk: SimpleNamespace, signed_in: SignIn
) -> None:
    page = signed_in(desk.company.kim).get("/recovery/?view=unowned").content.decode()
    assert f'id="pick-card-{desk.grave.pk}" name="pick" value="{desk.grave.pk}"' in page
    assert f'aria-label="Pick OOPS {desk.grave.pk}, Äpfel &amp; Co"' in page
    assert 'name="back" value="?view=unowned"' in page
    assert 'name="pick"' not in signed_in(desk.company.dana).get("/recovery/").content.decode()


def test_many_are_handed_on_at_once_and_the_refused_are_named(
    desk: SimpleNamespace, signed_in: SignIn
) -> None:
    company = desk.company
    closed = recovered(company, customer=make_customer("Closed Ltd"), owner=company.kim)
    Notice.objects.all().delete()
    picked = [desk.first.pk, desk.grave.pk, desk.again.pk, closed.pk, 10**9]
    kim, wanted = signed_in(company.kim), {"pick": picked, "owner": company.sara.pk}
    asked = kim.post("/recovery/many/", wanted)
    assert asked.status_code == 422
    assert "Say why you hand it on" in asked.content.decode()
    assert not PassOn.objects.exists()
    reason = {"reason": "I am away from Thursday", "back": "?layout=table"}
    answer = kim.post("/recovery/many/", wanted | reason, follow=True)
    page = answer.content.decode()
    assert list(PassOn.objects.values_list("ticket", "reason")) == [
        (desk.first.pk, "I am away from Thursday")
    ]
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
    with pytest.raises(RuleBrokenError, match="Choose who looks after them"):
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
