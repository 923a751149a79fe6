"""Reading mail: plain Python, no database, no clock; nothing a sender writes may raise."""

from crm.recovery.rules.mail.attached import Attached
from crm.recovery.rules.mail.bounces import Failure, failures_of
from crm.recovery.rules.mail.machines import Made, made_by
from crm.recovery.rules.mail.quotes import without_quotes
from crm.recovery.rules.mail.reading import Letter, TooLargeError, read
from crm.recovery.rules.mail.reply_address import reply_address, tickets_named
from crm.recovery.rules.mail.signatures import without_signature
from crm.recovery.rules.mail.words import OwnWords, own_words

__all__ = [
    "Attached",
    "Failure",
    "Letter",
    "Made",
    "OwnWords",
    "TooLargeError",
    "failures_of",
    "made_by",
    "own_words",
    "read",
    "reply_address",
    "tickets_named",
    "without_quotes",
    "without_signature",
]
