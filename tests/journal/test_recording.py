"""An entry is written with the act it tells of, or not at all."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

import celery
import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from crm.journal import actions as journal
from crm.journal import queries
from crm.journal.models import Entry, EntryWords
from crm.subscriptions import SUBSCRIPTIONS
from tests.conftest import Clock
from tests.people import make_person

pytestmark = pytest.mark.django_db


def test_an_entry_tells_who_did_what_to_what_and_keeps_words_apart(clock: Clock) -> None:
    dana = make_person("Dana Vogt", "rep")

    journal.record(
        "recovery.ticket_opened",
        person=dana,
        subject_kind="ticket",
        subject_id=412,
        customer_id=7,
        words={"what": "The pallets came late."},
        facts={"severity": 2, "cost": Decimal("1.50"), "until": dt.date(2026, 11, 24)},
    )

    (entry,) = queries.entries_about("ticket", 412)
    assert entry.at == clock.at
    assert (entry.actor, entry.person, entry.customer_id) == ("person", dana, 7)
    assert entry.facts == {"severity": 2, "cost": "1.50", "until": "2026-11-24"}
    assert entry.words == {"what": "The pallets came late."}
    assert "pallets" not in str(Entry.objects.values().get(pk=entry.pk))


def test_without_a_person_the_contact_acted_and_without_either_the_system() -> None:
    by_contact = journal.record("a.done", contact_id=3, subject_kind="x", subject_id=1)
    by_nobody = journal.record("a.done", subject_kind="x", subject_id=1)

    assert (by_contact.actor, by_contact.contact_id) == ("contact", 3)
    assert (by_nobody.actor, by_nobody.person_id, by_nobody.contact_id) == ("system", None, None)


@pytest.mark.parametrize(
    "fact", ["Ana was furious", "ana@norte.example", ["two words"], {"deep": "two words"}]
)
def test_a_fact_that_holds_words_is_refused(fact: object) -> None:
    with pytest.raises(ValueError, match="holds words"):
        journal.record("a.done", subject_kind="x", subject_id=1, facts={"why": fact})


def test_a_fact_of_many_customers_is_told_as_one_by_one_would_and_ties_into_the_chain(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SUBSCRIPTIONS, "accounts.", ("one.hears", "two.hears"))
    dana = make_person("Dana Vogt", "rep")
    for person in (dana, None):
        first = Entry.objects.latest("id").pk
        journal.record_of_customers(
            "accounts.customer_changed", [9, 7], person=person, facts={"of": 2}, at=clock.at
        )
        for customer in (9, 7):
            journal.record(
                "accounts.customer_changed",
                person=person,
                subject_kind="customer",
                subject_id=customer,
                customer_id=customer,
                facts={"of": 2},
            )
        rows = list(Entry.objects.filter(pk__gt=first).order_by("id"))
        told = [row.hashed_parts()[1:] for row in rows]
        heard = [
            list(row.deliveries.order_by("id").values_list("listener", "try_at", "attempts"))
            for row in rows
        ]
        assert (told[:2], heard[:2]) == (told[2:], heard[2:])
        assert [len(each) for each in heard] == [2, 2, 2, 2]
    while journal.seal_batch():
        pass
    assert queries.verify().problems == []


def test_an_act_that_is_rolled_back_leaves_no_entry() -> None:
    with suppress(RuntimeError), transaction.atomic():
        journal.record("a.done", subject_kind="x", subject_id=1, words={"said": "Gone."})
        raise RuntimeError

    assert not Entry.objects.exists()
    assert not EntryWords.objects.exists()


def test_many_entries_cost_as_many_queries_as_two(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def news(count: int) -> list[journal.NewEntry]:
        return [
            journal.NewEntry(
                kind="a.done", subject_kind="x", subject_id=number, words={"said": str(number)}
            )
            for number in range(count)
        ]

    with django_assert_max_num_queries(4):
        journal.record_many(news(2))
    with django_assert_max_num_queries(4):
        journal.record_many(news(500))

    assert queries.entries_about("x", 499).get().words == {"said": "499"}


def test_the_database_refuses_an_entry_with_two_actors_or_a_strange_kind(clock: Clock) -> None:
    dana = make_person("Dana Vogt", "rep")
    plain = {"at": clock.at, "subject_kind": "x", "subject_id": "1", "audience": "readers"}

    for odd, name in (
        ({"kind": "a.done", "actor": "person", "person": dana, "contact_id": 1},
         "entry_has_one_actor"),
        ({"kind": "Done!", "actor": "system"}, "entry_kind_is_app"),
        ({"kind": "a.done", "actor": "system", "audience": "everybody"}, "entry_audience"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Entry.objects.create(**(plain | odd))


def test_a_one_time_key_answers_with_what_it_made_the_first_time() -> None:
    dana, rui = make_person("Dana Vogt", "rep"), make_person("Rui Alves", "rep")

    assert journal.claim_once("k", person=dana, made="") is None
    journal.answer_once("k", person=dana, made="/recovery/412/")

    assert journal.claim_once("k", person=dana, made="") == "/recovery/412/"
    assert journal.claim_once("k", person=rui, made="/recovery/413/") is None
    assert journal.claim_once("k", person=None, made="/oops/1/") is None
    assert journal.claim_once("k", person=None, made="/oops/2/") == "/oops/1/"


@pytest.fixture
def _dead_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ours = celery.current_app._get_current_object()
    monkeypatch.setattr(journal, "_broker_rests_until", 0.0)
    celery.Celery("dead", broker="redis://127.0.0.1:1/0").set_current()
    yield
    ours.set_current()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_dead_broker")
def test_a_dead_broker_is_logged_once_and_the_acts_stand(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        with transaction.atomic():
            journal.record("a.done", subject_kind="x", subject_id=1)
            journal.wake("crm.journal.tasks.seal_journal")

    assert [record.message for record in caplog.records] == [
        "could not wake crm.journal.tasks.seal_journal: OperationalError"
    ]
    assert Entry.objects.count() == 3


def test_a_task_is_woken_once_for_all_the_acts_of_a_transaction(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as wakings, transaction.atomic():
        journal.wake("crm.journal.tasks.seal_journal")
        with suppress(RuntimeError), transaction.atomic():
            journal.wake("crm.notices.tasks.send_waiting")
            raise RuntimeError
        journal.wake("crm.journal.tasks.seal_journal")
        journal.wake("crm.notices.tasks.send_waiting")

    assert len(wakings) == 2
