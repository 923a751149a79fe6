"""What is told to whom, over which way, and the signs of life of what must keep running."""

from crm.notices.models.choices import DigestHour, NoticeChoice, Way
from crm.notices.models.endpoints import Endpoint
from crm.notices.models.findings import Finding
from crm.notices.models.kinds import Kind, kind_of
from crm.notices.models.outbox import Attempt, Heartbeat, Mail, Notice

__all__ = [
    "Attempt",
    "DigestHour",
    "Endpoint",
    "Finding",
    "Heartbeat",
    "Kind",
    "Mail",
    "Notice",
    "NoticeChoice",
    "Way",
    "kind_of",
]
