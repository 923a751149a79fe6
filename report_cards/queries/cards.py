"""Reads for the customer's page: the card behind a link, its questions, what was answered."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Person
from report_cards.models import Card, CardWords, Invitation, Link, Question
from report_cards.permissions import seen_in_full


def invitation_of_token(token_hash: str) -> Invitation | None:
    """Find the invitation a link leads to, by the hash of its token."""
    link = (
        Link.objects.select_related(
            "invitation__person", "invitation__contact__customer", "invitation__design"
        )
        .filter(token_hash=token_hash)
        .first()
    )
    return link.invitation if link else None


def invitation_at(public_id: UUID | str) -> Invitation | None:
    """Find an invitation by the identifier in the address of its page."""
    return (
        Invitation.objects.select_related("person", "contact__customer", "design")
        .filter(public_id=public_id)
        .first()
    )


@dataclass(frozen=True)
class Given:
    """What a card holds so far, by the names of the form's fields."""

    card: Card | None
    values: dict[str, str]
    words: str
    may_read: bool


def given_on(invitation: Invitation) -> Given:
    """Give what was answered on a card, saved or submitted, as the form's fields have it."""
    card = (
        Card.objects.select_related("comment")
        .prefetch_related("ratings__behaviour")
        .filter(invitation=invitation)
        .first()
    )
    if card is None:
        return Given(None, {}, "", may_read=False)
    values = {
        f"q{rating.behaviour.slot}": "none" if rating.value is None else str(rating.value)
        for rating in card.ratings.all()
    }
    fixed = {
        "matters": "none" if card.secrets_unknown else card.secrets_value,
        "other_solutions": card.other_solutions,
        "loyalty": card.loyalty,
        "pressure": None if card.pressure is None else ("yes" if card.pressure else "no"),
        "call": card.call,
    }
    values |= {name: str(value) for name, value in fixed.items() if value not in {None, ""}}
    comment = getattr(card, "comment", None)
    return Given(
        card,
        values,
        comment.words if comment else "",
        may_read=bool(comment and comment.may_read),
    )


def questions_of(design_id: int, language: str) -> dict[str, Question]:
    """Give a design's questions in one language, by code."""
    rows = Question.objects.filter(design_id=design_id, language=language)
    return {row.code: row for row in rows}


def words_for_the_room(person: Person) -> QuerySet[CardWords]:
    """Give comments that may stand on a wall, the newest first, with their customers.

    The reader sees such cards one by one, and the customer said that the person rated, who may
    sit in the room, may read the words too.
    """
    return (
        CardWords.objects.filter(
            Q(card__quarantine="") | Q(card__released_at__isnull=False),
            may_read=True,
            card__submitted_at__isnull=False,
            card__person__in=seen_in_full(person),
        )
        .select_related("card__customer")
        .order_by("-card__submitted_at", "-id")
    )
