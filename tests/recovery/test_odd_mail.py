"""Mail as nobody should send it: each has a clear end, nothing is lost, no machine is answered."""

from email.message import EmailMessage

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, OperationalError

from crm.notices.models import Notice
from crm.recovery.actions import receive
from crm.recovery.actions.addresses import reply_address
from crm.recovery.actions.fetching import may_come_later
from crm.recovery.models import Message, Ticket
from crm.recovery.rules import mail
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.letters import came_back, letter, reply
from tests.recovery.tickets import open_one

HEAD = b"From: Ana <ana@norte.example>\r\nTo: care@halden.example\r\nSubject: Gaskets\r\n"
PNG = b"\x89PNG\r\n\x1a\n"


def nested(kind: bytes, depth: int) -> bytes:
    """Parts inside parts, the words in the innermost."""
    opened = b"".join(
        b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, n, n) for n in range(depth)
    )
    closed = b"".join(b"--b%d--\r\n" % n for n in reversed(range(depth)))
    return HEAD + opened + b"Content-Type: text/plain\r\n\r\nDeep words.\r\n" + closed


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (nested(b"multipart/mixed", 50), "Deep words."),
        (nested(b"multipart/mixed", 1500), "Deep words."),
        (HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1500 + b"\r\nDeep", ""),
        (HEAD + b"Cc: " + b"(" * 50_000 + b"\r\n\r\nStill wet", "Still wet"),
        (HEAD + b"Content-Type: text/plain; charset=klingon\r\n\r\nF\xfcgt nicht", "Fügt nicht"),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nSXQ*gbGVha3M=!\r\n\xff", "It leaks"),
        (HEAD + b"Date: yesterday, I think\r\n\r\nA\x00B\x00", "AB"),
        (HEAD + b"Content-Type: text/html\r\n\r\n<p>Still <b>wet", "Still wet"),
        (HEAD + b"\r\n" + b"a" * 3_000_000, "aaa"),
    ],
    ids=["nested", "too_deep", "mails_in_mails", "brackets", "charset", "junk", "nulls", "html",
         "huge"],
)  # fmt: skip
def test_whatever_comes_is_read_to_its_end(raw: bytes, said: str) -> None:
    found = mail.read(raw)
    assert mail.made_by(found) is mail.Made.PERSON
    assert said in mail.own_words(found.text).words
    assert (found.from_address, found.written_at) == ("ana@norte.example", None)


@pytest.mark.parametrize(
    ("subject", "is_machine"),
    [
        ("Out of the office Re: Gaskets", True), ("Ich bin im Urlaub", True),
        ("Absent(e) du bureau", True), ("Ausencia de la oficina", True),
        ("خارج المكتب", True), ("Fuori sede", True), ("自動応答: Gaskets", True),
        ("Absent parts in crate 4", False), ("Ausente el tornillo 4", False),
        ("On vacation our freezer broke", False), ("Away from home, the alarm rang", False),
        ("Automatic door does not open", False), ("Abwesend waren drei Schrauben", False),
    ],
)  # fmt: skip
def test_a_note_of_absence_is_known_without_any_mark_and_a_complaint_is_none(
    subject: str, is_machine: bool
) -> None:
    made = mail.made_by(mail.read(letter(subject=subject)))
    assert made is (mail.Made.AUTO_REPLY if is_machine else mail.Made.PERSON)


def passed_on(inside: bytes) -> bytes:
    """A person's mail with another mail attached to it."""
    message = EmailMessage()
    message["From"], message["To"] = "ana@norte.example", "care@halden.example"
    message["Subject"] = "Why does this come back to me?"
    message.set_content("I wrote to you on Friday.")
    message.add_attachment(mail.read(inside).message)
    return message.as_bytes()


@pytest.mark.django_db
def test_nothing_odd_is_lost_makes_a_ticket_or_is_answered(company: Company, clock: Clock) -> None:
    ticket = open_one(company, owner=company.kim)
    other = open_one(company, owner=company.kim)
    told = Notice.objects.filter(contact_id__gt=0).count()
    crowd = ", ".join(f"Somebody {n} <p{n}@norte.example>" for n in range(1000))
    to_many = receive(letter(to=f"{crowd}, {reply_address(ticket.pk)}"))
    assert to_many.ticket == ticket

    borrowed = reply_address(ticket.pk).replace(f"+{ticket.pk}.", f"+{other.pk}.")
    assert receive(letter(to=borrowed)).place == "waiting"
    winmail = receive(
        letter("See the file.", files={"winmail.dat": b"\x78\x9f\x3e\x22" + b"\x00" * 9})
    )
    assert [file.name for file in winmail.attachments.all()] == ["winmail.dat"]

    bounced = Notice(pk=1, created_at=clock.at, address="ana@norte.example")
    forwarded = receive(passed_on(came_back(bounced)))
    assert (forwarded.place, forwarded.made_by) == ("waiting", "person")
    assert forwarded.attachments.get().name == "message.eml"
    twice = came_back(bounced).replace(b"<bounce-1@", b"<again@").replace(b"Hello", b"Undelivered")
    for raw in (twice, letter(subject="Automatische Antwort: Gaskets"), letter(X_Confidant="sent")):
        message = receive(raw)
        assert (message.place, message.ticket) == ("quiet", None)

    assert Ticket.objects.count() == 2
    assert other.messages.count() == 0
    assert Message.objects.get(ticket=ticket) == to_many
    assert Notice.objects.filter(contact_id__gt=0).count() == told


@pytest.mark.django_db
def test_another_mail_under_the_identifier_of_the_first_is_another_mail(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, owner=company.kim)
    first = receive(reply(ticket, "It leaks.", ident="scanner@norte"))
    again = receive(reply(ticket, "It leaks.", ident="scanner@norte"))
    later = reply(ticket, "Now the floor is wet.", ident="scanner@norte")
    second = receive(later)
    assert (again, second.ticket, receive(later)) == (first, ticket, second)
    assert second != first
    scans = [
        letter("", to=reply_address(ticket.pk), files={"p.png": PNG + n}, ident="copier@x")
        for n in (b"1", b"22")
    ]
    one, two, same = map(receive, (*scans, scans[1]))
    assert one != two == same
    assert two.attachments.get().size == len(PNG) + 2


def test_parts_beyond_the_three_hundredth_are_counted_as_left_out() -> None:
    part = b"--b\r\nContent-Type: image/png\r\n\r\n" + PNG + b"\r\n"
    said = b"--b\r\nContent-Type: text/plain\r\n\r\nSee the pictures.\r\n"
    kind = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    found = mail.read(HEAD + kind + said + part * 349 + b"--b--\r\n")
    assert found.text.strip() == "See the pictures."
    assert len(found.files) + found.left_out == 349


def test_a_mail_that_can_never_be_kept_is_told_from_one_that_comes_too_early() -> None:
    later = (OperationalError("the server closed the connection"), OSError(28, "no space left"))
    never = (DataError("value too long"), ValidationError("wrong"), ValueError("embedded null"))
    assert [may_come_later(one) for one in later + never] == [True] * 2 + [False] * 3
