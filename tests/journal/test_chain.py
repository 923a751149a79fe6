"""The journal is append-only, and whoever gets round that is found and named."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from crm.journal import actions as journal
from crm.journal import queries, tasks
from crm.journal.models import Entry, EntryWords

FORGED_TAIL = (
    "insert into journal_entry (kind, at, actor, subject_kind, subject_id, audience, facts,"
    " words_digest, position, previous_hash, entry_hash) values ('a.done', now(), 'system',"
    " 'x', '1', 'readers', '{}', '', 9, repeat('0', 64), repeat('0', 64))"
)


def write(count: int) -> list[Entry]:
    return [
        journal.record(
            "a.done", subject_kind="x", subject_id=number, words={"said": f"No. {number}"}
        )
        for number in range(count)
    ]


def run_sql(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def tamper(sql: str, *values: object) -> None:
    """Change the journal as its owner can: with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(sql, values or None)
        cursor.execute("set session_replication_role = origin")


def complaint() -> str:
    with pytest.raises(CommandError) as caught:
        call_command("verify_journal")
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "update journal_entry set kind = 'a.undone'",
        "update journal_entry set position = 99",
        "update journal_entry set position = null, previous_hash = '', entry_hash = ''",
        "delete from journal_entry",
        "update journal_entrywords set words = '{}'",
        "update journal_head set position = 1",
        "delete from journal_head",
        FORGED_TAIL,
    ],
)
def test_the_database_refuses(sql: str) -> None:
    write(3)
    tasks.seal_journal()

    with pytest.raises(DatabaseError, match="pgtrigger"):
        run_sql(sql)


@pytest.mark.django_db
def test_an_entry_that_waits_for_its_seal_cannot_be_changed_either() -> None:
    write(1)

    with pytest.raises(DatabaseError, match="pgtrigger"):
        run_sql("update journal_entry set subject_id = '2'")


@pytest.mark.django_db
def test_a_whole_journal_is_called_whole_with_its_head_and_what_waits(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(3)
    assert tasks.seal_journal() == 3
    write(2)

    call_command("verify_journal")

    head = Entry.objects.get(position=3).entry_hash
    assert capsys.readouterr().out.splitlines() == [
        f"3 entries sealed, head 3:{head}; 2 not yet sealed.",
        "The journal is whole.",
    ]


@pytest.mark.django_db
def test_erased_words_leave_the_chain_whole_and_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    entries = write(3)
    tasks.seal_journal()

    assert journal.erase_words([entries[1].pk, 999_999]) == 1

    call_command("verify_journal")
    assert "Of 1 entries: words lawfully erased." in capsys.readouterr().out
    assert not EntryWords.objects.filter(entry=entries[1]).exists()
    assert queries.entries_about("x", 1).get().words == {}


@pytest.mark.django_db
def test_words_that_vanish_without_a_record_are_named() -> None:
    entries = write(2)
    tasks.seal_journal()

    run_sql("delete from journal_entrywords where entry_id = %s", entries[0].pk)

    assert f"The words of entry {entries[0].pk} are gone" in complaint()


@pytest.mark.django_db
def test_a_changed_entry_is_named() -> None:
    entries = write(5)
    tasks.seal_journal()

    tamper("update journal_entry set subject_id = '9' where id = %s", entries[2].pk)

    assert complaint() == f"The entry {entries[2].pk} (place 3, a.done) was changed."


@pytest.mark.django_db
def test_changed_words_are_named() -> None:
    entries = write(2)
    tasks.seal_journal()

    tamper(
        """update journal_entrywords set words = '{"said": "Yes"}' where entry_id = %s""",
        entries[1].pk,
    )

    assert complaint() == f"The words of entry {entries[1].pk} were changed."


@pytest.mark.django_db
def test_a_removed_entry_is_named_by_the_one_after_it() -> None:
    entries = write(5)
    tasks.seal_journal()

    tamper("delete from journal_entrywords where entry_id = %s", entries[2].pk)
    tamper("delete from journal_entry where id = %s", entries[2].pk)

    assert complaint() == (
        f"Between place 2 and entry {entries[3].pk} (place 4, a.done), 1 entries were removed."
    )


@pytest.mark.django_db
def test_a_cut_off_end_is_missed() -> None:
    entries = write(5)
    tasks.seal_journal()

    tamper("delete from journal_entrywords where entry_id = %s", entries[4].pk)
    tamper("delete from journal_entry where id = %s", entries[4].pk)

    assert "sealed up to place 5 but ends at 4" in complaint()


@pytest.mark.django_db
def test_an_inserted_entry_is_named() -> None:
    entries = write(4)
    tasks.seal_journal()
    later = [entry.pk for entry in entries[2:]]

    tamper("update journal_entry set position = position + 100 where id = any(%s)", later)
    tamper("update journal_entry set position = position - 99 where id = any(%s)", later)
    tamper(
        "insert into journal_entry (kind, at, actor, subject_kind, subject_id, audience, facts,"
        " words_digest, position, previous_hash, entry_hash) select kind, at, actor, subject_kind,"
        " '77', audience, facts, '', 3, previous_hash, entry_hash from journal_entry"
        " where position = 2"
    )

    forged = Entry.objects.get(subject_id="77")
    assert f"entry {forged.pk} (place 3, a.done)" in complaint()


@pytest.mark.django_db
def test_a_rewritten_journal_no_longer_holds_a_head_noted_elsewhere() -> None:
    write(2)
    tasks.seal_journal()

    with pytest.raises(CommandError, match="no longer in the journal"):
        call_command("verify_journal", head=f"2:{'a' * 64}")


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain() -> None:
    write(300)
    start = threading.Barrier(2)

    def seal() -> None:
        start.wait()
        while journal.seal_batch(size=7):
            pass
        connection.close()

    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    tasks.seal_journal()

    positions = list(Entry.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 301))
    assert queries.verify().problems == []
