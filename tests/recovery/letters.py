"""Mails for tests, as they come over the line."""

import itertools
from email.message import EmailMessage

from crm.notices.channels import message_id_of
from crm.notices.models import Notice
from crm.recovery.actions.addresses import reply_address
from crm.recovery.models import Ticket

_numbers = itertools.count(1)


def letter(
    words: str = "It still leaks.",
    *,
    to: str = "care@halden.example",
    sender: str = "stranger@elsewhere.example",
    ident: str = "",
    files: dict[str, bytes] | None = None,
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"Some Name <{sender}>", to
    message["Subject"] = headers.pop("subject", "The gaskets")
    message["Message-ID"] = f"<{ident or f'{next(_numbers)}@elsewhere.example'}>"
    for name, text in headers.items():
        message[name.replace("_", "-")] = text
    message.set_content(words)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="image", subtype="png", filename=name)
    return message.as_bytes()


def reply(ticket: Ticket, words: str = "It still leaks.", **details: str) -> bytes:
    """A mail to the signed address of a ticket."""
    return letter(words, to=reply_address(ticket.pk), **details)  # type: ignore[arg-type]


def came_back(notice: Notice, *, status: str = "5.1.1", said: str = "550 User unknown") -> bytes:
    """What a far server sends when the mail of a notice could not be delivered."""
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@far.example\r\nTo: care@halden.example\r\n"
        f"Message-ID: <bounce-{notice.pk}@far.example>\r\nSubject: Undelivered Mail\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; far\r\n\r\n"
        f"Final-Recipient: rfc822; {notice.address}\r\nAction: failed\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; {said}\r\n\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{message_id_of(notice)}>\r\n"
        "Subject: Ours\r\n\r\nHello\r\n--x--\r\n"
    ).encode()
