"""Designs, rounds, invitations and the cards customers fill in."""

from report_cards.models.cards import (
    Card,
    CardWords,
    OtherSolutions,
    Quarantine,
    Rating,
)
from report_cards.models.designs import LANGUAGES, Behaviour, Design, DesignState, Question
from report_cards.models.invitations import Event, Invitation, InvitationState, Link
from report_cards.models.rounds import Decision, Exclusion, Round, RoundState, Skip, SkipReason

__all__ = [
    "LANGUAGES",
    "Behaviour",
    "Card",
    "CardWords",
    "Decision",
    "Design",
    "DesignState",
    "Event",
    "Exclusion",
    "Invitation",
    "InvitationState",
    "Link",
    "OtherSolutions",
    "Quarantine",
    "Question",
    "Rating",
    "Round",
    "RoundState",
    "Skip",
    "SkipReason",
]
