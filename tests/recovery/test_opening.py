"""A mishap is written down: whose clock starts when, and what is refused."""

import datetime as dt

import pytest

from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery import actions, rules
from crm.recovery.models import Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import hours, open_one, recovered

pytestmark = pytest.mark.django_db


def test_both_clocks_start_when_the_customer_told_us(company: Company, clock: Clock) -> None:
    told_at = clock.at - hours(1)
    ticket = open_one(company, reported_at=told_at)
    assert ticket.cycle.respond_by == told_at + hours(4)
    assert ticket.cycle.recover_by == told_at + hours(24)
    assert (ticket.state, ticket.cycle.step, ticket.cycle.number) == ("open", "respond", 1)


def test_the_ladder_is_copied_with_its_due_times(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    due = dict(ticket.rungs.values_list("key", "due_at"))
    assert due == {key: at for key, _clock, at in rules.ladder_for(rules.DEFAULT_POLICY, clock.at)}
    assert set(ticket.rungs.values_list("state", flat=True)) == {"waiting"}


def test_a_policy_edited_later_leaves_a_running_ticket_alone(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    clock.move(minutes=1)
    short = rules.Policy(respond_s=3600, recover_s=7200, rungs=rules.DEFAULT_LADDER[:2])
    actions.set_policy(person=None, severity=2, policy=short)
    ticket.refresh_from_db()
    assert ticket.rungs.count() == 8
    clock.move(minutes=1)
    later = open_one(company, customer=company.vega)
    assert later.cycle.respond_by == clock.at + hours(1)
    assert later.rungs.count() == 2
    assert open_one(company, customer=company.vega, severity=3).rungs.count() == 8


def test_only_a_director_sets_the_policy(company: Company, clock: Clock) -> None:
    with pytest.raises(NotAllowedError):
        actions.set_policy(person=company.max, severity=1, policy=rules.DEFAULT_POLICY)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"words": "  "}, "recovery.not_valid"),
        ({"severity": 4}, "recovery.not_valid"),
        ({"channel": "pigeon"}, "recovery.not_valid"),
        (
            {"reported_at": dt.datetime(2026, 11, 23, 9, 14, 1, tzinfo=dt.UTC)},
            "recovery.reported_in_future",
        ),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_nothing_half_written(
    company: Company, clock: Clock, details: dict[str, object], code: str
) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        open_one(company, **details)
    assert refused.value.code == code
    assert refused.value.message
    assert not Ticket.objects.exists()
    assert not Entry.objects.filter(kind__startswith="recovery.").exists()


def test_two_minutes_of_clock_skew_are_forgiven(company: Company, clock: Clock) -> None:
    assert open_one(company, reported_at=clock.at + dt.timedelta(minutes=2)).pk


def test_a_contact_of_another_customer_is_refused(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        open_one(company, contact=company.luis)
    assert refused.value.code == "recovery.contact_elsewhere"


def test_a_rep_opens_for_own_customers_and_does_not_find_others(
    company: Company, clock: Clock
) -> None:
    assert open_one(company, person=company.dana).opened_by == company.dana
    with pytest.raises(NotVisibleError):
        open_one(company, person=company.dana, customer=company.vega)


@pytest.mark.parametrize("name", ["mira", "fin"])
def test_marketing_and_finance_open_none(company: Company, clock: Clock, name: str) -> None:
    with pytest.raises(NotAllowedError):
        open_one(company, person=getattr(company, name))


def test_the_owner_is_told_unless_they_opened_it(company: Company, clock: Clock) -> None:
    open_one(company, owner=company.kim)
    assert not Notice.objects.exists()
    open_one(company, person=company.dana, owner=company.kim)
    assert set(Notice.objects.values_list("person__name", "channel")) >= {
        ("Kim Osei", "in_app"),
        ("Kim Osei", "email"),
    }


def test_a_second_mishap_within_thirty_days_tells_the_service_lead_at_once(
    company: Company, clock: Clock
) -> None:
    first = recovered(company)
    clock.move(days=30)
    assert not Notice.objects.filter(person=company.sara).exists()
    second = open_one(company)
    assert second.repeat_of == first
    notice = Notice.objects.get(person=company.sara, channel="in_app")
    assert "second mishap" in notice.subject
    clock.move(days=30, microseconds=1)
    assert not open_one(company, severity=1).is_repeat


def test_the_same_key_opens_one_ticket(company: Company, clock: Clock) -> None:
    first = open_one(company, once="once-1")
    assert open_one(company, once="once-1") == first
    assert Ticket.objects.count() == 1


def test_opening_is_written_in_the_journal_with_its_words(company: Company, clock: Clock) -> None:
    ticket = open_one(company, person=company.dana)
    entry = Entry.objects.get(kind="recovery.ticket_opened")
    assert (entry.person, entry.customer_id) == (company.dana, company.norte.pk)
    assert entry.subject_id == str(ticket.pk)
    assert entry.words_row.words == {"words": ticket.words}
