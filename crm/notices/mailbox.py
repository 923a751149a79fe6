"""The mailbox of an installation without a mail server: every mail becomes a row."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from crm import clock
from crm.notices.models import Mail


class MailboxBackend(BaseEmailBackend):
    """Keeps each mail in the table `Mail`, for the page at /mailbox/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; gives how many."""
        kept = [_mail(message) for message in email_messages if message.recipients()]
        return len(Mail.objects.bulk_create(kept))


def _mail(message: EmailMessage) -> Mail:
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next(
            (str(content) for content, kind in message.alternatives if kind == "text/html"), ""
        )
    return Mail(
        sender=message.from_email or "",
        recipients=message.recipients(),
        subject=str(message.subject),
        body=str(message.body),
        html=html,
        message_id=str(message.message()["Message-ID"] or "")[:255],
        sent_at=clock.now(),
    )
