"""Reads about tickets; every list takes the person who asks."""

from crm.recovery.queries.asked import digest_of, question_of
from crm.recovery.queries.audiences import Audiences, Case, Telling
from crm.recovery.queries.board import Board, Column, board_for, board_mark
from crm.recovery.queries.cards import Card
from crm.recovery.queries.cases import Period, cases_behind, cases_of
from crm.recovery.queries.causes import (
    CauseRow,
    causes_counted,
    said_causes,
    said_counted,
    tickets_of_cause,
)
from crm.recovery.queries.due import DueRung, DueTicket, due_tickets
from crm.recovery.queries.figures import figures_for, group_words
from crm.recovery.queries.filters import STEPS, Filters, open_tickets
from crm.recovery.queries.lasting import LastingFix, is_of_fix
from crm.recovery.queries.lately import OUTCOMES, Lately, lately_for, recovered_lately
from crm.recovery.queries.lessons import (
    lesson_counts,
    lessons_due,
    lessons_listed,
    lessons_visible_to,
    readable_tickets,
)
from crm.recovery.queries.mail import contacts_of_address, last_bounce, mail_waiting
from crm.recovery.queries.page import Page, page_of
from crm.recovery.queries.policies import (
    Standing,
    Version,
    change_words,
    policy_at,
    policy_to_start_from,
    standings,
)
from crm.recovery.queries.preview import Preview, past_tickets, preview_of
from crm.recovery.queries.related import main_of, mergeable_with
from crm.recovery.queries.replies import known_of, replies_for, replies_visible_to
from crm.recovery.queries.reporting import thing_named, things_of, told_before, typed_by
from crm.recovery.queries.rota import (
    Watch,
    can_be_on_call,
    holidays_from,
    next_free,
    night,
    rotas,
    teams_on_call,
)
from crm.recovery.queries.seen import (
    causes_offered,
    owners_possible,
    ticket_visible,
    tickets_visible_to,
)
from crm.recovery.queries.sharing import (
    Load,
    Suggestion,
    hand_out_to,
    loads,
    sharing_now,
    suggestions,
    unowned_of,
)
from crm.recovery.queries.stairs import is_bridged
from crm.recovery.queries.times import Figure, Spans, figures_of
from crm.recovery.queries.watching import LadderFigures, ladder_figures
from crm.recovery.queries.words import AUDIENCE_WORDS, rung_name, span_words

__all__ = [
    "AUDIENCE_WORDS",
    "OUTCOMES",
    "STEPS",
    "Audiences",
    "Board",
    "Card",
    "Case",
    "CauseRow",
    "Column",
    "DueRung",
    "DueTicket",
    "Figure",
    "Filters",
    "LadderFigures",
    "LastingFix",
    "Lately",
    "Load",
    "Page",
    "Period",
    "Preview",
    "Spans",
    "Standing",
    "Suggestion",
    "Telling",
    "Version",
    "Watch",
    "board_for",
    "board_mark",
    "can_be_on_call",
    "cases_behind",
    "cases_of",
    "causes_counted",
    "causes_offered",
    "change_words",
    "contacts_of_address",
    "digest_of",
    "due_tickets",
    "figures_for",
    "figures_of",
    "group_words",
    "hand_out_to",
    "holidays_from",
    "is_bridged",
    "is_of_fix",
    "known_of",
    "ladder_figures",
    "last_bounce",
    "lately_for",
    "lesson_counts",
    "lessons_due",
    "lessons_listed",
    "lessons_visible_to",
    "loads",
    "mail_waiting",
    "main_of",
    "mergeable_with",
    "next_free",
    "night",
    "open_tickets",
    "owners_possible",
    "page_of",
    "past_tickets",
    "policy_at",
    "policy_to_start_from",
    "preview_of",
    "question_of",
    "readable_tickets",
    "recovered_lately",
    "replies_for",
    "replies_visible_to",
    "rotas",
    "rung_name",
    "said_causes",
    "said_counted",
    "sharing_now",
    "span_words",
    "standings",
    "suggestions",
    "teams_on_call",
    "thing_named",
    "things_of",
    "ticket_visible",
    "tickets_of_cause",
    "tickets_visible_to",
    "told_before",
    "typed_by",
    "unowned_of",
]
