"""Everything that changes report cards: named acts that check, lock, save and record."""

from report_cards.actions.answering import Answers, decline, save_answers, submit_card
from report_cards.actions.designs import add_design, default_design, publish_design
from report_cards.actions.minding import (
    expire_invitations,
    note_bounce,
    note_deliveries,
    release_card,
    remind,
    revoke,
)
from report_cards.actions.rounds import (
    decide_exclusion,
    draw_round,
    plan_round,
    propose_exclusion,
)
from report_cards.actions.sending import Sending, invite_one, send_round

__all__ = [
    "Answers",
    "Sending",
    "add_design",
    "decide_exclusion",
    "decline",
    "default_design",
    "draw_round",
    "expire_invitations",
    "invite_one",
    "note_bounce",
    "note_deliveries",
    "plan_round",
    "propose_exclusion",
    "publish_design",
    "release_card",
    "remind",
    "revoke",
    "save_answers",
    "send_round",
    "submit_card",
]
