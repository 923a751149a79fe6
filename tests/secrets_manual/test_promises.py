"""A promise has an owner and a due time; it is recalled in time and ends once, by both words."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.notices.models import Notice
from secrets_manual import actions
from secrets_manual.models import Promise
from secrets_manual.rules.promises import (
    PROMISE_REMINDERS,
    PromiseState,
    Reminder,
    reminder_due,
    state_of,
)
from tests.conftest import Clock
from tests.people import Company

SignIn = Callable[[Person], Client]
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def _promise(company: Company, clock: Clock, **details: object) -> Promise:
    made = {
        "person": company.dana,
        "customer": company.norte,
        "words": "Tell Ana why.",
        "due_at": clock.at + dt.timedelta(hours=24),
    } | details
    return actions.make_promise(**made)


def told(person: Person, subject: str) -> int:
    return Notice.objects.filter(
        person=person, channel="in_app", subject__startswith=subject
    ).count()


def test_who_promises_owns_the_promise_unless_another_is_named(
    company: Company, clock: Clock
) -> None:
    assert _promise(company, clock).owner == company.dana
    handed = _promise(company, clock, owner=company.kim)
    assert handed.owner == company.kim
    assert Notice.objects.filter(person=company.kim, channel="in_app").count() == 1


def test_a_promise_is_kept_once(company: Company, clock: Clock) -> None:
    promise = _promise(company, clock)
    clock.move(hours=2)
    assert actions.keep_promise(person=company.dana, promise=promise).kept_at == clock.at
    with pytest.raises(RuleBrokenError) as refused:
        actions.keep_promise(person=company.dana, promise=promise)
    assert refused.value.code == "secrets_manual.already_kept"


def test_what_is_kept_after_its_time_is_late(company: Company, clock: Clock) -> None:
    promise = _promise(company, clock)
    clock.move(hours=24)
    assert actions.keep_promise(person=company.dana, promise=promise).state == PromiseState.KEPT
    actions.reopen_promise(person=company.dana, promise=promise)
    clock.move(seconds=1)
    assert actions.keep_promise(person=company.dana, promise=promise).state == PromiseState.LATE


def test_a_broken_promise_says_why(company: Company, clock: Clock) -> None:
    promise = _promise(company, clock)
    with pytest.raises(RuleBrokenError) as refused:
        actions.break_promise(person=company.dana, promise=promise, reason="  ")
    assert refused.value.field == "reason"
    row = actions.break_promise(person=company.dana, promise=promise, reason="The maker is gone.")
    assert (row.state, row.reason) == (PromiseState.BROKEN, "The maker is gone.")
    with pytest.raises(RuleBrokenError) as late:
        actions.keep_promise(person=company.dana, promise=promise)
    assert late.value.code == "secrets_manual.already_broken"


def test_the_customers_word_stands_beside_ours(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    promise = _promise(company, clock)
    with pytest.raises(RuleBrokenError):
        actions.hear_about_promise(person=company.dana, promise=promise, says="kept")
    actions.keep_promise(person=company.dana, promise=promise)
    heard = actions.hear_about_promise(person=company.dana, promise=promise, says="broken")
    assert (heard.state, heard.says, heard.is_disputed) == ("kept", "broken", True)
    page = signed_in(company.dana).get(reverse("promise", args=[promise.pk])).content.decode()
    assert "kept in time" in page
    assert "the customer says: not kept" in page


def test_moving_the_time_hides_nothing(company: Company, clock: Clock) -> None:
    promise = _promise(company, clock)
    first = promise.due_at
    for days in (2, 3):
        promise.refresh_from_db()
        actions.change_promise(
            person=company.dana,
            promise=promise,
            version=promise.version,
            due_at=clock.at + dt.timedelta(days=days),
        )
    promise.refresh_from_db()
    assert (promise.first_due_at, promise.due_at) == (first, clock.at + dt.timedelta(days=3))


def test_the_second_editor_sees_both_texts(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    promise = _promise(company, clock)
    url = reverse("promise_edit", args=[promise.pk])
    body = {"words": "Tell Ana all.", "due_at": "2026-11-26T12:00", "version": promise.version}
    client = signed_in(company.dana)
    assert client.post(url, body).status_code == 302
    second = client.post(url, body | {"words": "Tell Ana half."})
    assert second.status_code == 422
    page = second.content.decode()
    assert "Tell Ana all." in page
    assert "Tell Ana half." in page


def test_a_promise_is_handed_over_and_the_new_owner_is_told(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    promise = _promise(company, clock)
    url = reverse("promise_hand_over", args=[promise.pk])
    assert signed_in(company.dana).post(url, {"owner": company.rui.pk}).status_code == 302
    assert told(company.rui, "Keep a promise to Norte Foods: it is yours now") == 1
    kept = actions.keep_promise(person=company.rui, promise=promise)
    assert kept.kept_at == clock.at


def test_a_stranger_keeps_no_promise(company: Company, clock: Clock) -> None:
    with pytest.raises(NotVisibleError):
        actions.keep_promise(person=company.rui, promise=_promise(company, clock))
    with pytest.raises(NotAllowedError):
        actions.keep_promise(person=company.olga, promise=_promise(company, clock))


def test_a_promise_lies_ahead(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        _promise(company, clock, due_at=clock.at)
    assert refused.value.field == "due_at"


def test_an_owner_is_reminded_before_at_and_after_the_time_and_the_lead_only_after(
    company: Company, clock: Clock
) -> None:
    _promise(company, clock)
    seen = []
    for hours in (19, 2, 3, 1, 3, 20):
        now = clock.move(hours=hours)
        actions.remind_of_promises(now=now)
        actions.remind_of_promises(now=now)
        seen.append([told(person, "Keep a promise") for person in (company.dana, company.lea)])
    assert seen == [[0, 0], [1, 0], [2, 0], [2, 0], [3, 1], [3, 1]]


def test_after_a_long_silence_only_the_last_reminder_is_sent(
    company: Company, clock: Clock
) -> None:
    _promise(company, clock)
    actions.remind_of_promises(now=clock.move(hours=29))
    assert told(company.dana, "Keep a promise to Norte Foods: it is overdue") == 1
    assert told(company.dana, "Keep a promise to Norte Foods now") == 0


def test_what_is_kept_or_broken_is_recalled_to_nobody(company: Company, clock: Clock) -> None:
    actions.keep_promise(person=company.dana, promise=_promise(company, clock))
    broken = _promise(company, clock)
    actions.break_promise(person=company.dana, promise=broken, reason="Gone.")
    assert actions.remind_of_promises(now=clock.move(hours=30)) == 0


def test_a_new_time_and_a_new_owner_are_reminded_anew(company: Company, clock: Clock) -> None:
    promise = _promise(company, clock)
    actions.remind_of_promises(now=clock.move(hours=22))
    actions.change_promise(
        person=company.dana, promise=promise, version=None,
        due_at=clock.at + dt.timedelta(hours=10),
    )  # fmt: skip
    actions.remind_of_promises(now=clock.move(hours=7))
    assert told(company.dana, "Keep a promise to Norte Foods: it is due soon") == 2
    actions.hand_over_promise(person=company.dana, promise=promise, owner=company.kim)
    actions.remind_of_promises(now=clock.at)
    assert told(company.kim, "Keep a promise to Norte Foods: it is due soon") == 1


def test_the_list_shows_mine_my_teams_and_what_is_overdue(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    _promise(company, clock, words="Tell Ana why.")
    _promise(company, clock, words="Send the plan.", due_at=clock.at + dt.timedelta(hours=1))
    clock.move(hours=2)
    dana, lea = signed_in(company.dana), signed_in(company.lea)
    url = reverse("promises")
    overdue = dana.get(url, {"state": "overdue"}).content.decode()
    assert ("Send the plan." in overdue, "Tell Ana why." in overdue) == (True, False)
    assert "Of 1 that came due in the last 90 days: 0 kept in time" in overdue
    assert "Tell Ana why." not in lea.get(url).content.decode()
    assert "Tell Ana why." in lea.get(url, {"who": "team"}).content.decode()
    assert "Tell Ana why." not in signed_in(company.rui).get(url, {"who": "team"}).content.decode()


def test_the_manual_shows_what_is_open_both_ways(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    _promise(company, clock)
    actions.make_commitment(
        person=company.dana,
        customer=company.norte,
        words="Send the floor plan.",
        due_at=clock.at + dt.timedelta(days=1),
    )
    url = reverse("manual", args=[company.norte.pk])
    page = signed_in(company.dana).get(url).content.decode()
    assert "Tell Ana why." in page
    assert "Send the floor plan." in page


@pytest.mark.parametrize(
    ("column", "constraint"),
    [
        ("kept_at = made_at, broken_at = made_at, reason = 'x'", "promise_kept_or_broken"),
        ("broken_at = made_at", "promise_broken_with_reason"),
        ("says = 'kept'", "promise_customers_word_known"),
        ("says = 'never', said_at = made_at", "promise_customers_word_known"),
        ("reminded = 4", "promise_reminded_known"),
    ],
)
def test_the_database_itself_refuses(
    company: Company, clock: Clock, column: str, constraint: str
) -> None:
    promise = _promise(company, clock)
    sql = f"update secrets_manual_promise set {column} where id = %s"  # noqa: S608 - ours
    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(sql, [promise.pk])


@given(kept=st.none() | st.integers(-99, 99), broken=st.none() | st.integers(-99, 99))
def test_a_promise_stands_in_exactly_one_state(kept: int | None, broken: int | None) -> None:
    def at(hours: int | None) -> dt.datetime | None:
        return None if hours is None else NOON + dt.timedelta(hours=hours)

    state = state_of(due_at=NOON, kept_at=at(kept), broken_at=at(broken))
    if broken is not None:
        assert state == PromiseState.BROKEN
    elif kept is None:
        assert state == PromiseState.OPEN
    else:
        assert state == (PromiseState.LATE if kept > 0 else PromiseState.KEPT)


@given(made=st.integers(0, 100), later=st.integers(0, 100))
def test_reminders_never_go_back(made: int, later: int) -> None:
    def asked(hours: int) -> Reminder:
        return reminder_due(
            due_at=NOON,
            made_at=NOON - dt.timedelta(hours=made),
            now=NOON + dt.timedelta(hours=hours),
            reminders=PROMISE_REMINDERS,
        )

    assert asked(later - 50) <= asked(later - 49)
    assert asked(-5) == Reminder.NONE
