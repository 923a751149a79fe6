"""The nightly rescan: what is kept is read again whenever the rules have changed (G5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from crm import clock
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.gating import digest_of
from secrets_manual.actions.keeping import is_of_organisation
from secrets_manual.actions.setting_aside import PLACEHOLDER, Table, put_aside
from secrets_manual.models import (
    Conversation,
    Refusal,
    Release,
    Rescan,
    Secret,
    SetAside,
    State,
    Turn,
    Use,
)
from secrets_manual.rules.detector import VERSION, detect

BATCH = 500
_SEEN = (State.KEPT, State.DRAFT, State.THIRD_PARTY)


@dataclass(frozen=True)
class Rescanned:
    """How many texts were read, and how many of them set aside."""

    read: int
    set_aside: int


@dataclass(frozen=True)
class _Kept:
    row: int
    text: str
    customer: Customer
    author: Person
    contact: Contact | None
    about_organisation: bool = False


def rescan_texts(*, rules: str = VERSION) -> Rescanned:
    """Read every kept text that these rules have not read yet, and set aside what they refuse.

    rules: the version of the word lists. A new version begins at the first row again.
    """
    read = aside = 0
    for table in Table:
        while True:
            batch = _next_batch(table, rules)
            read, aside = read + batch.read, aside + batch.set_aside
            if batch.read < BATCH:
                break
    return Rescanned(read, aside)


@transaction.atomic
def _next_batch(table: Table, rules: str) -> Rescanned:
    Rescan.objects.get_or_create(table=table, defaults={"rules": rules, "at": clock.now()})
    progress = Rescan.objects.select_for_update().get(table=table)
    if progress.rules != rules:
        progress.rules, progress.last_row = rules, 0
    rows = list(_kept(table, progress.last_row))
    aside = _set_aside(table, rows)
    if rows:
        progress.last_row = rows[-1].row
    progress.at = clock.now()
    progress.save()
    return Rescanned(len(rows), aside)


def _set_aside(table: Table, rows: list[_Kept]) -> int:
    found = [
        (row, finding.category)
        for row in rows
        if (finding := detect(row.text, about_organisation=row.about_organisation))
    ]
    digests = {row.row: digest_of(row.text) for row, _category in found}
    released = set(
        Release.objects.filter(digest__in=digests.values()).values_list("digest", flat=True)
    )
    gone = [(row, category) for row, category in found if digests[row.row] not in released]
    for row, category in gone:
        _put_aside(table, row, str(category), digests[row.row])
    return len(gone)


def _put_aside(table: Table, row: _Kept, category: str, digest: str) -> None:
    refusal = Refusal.objects.create(
        rule="G5", category=category, person=row.author, digest=digest, at=clock.now()
    )
    SetAside.objects.filter(table=table, row=row.row).delete()
    put_aside(
        table=table,
        row=row.row,
        customer=row.customer,
        contact=row.contact,
        words=row.text,
        refusal=refusal,
    )
    journal.record(
        "secrets_manual.words_set_aside",
        subject_kind=str(table),
        subject_id=row.row,
        customer_id=row.customer.pk,
        facts={"rule": "G5", "category": category},
        audience="privacy",
    )
    notices.tell(
        people=[row.author],
        once_key=f"set-aside:{refusal.pk}",
        subject=_("Look at what was set aside: you wrote it about %(customer)s")
        % {"customer": row.customer.name},
        body=_("Category: %(category)s. Is it a false alarm? Ask the privacy officer in 30 days.")
        % {"category": category},
        about_kind="refusal",
        about_id=str(refusal.pk),
        customer_id=row.customer.pk,
    )


def _kept(table: Table, after: int) -> Iterator[_Kept]:
    if table == Table.SECRET:
        secrets = Secret.objects.filter(pk__gt=after, state__in=_SEEN)
        secrets = secrets.select_related("customer", "contact", "author").order_by("pk")
        for secret in secrets[:BATCH]:
            about = is_of_organisation(secret.contact, secret.kind)
            yield _Kept(
                secret.pk, secret.text, secret.customer, secret.author, secret.contact, about
            )
    elif table == Table.USE:
        uses = Use.objects.filter(pk__gt=after).exclude(how=PLACEHOLDER)
        uses = uses.select_related("secret__customer", "secret__contact", "person")
        for use in uses.order_by("pk")[:BATCH]:
            secret = use.secret
            yield _Kept(use.pk, use.how, secret.customer, use.person, secret.contact)
    elif table == Table.TURN:
        turns = Turn.objects.filter(pk__gt=after).exclude(words=PLACEHOLDER)
        turns = turns.select_related(
            "conversation__customer", "conversation__person", "conversation__contact"
        )
        for turn in turns.order_by("pk")[:BATCH]:
            talk = turn.conversation
            yield _Kept(turn.pk, turn.words, talk.customer, talk.person, talk.contact)
    else:
        talks = Conversation.objects.filter(pk__gt=after).exclude(words__in=["", PLACEHOLDER])
        for talk in talks.select_related("customer", "person", "contact").order_by("pk")[:BATCH]:
            yield _Kept(talk.pk, talk.words, talk.customer, talk.person, talk.contact)
