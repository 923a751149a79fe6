"""Mail with customers: a conversation on a ticket, mail that waits, one that came back."""

import base64
import zlib
from email.message import EmailMessage

from accounts.models import Contact
from crm.home.demo.stage import Scene, Stage
from crm.notices.channels import message_id_of
from crm.notices.models import Notice
from crm.recovery.actions import receive, reply_by_mail, save_reply
from crm.recovery.actions.addresses import reply_address

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNg2PEfAAJQAZn+yCxTAAAAAElFTkSuQmCC"
)
_PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_DESK = "care@halden.example"
# whose it is (None: everybody's), title, language, words
REPLIES = (
    (
        None,
        "We have it and look now",
        "en",
        (
            "Dear {first_name},\n\nthank you for telling us. I am looking into it now and write"
            " again by {promise}, also if there is nothing new.\n\n{me}"
        ),
    ),
    (
        None,
        "Lo hemos recibido",
        "es",
        (
            "Hola {first_name}:\n\nGracias por avisarnos. Ya lo estoy mirando y le escribo de"
            " nuevo antes del {promise}.\n\n{me}"
        ),
    ),
    (
        None,
        "It is mended: please tell us",
        "en",
        (
            "Dear {first_name},\n\non {date} you told us what went wrong. This is what we did:"
            " {fix}\n\nDoes it work as it should? One line is enough.\n\n{me}"
        ),
    ),
    ("kim", "On my way", "", "I am on my way to {customer} and ring you when I am at the door."),
)


def keep_replies(stage: Stage) -> Scene:
    """Replies that everybody uses, and one that Kim keeps."""
    yield stage.ago(days=30)
    for who, title, language, words in REPLIES:
        save_reply(
            person=stage.people[who or "sara"],
            title=title,
            language=language,
            words=words,
            is_ours=who is None,
        )


def write_letters(stage: Stage) -> Scene:
    """João sends what he sees, an answering machine joins in, Kim promises the next word."""
    yield stage.ago(hours=5)
    ticket, kim = stage.tickets["answered"], stage.people["kim"]
    reply_by_mail(
        person=kim, ticket=ticket,
        words="Dear João,\n\nthe licence server forgot the night shift. Could you send me a "
        "picture of what the console says?",
    )  # fmt: skip
    yield stage.ago(hours=4, minutes=55)
    to = reply_address(ticket.pk)
    receive(
        _letter(stage, "joao", "I am in theatre until 14:00.", subject="Away", to=to, machine=True)
    )
    yield stage.ago(hours=4, minutes=20)
    words = (
        "Here it is, from both consoles. The night shift starts at eight.\n\nJoão\n\n"
        "On Monday Kim Osei wrote:\n> Could you send me a picture of what the console says?\n"
    )
    files = {"console-1.png": _PIXEL, "licence.pdf": _PAPER}
    receive(_letter(stage, "joao", words, subject="Re: Logging in", to=to, files=files))
    yield stage.ago(hours=3, minutes=40)
    reply_by_mail(
        person=kim, ticket=ticket, next_word_by=stage.ahead(hours=2),
        words="Thank you, that is the old key. Tomás brings the new one before eight.",
    )  # fmt: skip
    yield stage.ago(hours=1)
    words = "Does it work from eight on?"
    stranger = _mail("Night desk", "nightdesk@elsewhere.example", words, "Tonight")
    stranger["To"] = to
    receive(stranger.as_bytes())


def get_mail(stage: Stage) -> Scene:
    """Mail that names no ticket waits for somebody; one of ours comes back."""
    yield stage.ago(hours=26)
    letter = _mail("Bea Lindqvist", "bea@nobodyknows.example", _HTML_SHOWN, "Two invoices?")
    letter.add_alternative(_HTML, subtype="html")
    letter["To"] = _DESK
    receive(letter.as_bytes())
    yield stage.ago(hours=7)
    words = "The cooling is loud again since this morning. Is that the new compressor?"
    receive(_letter(stage, "henrik", words, subject="Loud again", files={"noise.png": _PIXEL}))
    yield stage.ago(hours=2)
    words = "No llega nadie para la revisión de las nueve. ¿Quién viene?"
    receive(_letter(stage, "ana", words, subject="Revisión de hoy"))
    yield stage.ago(minutes=50)
    stage.tickets["breached"].refresh_from_db()
    reply_by_mail(
        person=stage.people["tomas"], ticket=stage.tickets["breached"],
        words="The new supply is on the van, Eleni. I am with you at four.",
    )  # fmt: skip
    yield stage.ago(minutes=48)
    sent = Notice.objects.filter(contact_id=stage.contacts["eleni"].pk).latest("id")
    receive(_came_back(sent))


_HTML_SHOWN = "We got two invoices for one service visit. Which one holds?"
_HTML = (
    "<p>We got <b>two invoices</b> for one service visit. Which one holds?</p>"
    "<ul><li>4711 of 3 November</li><li>4718 of 5 November</li></ul><p>Bea Lindqvist</p>"
)


def _letter(
    stage: Stage,
    who: str,
    words: str,
    *,
    subject: str = "",
    to: str = "",
    files: dict[str, bytes] | None = None,
    machine: bool = False,
) -> bytes:
    """Write a mail of a contact, as it comes over the line."""
    contact: Contact = stage.contacts[who]
    message = _mail(contact.name, contact.email, words, subject)
    message["To"] = to or _DESK
    if machine:
        message["Auto-Submitted"] = "auto-replied"
    for name, content in (files or {}).items():
        kind = ("image", "png") if name.endswith("png") else ("application", "pdf")
        message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    return message.as_bytes()


def _mail(name: str, address: str, words: str, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f'"{name}" <{address}>'
    message["Subject"] = subject
    message["Message-ID"] = f"<{zlib.crc32((address + words).encode())}@demo.example>"
    message.set_content(words)
    return message


def _came_back(sent: Notice) -> bytes:
    """Write what a far server sends when nobody is at an address."""
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@far.example\r\nTo: {_DESK}\r\n"
        f"Message-ID: <bounce-{sent.pk}@far.example>\r\nSubject: Undelivered Mail\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nYour mail did not arrive: mailbox full.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; far\r\n\r\n"
        f"Final-Recipient: rfc822; {sent.address}\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        "Diagnostic-Code: smtp; 552 Mailbox full\r\n\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{message_id_of(sent)}>\r\n"
        "Subject: Ours\r\n\r\nHello\r\n--x--\r\n"
    ).encode()
