"""Two secrets that cannot both hold: marked, then one supersedes the other, or they are merged."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import check_version
from accounts.models import Person
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.correcting import locked, write
from secrets_manual.actions.gating import pass_gate
from secrets_manual.actions.keeping import is_of_organisation
from secrets_manual.actions.pinning import pins_taken
from secrets_manual.models import Contradiction, Secret, Settled, State, Turn, Use
from secrets_manual.models.constraints import GONE_INTO
from secrets_manual.queries import contradictions_visible, gone_into_others


@transaction.atomic
def mark_contradiction(*, person: Person, secret: Secret, other: Secret) -> Contradiction:
    """Say that two secrets contradict each other; they stand side by side until it is settled."""
    row, second = _both(person, secret, other)
    pair = sorted((row, second), key=lambda each: each.pk)
    found, is_new = Contradiction.objects.get_or_create(
        first=pair[0],
        second=pair[1],
        settled_at=None,
        defaults={"person": person, "at": clock.now()},
    )
    if is_new:
        _note("secrets_manual.contradiction_marked", person, found)
    return found


@transaction.atomic
def settle_as_both_true(*, person: Person, contradiction: Contradiction) -> Contradiction:
    """Say that both are true after all: the mark goes, the secrets stay."""
    row = contradictions_visible(person).filter(pk=contradiction.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such contradiction."))
    locked(person, row.first)
    _settle(person, Q(pk=row.pk), Settled.BOTH_TRUE)
    row.refresh_from_db()
    return row


@transaction.atomic
def supersede_secret(
    *, person: Person, secret: Secret, by: Secret, version: int | None = None
) -> Secret:
    """Set a secret aside because another one holds now; it stays as that one's history.

    What it was used for stays with it; its pin goes to the successor.
    """
    row, successor = _both(person, secret, by)
    check_version(row, version)
    return _go_into(person, row, successor, State.SUPERSEDED, {})


@transaction.atomic
def merge_secrets(
    *, person: Person, secret: Secret, other: Secret, version: int | None = None
) -> Secret:
    """Make one of two that say the same: `secret` stays, `other` goes into it.

    Uses and the turns of conversations go over to the one that stays; the other's own history
    stays with it. Where one of them was not to be mentioned, the one that stays is not either.
    """
    stays, goes = _both(person, secret, other)
    check_version(stays, version)
    uses = list(goes.used.values_list("pk", flat=True))
    turns = list(goes.turns.values_list("pk", flat=True))
    Use.objects.filter(pk__in=uses).update(secret=stays)
    Turn.objects.filter(pk__in=turns).update(secret=stays)
    gone = _go_into(person, goes, stays, State.MERGED, {"uses_moved": uses, "turns_moved": turns})
    stays.refresh_from_db(fields=["version", "pin"])
    if gone.do_not_mention and not stays.do_not_mention:
        stays = write(person, stays, "changed", {"do_not_mention": True})
    return stays


@transaction.atomic
def bring_back(*, person: Person, secret: Secret) -> Secret:
    """Undo a supersession or a merger: the secret holds again, with its uses, turns and pin."""
    row = gone_into_others(person).select_for_update(of=("self",)).filter(pk=secret.pk).first()
    if row is None or row.successor is None:
        raise NotVisibleError(_("There is no such secret."))
    pass_gate(
        row.text,
        person=person,
        provenance=row.provenance,
        glad=row.glad,
        kind=row.kind,
        address=row.address,
        uses=row.uses,
        about_organisation=is_of_organisation(row.contact, row.kind),
    )
    successor = locked(person, row.successor)
    last = row.changes.filter(what__in=GONE_INTO).order_by("-at", "-id").first()
    stood = last.before if last else {}
    Use.objects.filter(pk__in=stood.get("uses_moved", []), secret=successor).update(secret=row)
    Turn.objects.filter(pk__in=stood.get("turns_moved", []), secret=successor).update(secret=row)
    if stood.get("pin_moved") and successor.pin == stood.get("pin"):
        write(person, successor, "unpinned", {"pin": None})
    pin = stood.get("pin") if stood.get("pin") not in pins_taken(row) else None
    _reopen(stood.get("contradictions", []))
    return write(person, row, "brought_back", {"state": State.KEPT, "successor": None, "pin": pin})


def _both(person: Person, secret: Secret, other: Secret) -> tuple[Secret, Secret]:
    """Lock two kept secrets of one customer, always the older first, so that nobody waits twice."""
    if secret.pk == other.pk or secret.customer_id != other.customer_id:
        raise RuleBrokenError(
            _("Choose two different secrets of one customer."),
            "secrets_manual.not_a_pair",
            field="other",
        )
    rows = {each.pk: locked(person, each) for each in sorted((secret, other), key=lambda s: s.pk)}
    for row in rows.values():
        if row.state != State.KEPT:
            raise RuleBrokenError(
                _("It is not confirmed yet. Ask the customer first."),
                "secrets_manual.not_confirmed",
            )
    return rows[secret.pk], rows[other.pk]


def _go_into(
    person: Person, row: Secret, successor: Secret, state: State, more: dict[str, object]
) -> Secret:
    pin_moves = row.pin is not None and successor.pin is None
    pin = row.pin if pin_moves and row.pin not in pins_taken_beside(successor, row) else None
    ended = _settle(
        person,
        Q(first=row) | Q(second=row),
        Settled.MERGED if state == State.MERGED else Settled.SUPERSEDED,
    )
    gone = write(
        person,
        row,
        state.value,
        {"state": state, "successor": successor, "pin": None, "ask_since_on": None},
        more={"pin_moved": pin is not None, "contradictions": ended, **more},
    )
    if pin is not None:
        write(person, successor, "pinned", {"pin": pin})
    return gone


def pins_taken_beside(secret: Secret, leaving: Secret) -> set[int]:
    """Give the places taken once `leaving` has gone."""
    taken = pins_taken(secret)
    same_place = leaving.contact_id == secret.contact_id
    return taken - {leaving.pin} if same_place and leaving.pin is not None else taken


def _settle(person: Person, which: Q, how: Settled) -> list[int]:
    """End the open contradictions among these; gives their ids."""
    rows = list(
        Contradiction.objects.select_for_update(of=("self",))
        .filter(which, settled_at__isnull=True)
        .select_related("first")
    )
    for row in rows:
        row.settled, row.settled_by, row.settled_at = how, person, clock.now()
        row.save(update_fields=["settled", "settled_by", "settled_at"])
        _note("secrets_manual.contradiction_settled", person, row)
    return [row.pk for row in rows]


def _reopen(ids: list[int]) -> None:
    """Open contradictions again, unless a side is gone or the pair was marked anew."""
    for row in Contradiction.objects.filter(
        pk__in=ids, first__state=State.KEPT, second__state__in=[State.KEPT, *GONE_INTO]
    ) | Contradiction.objects.filter(
        pk__in=ids, second__state=State.KEPT, first__state__in=[State.KEPT, *GONE_INTO]
    ):
        again = Contradiction.objects.filter(
            first=row.first_id, second=row.second_id, settled_at__isnull=True
        )
        if not again.exists():
            row.settled, row.settled_by, row.settled_at = "", None, None
            row.save(update_fields=["settled", "settled_by", "settled_at"])


def _note(kind: str, person: Person, contradiction: Contradiction) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="secret",
        subject_id=contradiction.first_id,
        customer_id=contradiction.first.customer_id,
        facts={"other": contradiction.second_id, "settled": contradiction.settled},
    )
