"""A promise has an owner and a due time; it is recalled in time and kept once."""

import datetime as dt

import pytest

from crm.errors import NotVisibleError, RuleBrokenError
from crm.notices.models import Notice
from secrets_manual.actions import keep_promise, make_promise, remind_of_promises
from tests.conftest import Clock
from tests.people import Company


def _promise(company: Company, clock: Clock, **details: object):  # noqa: ANN202
    made = {
        "person": company.dana,
        "customer": company.norte,
        "words": "Tell Ana why.",
        "due_at": clock.at + dt.timedelta(hours=24),
    } | details
    return make_promise(**made)


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
    assert keep_promise(person=company.dana, promise=promise).kept_at == clock.at
    with pytest.raises(RuleBrokenError) as refused:
        keep_promise(person=company.dana, promise=promise)
    assert refused.value.code == "secrets_manual.already_kept"


def test_a_stranger_keeps_no_promise(company: Company, clock: Clock) -> None:
    with pytest.raises(NotVisibleError):
        keep_promise(person=company.rui, promise=_promise(company, clock))


def test_a_promise_lies_ahead(company: Company, clock: Clock) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        _promise(company, clock, due_at=clock.at)
    assert refused.value.field == "due_at"


def test_an_owner_is_reminded_once_and_not_of_kept_promises(company: Company, clock: Clock) -> None:
    promise = _promise(company, clock)
    kept = _promise(company, clock, words="Send the list.")
    keep_promise(person=company.dana, promise=kept)
    assert remind_of_promises(now=clock.at) == 0
    now = clock.move(hours=21)
    first = remind_of_promises(now=now)
    again = remind_of_promises(now=clock.move(hours=1))
    assert (first > 0, again) == (True, 0)
    about = Notice.objects.filter(once_key=f"promise-due:{promise.pk}", channel="in_app")
    assert [notice.person for notice in about] == [company.dana]
