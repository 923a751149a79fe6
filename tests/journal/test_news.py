"""Listeners hear of an entry exactly once, whatever fails and whoever runs twice."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction

from crm import subscriptions
from crm.journal import actions as journal
from crm.journal import queries
from crm.journal.models import Delivery, Entry, OnceKey
from tests.conftest import Clock

HEARS = f"{__name__}.hears"
STUMBLES = f"{__name__}.stumbles"
clumsy: set[int] = set()


def hears(entry: Entry) -> None:
    """Leave a row behind: a second run would break its uniqueness."""
    OnceKey.objects.create(key=f"heard {entry.pk}")


def stumbles(entry: Entry) -> None:
    OnceKey.objects.create(key=f"stumbled {entry.pk}")
    if entry.pk in clumsy:
        raise LookupError("not today")


@pytest.fixture(autouse=True)
def _listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(subscriptions.SUBSCRIPTIONS, "tried.", (HEARS,))
    monkeypatch.setitem(subscriptions.SUBSCRIPTIONS, "tried.twice", (HEARS, STUMBLES))
    clumsy.clear()


def news(kind: str = "tried.once") -> Entry:
    return journal.record(kind, subject_kind="x", subject_id=1)


def traces() -> list[str]:
    return sorted(OnceKey.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_a_listener_hears_of_an_entry_once_however_often_news_is_delivered() -> None:
    entry = news()

    assert [subscriptions.deliver_news() for _ in range(3)] == [1, 0, 0]
    assert traces() == [f"heard {entry.pk}"]


@pytest.mark.django_db
def test_each_listener_of_a_kind_or_its_prefix_hears_once() -> None:
    entry = news("tried.twice")

    assert subscriptions.deliver_news() == 2
    assert traces() == [f"heard {entry.pk}", f"stumbled {entry.pk}"]


@pytest.mark.django_db
def test_nobody_is_noted_for_a_kind_without_listeners() -> None:
    news("other.kind")
    journal.record("triedmore.once", subject_kind="x", subject_id=1)

    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_listener_that_raises_leaves_nothing_and_holds_up_nobody(clock: Clock) -> None:
    poison, good = news("tried.twice"), news("tried.twice")
    clumsy.add(poison.pk)

    subscriptions.deliver_news()

    assert traces() == [f"heard {poison.pk}", f"heard {good.pk}", f"stumbled {good.pk}"]
    (parked,) = queries.parked_deliveries()
    assert (parked.entry, parked.listener) == (poison, STUMBLES)
    assert (parked.error, parked.attempts) == ("LookupError: not today", 1)

    clumsy.clear()
    assert subscriptions.deliver_news() == 0
    clock.move(seconds=10)
    assert subscriptions.deliver_news() == 1
    assert f"stumbled {poison.pk}" in traces()
    assert not queries.parked_deliveries().exists()


@pytest.mark.django_db
def test_news_of_an_act_that_is_rolled_back_is_never_delivered() -> None:
    with suppress(RuntimeError), transaction.atomic():
        news()
        raise RuntimeError

    assert subscriptions.deliver_news() == 0


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_share_the_work() -> None:
    entries = [news() for _ in range(60)]
    start = threading.Barrier(2)
    counts: list[int] = []

    def deliver() -> None:
        start.wait()
        counts.append(subscriptions.deliver_news())
        connection.close()

    deliverers = [threading.Thread(target=deliver) for _ in range(2)]
    for deliverer in deliverers:
        deliverer.start()
    for deliverer in deliverers:
        deliverer.join()

    assert sum(counts) == 60
    assert traces() == sorted(f"heard {entry.pk}" for entry in entries)
    assert not Delivery.objects.filter(done_at=None).exists()
