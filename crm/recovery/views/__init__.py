"""Pages of recovery."""

from crm.recovery.views.board import board
from crm.recovery.views.causes import cause, cause_retire, cause_said, causes
from crm.recovery.views.figures import figure_cases, figures, figures_csv
from crm.recovery.views.lessons import lesson_done, lessons
from crm.recovery.views.loyalty import loyalty
from crm.recovery.views.opening import ticket_new
from crm.recovery.views.policies import ladder_edit, policy_withdraw, settings_recovery
from crm.recovery.views.recovered import recovered
from crm.recovery.views.replies import replies, reply_edit, reply_insert, reply_remove
from crm.recovery.views.reporting import oops, oops_own
from crm.recovery.views.rota import holiday_new, holiday_remove, rota, rota_end, rota_plan
from crm.recovery.views.selection import board_bulk
from crm.recovery.views.sharing import load, load_person, load_policy, load_share
from crm.recovery.views.standing import oops_answer, oops_at
from crm.recovery.views.ticket import act, ticket
from crm.recovery.views.ticket_people import ticket_people
from crm.recovery.views.triage import mail_file, triage, triage_aside, triage_mail

__all__ = [
    "act",
    "board",
    "board_bulk",
    "cause",
    "cause_retire",
    "cause_said",
    "causes",
    "figure_cases",
    "figures",
    "figures_csv",
    "holiday_new",
    "holiday_remove",
    "ladder_edit",
    "lesson_done",
    "lessons",
    "load",
    "load_person",
    "load_policy",
    "load_share",
    "loyalty",
    "mail_file",
    "oops",
    "oops_answer",
    "oops_at",
    "oops_own",
    "policy_withdraw",
    "recovered",
    "replies",
    "reply_edit",
    "reply_insert",
    "reply_remove",
    "rota",
    "rota_end",
    "rota_plan",
    "settings_recovery",
    "ticket",
    "ticket_new",
    "ticket_people",
    "triage",
    "triage_aside",
    "triage_mail",
]
