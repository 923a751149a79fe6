"""Writing to the journal: record, seal, erase words, claim a one-time key, wake a task."""

import datetime as dt
import json
import logging
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import celery
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from kombu.exceptions import KombuError

from crm import clock
from crm.journal import rules
from crm.journal.apps import JournalConfig
from crm.journal.models import Delivery, Entry, EntryWords, Head, OnceKey
from crm.journal.rules import Actor

logger = logging.getLogger(__name__)

DELIVER_NEWS = "crm.subscriptions.deliver_news"
WORDS_ERASED = rules.WORDS_ERASED
SEAL_LOCK = 0x6A6F_7572
_BROKER_RESTS_SECONDS = 30.0
_broker_rests_until = 0.0


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """One fact to be recorded; the arguments of `record`, for recording many at once."""

    kind: str
    subject_kind: str
    subject_id: int | str
    person: Actor | None = None
    contact_id: int | None = None
    customer_id: int | None = None
    words: Mapping[str, str] | None = None
    facts: Mapping[str, object] | None = None
    audience: str = "readers"
    at: dt.datetime | None = None
    salt: str = field(default_factory=lambda: secrets.token_hex(16))


def record(
    kind: str,
    *,
    person: Actor | None = None,
    contact_id: int | None = None,
    subject_kind: str,
    subject_id: int | str,
    customer_id: int | None = None,
    words: Mapping[str, str] | None = None,
    facts: Mapping[str, object] | None = None,
    audience: str = "readers",
    at: dt.datetime | None = None,
) -> Entry:
    """Record one fact in the caller's transaction and wake its listeners after commit.

    The actor is the person, else the contact, else the system. Words go to the side table
    that can be erased; facts are ids, codes and numbers (ValueError otherwise).
    """
    new = NewEntry(
        kind=kind,
        person=person,
        contact_id=contact_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        customer_id=customer_id,
        words=words,
        facts=facts,
        audience=audience,
        at=at,
    )
    return record_many([new])[0]


@transaction.atomic
def record_many(entries: Iterable[NewEntry]) -> list[Entry]:
    """Record many facts in bulk: three inserts however many there are."""
    news = list(entries)
    now = clock.now()
    rows = Entry.objects.bulk_create([_entry(new, now) for new in news], batch_size=5000)
    EntryWords.objects.bulk_create(
        [
            EntryWords(entry=row, words=dict(new.words), salt=new.salt)
            for row, new in zip(rows, news, strict=True)
            if new.words
        ],
        batch_size=5000,
    )
    table = cast("JournalConfig", apps.get_app_config("journal")).subscriptions
    deliveries = [
        Delivery(entry=row, listener=listener, try_at=now)
        for row in rows
        for listener in rules.listeners_of(row.kind, table)
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries, batch_size=5000)
        wake(DELIVER_NEWS)
    return rows


@transaction.atomic
def record_of_customers(
    kind: str,
    customer_ids: Sequence[int],
    *,
    person: Actor | None,
    facts: Mapping[str, object],
    at: dt.datetime,
) -> None:
    """Record the same wordless fact of many customers, in their order, as `record_many` would.

    The database multiplies the one entry: an import of a hundred thousand rows builds none.
    """
    if not customer_ids:
        return
    now = clock.now()
    one = _entry(
        NewEntry(kind=kind, subject_kind="customer", subject_id="", person=person, facts=facts),
        at,
    )
    table = cast("JournalConfig", apps.get_app_config("journal")).subscriptions
    listeners = rules.listeners_of(kind, table)
    with connection.cursor() as cursor:
        cursor.execute(
            "with made as (insert into journal_entry (kind, at, actor, person_id, subject_kind,"
            " subject_id, customer_id, audience, facts, words_digest, previous_hash, entry_hash)"
            " select %s, %s, %s, %s, %s, id::text, id, %s, %s::jsonb, '', '', ''"
            " from unnest(%s::bigint[]) as id returning id)"
            " insert into journal_delivery (entry_id, listener, attempts, try_at, error)"
            " select made.id, listener, 0, %s, '' from made, unnest(%s::text[]) as listener",
            [
                *(one.kind, one.at, str(one.actor), one.person_id, one.subject_kind),
                *(one.audience, json.dumps(one.facts), list(customer_ids), now, listeners),
            ],
        )
    if listeners:
        wake(DELIVER_NEWS)


