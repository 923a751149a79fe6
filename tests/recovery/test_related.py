"""Tickets that belong together are linked, or become one and can be parted again."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm import clock as crm_clock
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.actions.addresses import reply_address, ticket_addressed
from crm.recovery.models import Cycle, Ticket, TicketLink, TicketMerge
from crm.recovery.queries import Filters, board_for, causes_counted, loads
from crm.recovery.queries.cases import Period, cases_of
from secrets_manual.actions import make_promise
from secrets_manual.models import Promise
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.letters import reply
from tests.recovery.test_constraints import set_columns
from tests.recovery.tickets import answered, fixed, hours, open_one, states

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def two(company: Company, clock: Clock) -> tuple[Ticket, Ticket]:
    """Ana rang; an hour later she wrote, and Kim answered that without seeing the first."""
    main = open_one(company)
    clock.move(hours=1)
    again = answered(company, owner=company.sara, words="It leaks, as I said on the phone.")
    make_promise(
        person=company.kim, customer=company.norte, words="We call at four",
        due_at=crm_clock.now() + hours(3), ticket_id=str(again.pk),
    )  # fmt: skip
    Ticket.objects.filter(pk=again.pk).update(next_word_by=clock.at + hours(2))
    clock.move(minutes=5)
    return main, again


def merged(company: Company, two: tuple[Ticket, Ticket]) -> tuple[Ticket, Ticket]:
    """Merge them, whichever page it is asked on: the first report goes on."""
    actions.merge_tickets(person=company.kim, ticket=two[1], other=two[0])
    main, again = (Ticket.objects.select_related("present").get(pk=row.pk) for row in two)
    return main, again


def test_two_reports_become_the_first_one_with_what_the_customer_may_count_on(
    company: Company, clock: Clock, two: tuple[Ticket, Ticket], signed_in: SignIn
) -> None:
    url = reverse("ticket_act", args=[two[0].pk, "merge"])
    kim = signed_in(company.kim)
    assert f'href="{url}#now"' in kim.get(reverse("ticket", args=[two[0].pk])).content.decode()
    assert "It leaks, as I said" in kim.get(url).content.decode()
    assert kim.post(url, {"other": two[1].pk}).status_code == 302
    main, again = (Ticket.objects.select_related("present").get(pk=row.pk) for row in two)
    assert (main.state, again.state, again.cycle.step) == ("open", "merged", "closed")
    assert again.merged_into == main
    assert main.cycle.started_at == two[0].reported_at
    assert main.cycle.responded_at == again.cycle.responded_at
    assert main.owner == company.sara
    assert main.next_word_by == clock.at - hours(1 / 12) + hours(2)
    assert Promise.objects.get().ticket_id == str(main.pk)
    assert set(states(again).values()) == {"spared", "stale"}
    assert states(main)["respond_soon"] == "spared"
    assert states(main)["halfway"] == "waiting"
    assert Notice.objects.filter(
        person=company.sara, about_id=str(main.pk), subject__contains="one ticket now"
    ).exists()
    page = kim.get(reverse("ticket", args=[main.pk])).content.decode()
    assert "It leaks, as I said on the phone." in page
    assert f'href="{reverse("ticket", args=[again.pk])}"' in page
    page = kim.get(reverse("ticket", args=[again.pk])).content.decode()
    assert f"goes on as OOPS {main.pk}." in page
    assert "Reached the customer" in page
    assert "Part them again" in page
    assert "Write to the customer" not in page


def test_a_merged_ticket_is_not_climbed_recovered_or_counted_and_its_mail_goes_on(
    company: Company, clock: Clock, two: tuple[Ticket, Ticket], settings: object
) -> None:
    cause = actions.add_cause(person=None, name="Packed wrongly")
    for row in two:
        actions.set_cause(person=company.kim, ticket=row, cause=cause)
    main, again = merged(company, two)
    settings.MAILBOX = "oops@halden.example"  # type: ignore[attr-defined]
    assert ticket_addressed([reply_address(again.pk)]) == main
    assert actions.receive(reply(again)).ticket == main
    for act in (actions.reopen, actions.lose):
        with pytest.raises(RuleBrokenError, match="goes on there"):
            act(person=company.kim, ticket=again, reason="Because")
    with pytest.raises(RuleBrokenError, match="Both must be open"):
        actions.merge_tickets(person=company.kim, ticket=main, other=again)
    clock.move(hours=60)
    actions.climb_ladders()
    assert "climbed" not in states(again).values()
    assert not again.cycle.breaches.exists()
    assert main.cycle.breaches.count() == 1
    now = clock.at
    assert [row.pk for row in cases_of(company.olga, Period(2, now)).order_by("pk").distinct()] == [
        main.cycle.pk
    ]
    assert board_for(company.kim, Filters(), now).open == 1
    assert [row.ever for row in causes_counted(company.kim)] == [1]
    assert {one.person.name: one.hand.open for one in loads(now)} == {"Kim Osei": 0, "Sara Lind": 1}
    for columns in ({"recovered_at": now}, {"lost_at": now, "lost_reason": "Gone"}):
        refused = set_columns("recovery_cycle", again.cycle.pk, **columns)
        assert refused == "cycle_merged_ends_elsewhere"


def test_they_are_parted_as_they_were_while_nothing_was_recorded_since(
    company: Company, clock: Clock, two: tuple[Ticket, Ticket], signed_in: SignIn
) -> None:
    columns = [field.attname for field in Cycle._meta.fields]
    before = list(Cycle.objects.order_by("pk").values(*columns))
    rungs = [states(row) for row in two]
    _main, again = merged(company, two)
    clock.move(hours=1)
    actions.climb_ladders()  # what the watch does by itself stands in nobody's way
    url = reverse("ticket_act", args=[again.pk, "part"])
    assert signed_in(company.kim).post(url).status_code == 302
    assert list(Cycle.objects.order_by("pk").values(*columns)) == before
    assert [states(row) for row in two] == rungs
    assert Ticket.objects.get(pk=two[0].pk).owner is None
    assert Ticket.objects.get(pk=two[0].pk).next_word_by is None
    assert Ticket.objects.get(pk=two[1].pk).next_word_by is not None
    assert Promise.objects.get().ticket_id == str(two[1].pk)
    main, again = merged(company, two)
    actions.comment(person=company.kim, ticket=main, words="She rang once more.")
    assert "Something was recorded since" in signed_in(company.kim).post(url).content.decode()
    assert TicketMerge.objects.filter(undone_at__isnull=True).get().merged == again


def test_what_would_lose_a_step_is_linked_instead(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    main = open_one(company)
    clock.move(minutes=1)
    again = open_one(company)
    further = fixed(company)
    elsewhere = open_one(company, customer=company.vega)
    kim = signed_in(company.kim)
    with pytest.raises(RuleBrokenError, match="is further on"):
        actions.merge_tickets(person=company.kim, ticket=main, other=further)
    refused = kim.post(reverse("ticket_act", args=[main.pk, "merge"]), {"other": elsewhere.pk})
    assert refused.status_code == 422
    link = reverse("ticket_act", args=[again.pk, "link"])
    assert kim.post(link, {"other": 10**9, "kind": "cause"}).status_code == 422
    assert kim.post(link, {"other": main.pk, "kind": "duplicate"}).status_code == 302
    assert kim.post(link, {"other": main.pk, "kind": "cause"}).status_code in {409, 422}
    page = kim.get(reverse("ticket", args=[main.pk])).content.decode()
    assert "the same mishap" in page
    unlink = reverse("ticket_act", args=[main.pk, "unlink"])
    assert kim.post(unlink, {"other": again.pk}).status_code == 302
    assert not TicketLink.objects.exists()


def test_a_link_shows_no_ticket_that_is_kept_from_the_reader(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    hidden = actions.open_ticket(
        person=None, customer=company.norte, words="Rude to me", severity=1, channel="card",
        origin="card", hidden_from=company.dana,
    )  # fmt: skip
    seen = open_one(company)
    actions.link_tickets(person=company.kim, ticket=hidden, other=seen.pk, kind="customer")
    url = reverse("ticket", args=[seen.pk])
    assert "Rude to me" in signed_in(company.kim).get(url).content.decode()
    page = signed_in(company.dana).get(url).content.decode()
    assert "Rude to me" not in page
    assert "Linked" not in page
    with pytest.raises(RuleBrokenError, match="kept apart"):
        actions.merge_tickets(person=company.kim, ticket=hidden, other=seen)


def test_what_cannot_be_among_related_tickets_is_refused_by_the_database(
    company: Company, clock: Clock, two: tuple[Ticket, Ticket]
) -> None:
    main, again = merged(company, two)
    row = TicketMerge.objects.get()
    assert set_columns("recovery_ticket", main.pk, merged_into_id=main.pk) == (
        "ticket_not_part_of_itself"
    )
    for columns, name in (
        ({"main_id": again.pk}, "ticket_not_merged_into_itself"),
        ({"undone_at": clock.at}, "ticket_merge_undone_by_somebody"),
    ):
        assert set_columns("recovery_ticketmerge", row.pk, **columns) == name
    with pytest.raises(IntegrityError, match="ticket_merged_into_one_only"):
        TicketMerge.objects.create(merged=again, main=main, merged_by=company.kim)


def test_what_cannot_be_a_link_is_refused_by_the_database(
    company: Company, clock: Clock, two: tuple[Ticket, Ticket]
) -> None:
    main, again = two
    row = actions.link_tickets(person=company.kim, ticket=main, other=again.pk, kind="cause")
    for columns, name in (
        ({"kind": "whim"}, "ticket_link_kind_known"),
        ({"other_id": main.pk}, "ticket_link_of_two_in_order"),
    ):
        assert set_columns("recovery_ticketlink", row.pk, **columns) == name
    with pytest.raises(IntegrityError, match="ticket_link_once"):
        TicketLink.objects.create(one=main, other=again, kind="cause")


def test_the_same_mishap_told_twice_is_no_second_one(company: Company, clock: Clock) -> None:
    """The report that came in later was told first, so it goes on; it was taken for a repeat."""
    later = open_one(company)
    first = open_one(company, reported_at=clock.at - hours(2))
    assert first.repeat_of == later
    actions.merge_tickets(person=company.kim, ticket=first, other=later)
    first.refresh_from_db()
    later.refresh_from_db()
    assert later.merged_into == first
    assert first.repeat_of is None
    clock.move(minutes=1)
    assert open_one(company).repeat_of == first  # the one that goes on, not its second report
    actions.part_tickets(person=company.kim, ticket=later)
    first.refresh_from_db()
    assert first.repeat_of == later
