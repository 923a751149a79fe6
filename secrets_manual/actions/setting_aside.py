"""Taking words out of sight that must not stand, and bringing them back when released."""

import re
from collections.abc import Iterable

from django.db.models import Case, F, Q, Value, When

from accounts.models import Contact, Customer
from crm import clock
from secrets_manual.models import Conversation, Refusal, Secret, SetAside, State, Turn, Use
from secrets_manual.rules.kinds import Glad

PLACEHOLDER = "…"
_NAMELIKE = re.compile(r"\w{3,}")
Table = SetAside.Table


def put_aside(
    *,
    table: str,
    row: int,
    customer: Customer,
    contact: Contact | None,
    words: str,
    refusal: Refusal,
) -> None:
    """Hide a secret, or move the words of another row here; inside the caller's transaction."""
    SetAside.objects.create(
        customer=customer,
        contact=contact,
        table=table,
        row=row,
        words="" if table == Table.SECRET else words,
        refusal=refusal,
        on=clock.today(),
    )
    if table == Table.SECRET:
        Secret.objects.filter(pk=row).update(
            state=Case(  # a draft was never shared, so it is not hidden but withdrawn
                When(glad=Glad.PROBABLY, then=Value(State.WITHDRAWN)),
                default=Value(State.HIDDEN),
            ),
            set_aside_on=clock.today(),
            draft_until=None,
            confirm_until=None,
            version=F("version") + 1,
        )
    else:
        _write(table, row, PLACEHOLDER)


def bring_back(digest: str) -> int:
    """Put released words back where they were; a hidden secret is its steward's to reinstate."""
    released = SetAside.objects.filter(refusal__digest=digest).select_for_update()
    for aside in released:
        if aside.table != Table.SECRET:
            _write(aside.table, aside.row, aside.words)
    return released.delete()[0]


def forget_of_lines(secrets: Iterable[int]) -> None:
    """Let go of what was set aside of some lines: of them, their uses and their answers."""
    ids = list(secrets)
    turns = Turn.objects.filter(secret__in=ids).values("pk")
    uses = Use.objects.filter(secret__in=ids).values("pk")
    _forget(
        Q(table=Table.SECRET, row__in=ids)
        | Q(table=Table.USE, row__in=uses)
        | Q(table=Table.TURN, row__in=turns)
    )


def forget_about(contact: Contact) -> None:
    """Let go of all that was set aside of a contact's conversations, or that names them."""
    talks = Conversation.objects.filter(Q(contact=contact) | Q(parts__contact=contact)).values("pk")
    turns = Turn.objects.filter(conversation__in=talks).values("pk")
    of_customer = SetAside.objects.filter(customer=contact.customer_id)
    names = set(_NAMELIKE.findall(contact.name.casefold()))
    naming = [
        aside.pk
        for aside in of_customer.exclude(words="")
        if names & set(_NAMELIKE.findall(aside.words.casefold()))
    ]
    _forget(
        Q(pk__in=naming)
        | Q(contact=contact)
        | Q(table=Table.CONVERSATION, row__in=talks)
        | Q(table=Table.TURN, row__in=turns)
    )


def _forget(which: Q) -> None:
    """Delete words set aside with the note of their refusal, by which they would come back."""
    Refusal.objects.filter(set_aside__in=SetAside.objects.filter(which)).delete()


def _write(table: str, row: int, words: str) -> None:
    if table == Table.CONVERSATION:
        Conversation.objects.filter(pk=row).update(words=words, version=F("version") + 1)
    elif table == Table.TURN:
        Turn.objects.filter(pk=row).update(words=words)
    else:
        Use.objects.filter(pk=row).update(how=words)
