"""Many tickets at once: handed to one person, or given one cause; each whole or not at all."""

from dataclasses import dataclass, field
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import stand_in_for
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.notices import actions as notices
from crm.recovery.actions.acts import locked
from crm.recovery.actions.desk import set_cause
from crm.recovery.actions.sharing import hand_on
from crm.recovery.models import Cause, State, Ticket
from crm.recovery.models.tickets import OPEN

MOST = 200


@dataclass
class ManyChanged:
    """What became of many tickets; `refused` gives the numbers to each reason against them."""

    changed: list[Ticket] = field(default_factory=list)
    unchanged: list[Ticket] = field(default_factory=list)
    refused: dict[str, list[int]] = field(default_factory=dict)


def change_many(
    *,
    person: Person,
    numbers: list[int],
    owner: Person | None = None,
    cause: Cause | None = None,
    reason: str = "",
) -> ManyChanged:
    """Hand tickets to somebody, or say why they happened, or both; the new owner is told once.

    `reason` is why they are handed on; it must be said where one looks after any of them oneself.
    A ticket for which either is refused stays as it was, and is named with the reason.
    RuleBrokenError when nothing is to be done, or too many are meant.
    """
    if owner is None and cause is None:
        raise RuleBrokenError(
            _("Choose who looks after them, or why they happened."), "recovery.nothing_to_change"
        )
    if len(numbers) > MOST:
        sentence = _("More than %(n)d at once are too many. Pick fewer.") % {"n": MOST}
        raise RuleBrokenError(sentence, "recovery.too_many")
    if owner is not None and owner != person and not reason.strip():
        _refuse_silence(person, numbers)
    found, handed = ManyChanged(), []
    with transaction.atomic():
        for number in sorted(set(numbers)):
            try:
                before, row = _change(person, number, owner, cause, reason)
            except (RuleBrokenError, NotAllowedError, NotVisibleError) as error:
                found.refused.setdefault(error.message, []).append(number)
                continue
            same = before.version == row.version
            (found.unchanged if same else found.changed).append(row)
            if owner is not None and before.owner_id != owner.pk:
                handed.append(row)
        if owner is not None and handed and owner.pk != person.pk:
            _tell_owner(owner, handed)
    return found


def _refuse_silence(person: Person, numbers: list[int]) -> None:
    """Ask why before anything is changed, as a ticket of one's own asks that is handed on alone."""
    if Ticket.objects.filter(OPEN, pk__in=numbers, owner=person).exists():
        raise RuleBrokenError(
            _("Say why you hand it on: the next one reads it."),
            "recovery.reason_needed",
            field="reason",
            status=400,
        )


@transaction.atomic
def _change(
    person: Person, number: int, owner: Person | None, cause: Cause | None, reason: str
) -> tuple[Ticket, Ticket]:
    before = locked(person, Ticket(pk=number), to_work=False)
    if before.state != State.OPEN:
        raise RuleBrokenError(_("It has been closed."), "recovery.already_closed")
    row = before
    if owner is not None:
        row = hand_on(person=person, ticket=row, owner=owner, reason=reason, quietly=True)
    if cause is not None and row.cause_id != cause.pk:
        row = set_cause(person=person, ticket=row, cause=cause)
    return before, row


def _tell_owner(owner: Person, handed: list[Ticket]) -> None:
    """Tell the owner, or the deputy of one who is away, of all that was handed over."""
    one = stand_in_for(owner, clock.now())
    tickets = [ticket for ticket in handed if ticket.hidden_from_id != one.pk]
    if not tickets:
        return
    board = reverse("board") + "?view=mine"
    with translation.override(one.language or our.language()):
        text = get_template("emails/recovery/owner_many.txt").render(
            {"tickets": tickets, "count": len(tickets), "url": settings.BASE_URL + board}
        )
    subject, _break, body = text.strip().partition("\n")
    notices.tell(
        people=[one],
        once_key=f"recovery:handed:{uuid4()}",
        subject=subject.strip(),
        body=body.strip(),
        url=board,
    )
