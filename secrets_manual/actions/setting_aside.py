"""Taking words out of sight that must not stand, and bringing them back when released."""

from django.db.models import Case, F, Value, When

from accounts.models import Customer
from crm import clock
from secrets_manual.models import Conversation, Refusal, Secret, SetAside, State, Turn, Use
from secrets_manual.rules.kinds import Glad

PLACEHOLDER = "…"
Table = SetAside.Table


def put_aside(*, table: str, row: int, customer: Customer, words: str, refusal: Refusal) -> None:
    """Hide a secret, or move the words of another row here; inside the caller's transaction."""
    SetAside.objects.create(
        customer=customer,
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


def _write(table: str, row: int, words: str) -> None:
    if table == Table.CONVERSATION:
        Conversation.objects.filter(pk=row).update(words=words, version=F("version") + 1)
    elif table == Table.TURN:
        Turn.objects.filter(pk=row).update(words=words)
    else:
        Use.objects.filter(pk=row).update(how=words)
