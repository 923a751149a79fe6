"""OOPS! tickets: what happened, each cycle's steps and clocks, the ladder, loyalty."""

from crm.recovery.models.cycles import Cycle
from crm.recovery.models.deadlines import Appointment, Breach
from crm.recovery.models.ladders import Policy, Rung, RungState, WatchedClock
from crm.recovery.models.loyalty import ASKED_AFTER, Loyalty, LoyaltyQuestion, Moment
from crm.recovery.models.mentions import Mention
from crm.recovery.models.messages import (
    Attachment,
    Bounce,
    CameBy,
    Direction,
    MadeBy,
    Message,
    Place,
)
from crm.recovery.models.related import Kinship, TicketLink, TicketMerge
from crm.recovery.models.replies import SavedReply
from crm.recovery.models.rota import Holiday, OnCall
from crm.recovery.models.sharing import Mode, PassOn, Sharing, Strength
from crm.recovery.models.stages import How, State, Step
from crm.recovery.models.surprises import SurprisePlan
from crm.recovery.models.tickets import Cause, Channel, Comment, Origin, Severity, Ticket

__all__ = [
    "ASKED_AFTER",
    "Appointment",
    "Attachment",
    "Bounce",
    "Breach",
    "CameBy",
    "Cause",
    "Channel",
    "Comment",
    "Cycle",
    "Direction",
    "Holiday",
    "How",
    "Kinship",
    "Loyalty",
    "LoyaltyQuestion",
    "MadeBy",
    "Mention",
    "Message",
    "Mode",
    "Moment",
    "OnCall",
    "Origin",
    "PassOn",
    "Place",
    "Policy",
    "Rung",
    "RungState",
    "SavedReply",
    "Severity",
    "Sharing",
    "State",
    "Step",
    "Strength",
    "SurprisePlan",
    "Ticket",
    "TicketLink",
    "TicketMerge",
    "WatchedClock",
]