def _entry(new: NewEntry, now: dt.datetime) -> Entry:
    if not rules.is_kind(new.kind):
        raise ValueError(f"“{new.kind}” is no kind: it reads “app.what_happened”.")
    actor = Entry.Actor.SYSTEM
    if new.person is not None:
        actor = Entry.Actor.PERSON
    elif new.contact_id is not None:
        actor = Entry.Actor.CONTACT
    return Entry(
        kind=new.kind,
        at=new.at or now,
        actor=actor,
        person_id=None if new.person is None else new.person.pk,
        contact_id=None if new.person is not None else new.contact_id,
        subject_kind=new.subject_kind,
        subject_id=str(new.subject_id),
        customer_id=new.customer_id,
        audience=new.audience,
        facts=rules.plain_facts(new.facts or {}),
        words_digest=rules.words_digest(new.words, new.salt) if new.words else "",
    )


@transaction.atomic
def erase_words(
    entry_ids: Iterable[int], *, person: Actor | None = None, reason: str = "erasure"
) -> int:
    """Erase the words and salts of entries, for good; the chain stays whole.

    An entry of its own names the entries, so that `verify_journal` can tell a lawful
    erasure from a loss. `reason` is a code. Gives how many entries lost their words.
    """
    rows = EntryWords.objects.select_for_update().filter(entry_id__in=list(entry_ids))
    ids = sorted(rows.values_list("entry_id", flat=True))
    if not ids:
        return 0
    EntryWords.objects.filter(entry_id__in=ids).delete()
    record(
        WORDS_ERASED,
        person=person,
        subject_kind="journal",
        subject_id=reason,
        facts={"entries": ids},
        audience="privacy",
    )
    return len(ids)


def claim_once(key: str, *, person: Actor | None, made: str = "") -> str | None:
    """Claim a form's one-time key in the caller's transaction: None when it is new.

    Otherwise gives what was made the first time. A second request at the same moment
    waits here until the first has committed or given up.
    """
    person_id = None if person is None else person.pk
    try:
        with transaction.atomic():
            OnceKey.objects.create(key=key, person_id=person_id, made=made)
    except IntegrityError:
        return _once_keys(key, person_id).get().made
    return None


def answer_once(key: str, *, person: Actor | None, made: str) -> None:
    """Note what a claimed key has made, when that is known only after the claim."""
    _once_keys(key, None if person is None else person.pk).update(made=made)


def _once_keys(key: str, person_id: int | None) -> QuerySet[OnceKey]:
    keys = OnceKey.objects.filter(key=key)
    return (
        keys.filter(person__isnull=True) if person_id is None else keys.filter(person_id=person_id)
    )


def forget_once_keys(*, before: dt.datetime) -> int:
    """Delete one-time keys made before an instant; gives how many."""
    return OnceKey.objects.filter(created_at__lt=before).delete()[0]


@transaction.atomic
def seal_batch(*, size: int = 1000) -> int:
    """Tie the oldest unsealed entries into the chain; gives how many, 0 when another seals.

    One sealer works at a time (an advisory lock that ends with the transaction), so two
    at once are harmless. Entries are taken in the order in which they are found after
    commit, never by waiting for a gap in the numbers.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    head = Head.objects.filter(pk=1).first() or Head(position=0, entry_hash=rules.GENESIS)
    unsealed = list(Entry.objects.filter(position__isnull=True).order_by("id")[:size])
    if not unsealed:
        return 0
    ids, positions, befores, hashes = [], [], [], []
    for entry in unsealed:
        befores.append(head.entry_hash)
        head.position += 1
        head.entry_hash = entry.hash_after(head.entry_hash, head.position)
        ids.append(entry.pk)
        positions.append(head.position)
        hashes.append(head.entry_hash)
    with connection.cursor() as cursor:
        cursor.execute(
            "update journal_entry e set position = s.position, previous_hash = s.before,"
            " entry_hash = s.hash from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[])"
            " as s(id, position, before, hash) where e.id = s.id",
            [ids, positions, befores, hashes],
        )
    head.save()
    return len(unsealed)


def wake(task_name: str) -> None:
    """Send a task by its name after the caller's transaction commits, once per transaction.

    A broker that is down is logged and left alone for some seconds: the request neither
    fails nor hangs, and the sweep that beat runs finds what was not sent.
    """
    pending = [func for _, func, *_ in connection.run_on_commit]
    if any(isinstance(func, _Wake) and func.task_name == task_name for func in pending):
        return
    transaction.on_commit(_Wake(task_name))


@dataclass(frozen=True)
class _Wake:
    task_name: str

    def __call__(self) -> None:
        global _broker_rests_until  # noqa: PLW0603 - one process has one broker
        if time.monotonic() < _broker_rests_until:
            return
        try:
            celery.current_app.send_task(self.task_name, retry=False, ignore_result=True)
        except (KombuError, OSError) as error:
            _broker_rests_until = time.monotonic() + _BROKER_RESTS_SECONDS
            logger.warning("could not wake %s: %s", self.task_name, type(error).__name__)
