"""What a customer does with a card: open it, answer as they go, send it once, or decline."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.actions import note_consent
from accounts.models import Answer, Person, Purpose
from crm import clock
from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from report_cards import rules
from report_cards.actions.acts import one_act
from report_cards.actions.closing import close_loop
from report_cards.models import Card, CardWords, Invitation, InvitationState, Rating

UNKNOWN = "none"
#: The fields of a card that answers may set.
CARD_ANSWERS = (
    "secrets_value",
    "secrets_unknown",
    "other_solutions",
    "loyalty",
    "pressure",
    "call",
)


@dataclass(frozen=True)
class Answers:
    """What was filled in. Only what is named here changes; the rest stays as it was saved.

    `ratings` maps a behaviour's code to a value of the scale, None for "can't say". `card`
    holds fields of CARD_ANSWERS. `words` is None when the comment was not sent along.
    """

    ratings: Mapping[str, int | None] = field(default_factory=dict)
    card: Mapping[str, object] = field(default_factory=dict)
    words: str | None = None
    may_read: bool | None = None
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.ratings or self.card or self.words is not None)


def save_answers(*, invitation: Invitation, answers: Answers) -> Card | None:
    """Keep what was answered so far; without answers it only notes that the page was opened.

    One entry in the journal says that the card was opened, none follows every tap.
    """
    with one_act():
        row = _open_row(invitation)
        now = clock.database_now()
        if row.opened_at is None:
            row.opened_at = now
            _note("report_cards.card_opened", row)
        if row.state != InvitationState.STARTED:
            row.state = InvitationState.OPENED
        card = None
        if answers:
            row.state = InvitationState.STARTED
            row.started_at = row.started_at or now
            card = _keep(row, answers)
        row.save()
        return card


def submit_card(
    *,
    invitation: Invitation,
    answers: Answers,
    colleague: Person | None = None,
    honeypot: str = "",
) -> Card:
    """Send the card: frozen from now on. Sent twice, it gives the card of the first time.

    A card from a program or from a colleague's browser is set aside, and counts for nothing
    until a manager releases it. Any other closes its loop at once.
    """
    with one_act():
        row = _locked(invitation)
        if row.standing(clock.now()) == rules.Standing.ANSWERED:
            return Card.objects.get(invitation=row)
        _refuse_closed(row)
        now = clock.database_now()
        had_input = row.started_at is not None
        card = _keep(row, answers)
        card.quarantine = rules.quarantine_reason(
            honeypot=honeypot,
            by_colleague=colleague is not None,
            delivered_at=row.sent_at,
            had_input=had_input,
            now=now,
        )
        card.submitted_at = now
        card.full_clean()
        card.save()
        row.state = InvitationState.SUBMITTED
        row.opened_at, row.started_at = row.opened_at or now, row.started_at or now
        row.save()
        _note("report_cards.card_submitted", row, quarantine=card.quarantine, card=card.pk)
        if card.counts:
            close_loop(card)
        return card


def decline(*, invitation: Invitation) -> None:
    """Stop the questions, as the contact asked: no more cards, this one is closed."""
    with one_act():
        row = _locked(invitation)
        if row.contact is not None:
            note_consent(
                person=None, contact=row.contact, purpose=Purpose.CARD, answer=Answer.REFUSED
            )
        if row.standing(clock.now()) in {rules.Standing.OPEN, rules.Standing.NOT_SENT}:
            row.state = InvitationState.DECLINED
            row.save()
        _note("report_cards.declined", row)


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("contact", "person", "design", "customer")
        .get(pk=invitation.pk)
    )


def _open_row(invitation: Invitation) -> Invitation:
    row = _locked(invitation)
    _refuse_closed(row)
    return row


def _refuse_closed(row: Invitation) -> None:
    standing = row.standing(clock.now())
    if standing != rules.Standing.OPEN:
        raise RuleBrokenError(
            _("This card is not open any more."), f"report_cards.card_{standing.value}"
        )


def _keep(row: Invitation, answers: Answers) -> Card:
    card = Card.objects.filter(invitation=row).first() or Card(
        invitation=row,
        design=row.design,
        person=row.person,
        customer=row.customer,
        contact=row.contact,
    )
    for name in CARD_ANSWERS:
        if name in answers.card:
            setattr(card, name, answers.card[name])
    card.full_clean()
    card.save()
    _keep_ratings(card, answers.ratings)
    _keep_words(card, answers)
    return card


def _keep_ratings(card: Card, ratings: Mapping[str, int | None]) -> None:
    low, high = card.design.scale_low, card.design.scale_high
    behaviours = {row.code: row for row in card.design.behaviours.all()}
    for code, value in ratings.items():
        if code not in behaviours or (value is not None and not low <= value <= high):
            raise RuleBrokenError(
                _("Choose one of the answers shown."), "report_cards.off_the_scale", status=400
            )
        Rating.objects.update_or_create(
            card=card, behaviour=behaviours[code], defaults={"value": value}
        )


def _keep_words(card: Card, answers: Answers) -> None:
    words = None if answers.words is None else answers.words.replace("\x00", "").strip()[:4000]
    if words == "":
        CardWords.objects.filter(card=card).delete()
    elif words:
        CardWords.objects.update_or_create(
            card=card,
            defaults={
                "words": words,
                "language": answers.language,
                "may_read": bool(answers.may_read),
            },
        )
    elif answers.may_read is not None:
        CardWords.objects.filter(card=card).update(may_read=answers.may_read)


def _note(kind: str, row: Invitation, **facts: object) -> None:
    journal.record(
        kind,
        contact_id=row.contact_id,
        subject_kind="invitation",
        subject_id=row.pk,
        customer_id=row.customer_id,
        facts={"rated": row.person_id, **facts},
        audience="managers",
    )
