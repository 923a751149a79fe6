"""Everything that changes a ticket: named acts that lock, check, save and record."""

from crm.recovery.actions.answering import LATEST, choose_time, confirm_fix, refuse_fix, thank
from crm.recovery.actions.auditing import audit_ladders
from crm.recovery.actions.bulk import write_tickets
from crm.recovery.actions.causes import add_cause, name_said_cause, rename_cause, retire_cause
from crm.recovery.actions.climbing import SweepResult, climb_ladders
from crm.recovery.actions.complaining import complain
from crm.recovery.actions.desk import (
    assign_owner,
    learn_lesson,
    set_cause,
)
from crm.recovery.actions.fetching import fetch_mail
from crm.recovery.actions.fix_promises import remind_of_hidden_fixes
from crm.recovery.actions.keeping_mail import forget_mail
from crm.recovery.actions.lessons import finish_lesson, remind_of_lessons, reopen_lesson
from crm.recovery.actions.linking import link_tickets, unlink_tickets
from crm.recovery.actions.loyalty import answer_loyalty, ask_loyalty, is_late, record_loyalty
from crm.recovery.actions.mentioning import comment
from crm.recovery.actions.merging import merge_tickets, part_tickets
from crm.recovery.actions.opening import import_ticket, open_ticket
from crm.recovery.actions.planning import drop_plan, give_surprise, plan_surprise
from crm.recovery.actions.policies import set_policy, withdraw_policy
from crm.recovery.actions.raising import raise_severity
from crm.recovery.actions.reacting import STARTLED, react
from crm.recovery.actions.receiving import receive
from crm.recovery.actions.replying import remind_of_words, reply_by_mail
from crm.recovery.actions.reporting import Report, report_mishap, take_report
from crm.recovery.actions.rota import add_holiday, end_on_call, plan_on_call, remove_holiday
from crm.recovery.actions.saving_replies import save_reply, throw_reply_away
from crm.recovery.actions.secrets import call_creepy
from crm.recovery.actions.sharing import accept, assign_fairly, hand_on, pass_on, share_unowned
from crm.recovery.actions.sorting import attach_mail, open_from_mail, set_mail_aside
from crm.recovery.actions.standing_links import Opened, standing_token, ticket_of_link
from crm.recovery.actions.standing_words import write_standing
from crm.recovery.actions.steps import fix, lose, recover, respond, surprise, work_around
from crm.recovery.actions.strengths import set_sharing, set_strength
from crm.recovery.actions.told import keep_told
from crm.recovery.actions.turns import appoint, reopen

__all__ = [
    "LATEST",
    "STARTLED",
    "Opened",
    "Report",
    "SweepResult",
    "accept",
    "add_cause",
    "add_holiday",
    "answer_loyalty",
    "appoint",
    "ask_loyalty",
    "assign_fairly",
    "assign_owner",
    "attach_mail",
    "audit_ladders",
    "call_creepy",
    "choose_time",
    "climb_ladders",
    "comment",
    "complain",
    "confirm_fix",
    "drop_plan",
    "end_on_call",
    "fetch_mail",
    "finish_lesson",
    "fix",
    "forget_mail",
    "give_surprise",
    "hand_on",
    "import_ticket",
    "is_late",
    "keep_told",
    "learn_lesson",
    "link_tickets",
    "lose",
    "merge_tickets",
    "name_said_cause",
    "open_from_mail",
    "open_ticket",
    "part_tickets",
    "pass_on",
    "plan_on_call",
    "plan_surprise",
    "raise_severity",
    "react",
    "receive",
    "record_loyalty",
    "recover",
    "refuse_fix",
    "remind_of_hidden_fixes",
    "remind_of_lessons",
    "remind_of_words",
    "remove_holiday",
    "rename_cause",
    "reopen",
    "reopen_lesson",
    "reply_by_mail",
    "report_mishap",
    "respond",
    "retire_cause",
    "save_reply",
    "set_cause",
    "set_mail_aside",
    "set_policy",
    "set_sharing",
    "set_strength",
    "share_unowned",
    "standing_token",
    "surprise",
    "take_report",
    "thank",
    "throw_reply_away",
    "ticket_of_link",
    "unlink_tickets",
    "withdraw_policy",
    "work_around",
    "write_standing",
    "write_tickets",
]
