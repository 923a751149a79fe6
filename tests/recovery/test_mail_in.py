"""Mail that comes in: to its ticket by a signature, to somebody who looks, or quietly aside."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import mail_contact
from accounts.models import Contact, Person
from crm.notices.channels import mail_of
from crm.notices.models import Notice
from crm.recovery.actions import fetch_mail, forget_mail, receive
from crm.recovery.models import Attachment, Bounce, Message, Ticket
from tests.conftest import Clock
from tests.house.sources import ROOT
from tests.people import Company
from tests.recovery.imap_server import open_mailbox
from tests.recovery.letters import came_back, letter, reply
from tests.recovery.test_constraints import set_columns
from tests.recovery.tickets import open_one, recovered

SignIn = Callable[[Person], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.mark.django_db
def test_a_signed_address_brings_a_mail_to_its_ticket_and_from_alone_brings_it_nowhere(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, owner=company.kim)
    quoted = "It still leaks.\n\nOn 23 Nov 2026, at 9:12, Kim wrote:\n> Dry now?\n"
    mine = reply(ticket, quoted, sender=company.ana.email.upper(), ident="a@norte")
    known = receive(mine)
    assert (known.ticket, known.contact, known.place) == (ticket, company.ana, "joined")
    assert known.words == "It still leaks."
    assert "Dry now?" in known.whole
    stranger = receive(reply(ticket, ident="b@x"))
    assert (stranger.ticket, stranger.contact) == (ticket, None)
    assert stranger.is_from_a_stranger
    unsigned = receive(letter(sender=company.ana.email, ident="c@x"))
    assert (unsigned.ticket, unsigned.contact, unsigned.place) == (None, None, "waiting")
    forged = mine.replace(b"a@norte", b"d@x").replace(b".", b".0", 1)
    other = open_one(company)
    moved = mine.replace(b"a@norte", b"e@x").replace(
        f"+{ticket.pk}.".encode(), f"+{other.pk}.".encode()
    )
    assert [receive(one).place for one in (forged, moved)] == ["joined", "waiting"]
    assert other.messages.count() == 0
    assert receive(mine) == known
    assert Message.objects.filter(message_id="a@norte").count() == 1
    assert Ticket.objects.count() == 2
    told = Notice.objects.filter(person=company.kim, once_key__contains="word:")
    assert told.filter(channel="in_app").count() == 3


@pytest.mark.django_db
def test_what_a_machine_sent_waits_for_nobody_and_an_answer_after_the_end_reopens_nothing(
    company: Company, clock: Clock
) -> None:
    ticket = recovered(company, owner=company.kim)
    Notice.objects.all().delete()
    away = receive(reply(ticket, ident="a@x", Auto_Submitted="auto-replied"))
    assert (away.place, away.made_by) == ("joined", "auto_reply")
    assert not Notice.objects.exists()
    for made, mail in {
        "auto_reply": letter(ident="b@x", subject="Out of office: gaskets"),
        "bulk": letter(ident="c@x", Precedence="bulk"),
        "loop": reply(ticket, ident="d@x", X_Confidant="sent"),
        "bounce": letter(ident="e@x", X_Failed_Recipients="nobody@norte.example"),
    }.items():
        message = receive(mail)
        assert (message.place, message.made_by, message.ticket) == ("quiet", made, None)
    receive(reply(ticket, "It is back again.", ident="f@x"))
    receive(letter(ident="g@x"))
    clock.move(days=31)
    assert (forget_mail(), Message.objects.count()) == (4, 3)
    ticket.refresh_from_db()
    assert ticket.state == "recovered"
    assert Notice.objects.filter(person=company.kim, channel="in_app").count() == 1


@pytest.mark.django_db
def test_files_are_kept_by_what_they_are_and_go_with_their_message(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    message = receive(reply(ticket, files={"../photo.png": PNG, "x.png": b"<svg onload=a()>"}))
    kept = list(message.attachments.order_by("id").values_list("name", "kind", "size"))
    assert kept == [("photo.png", "image/png", len(PNG)), ("x.png", "text/plain", 16)]
    first = message.attachments.earliest("id")
    assert bytes(first.content) == PNG
    assert set_columns("recovery_attachment", first.pk, size=0) == "attachment_fits"
    message.delete()
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_a_mail_that_comes_back_fails_its_notice_and_says_so_of_the_address(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company)
    mail_contact(
        contact=company.ana, purpose="recovery", once_key="one", subject="Your gaskets",
        body="On their way.", about=("ticket", str(ticket.pk)),
    )  # fmt: skip
    notice = Notice.objects.get(contact_id=company.ana.pk)
    headers = mail_of(notice).extra_headers
    assert headers["Reply-To"].startswith(f"care+{ticket.pk}.")
    assert "Auto-Submitted" not in headers
    Notice.objects.filter(pk=notice.pk).update(state="sent", sent_at=clock.at)
    forged = came_back(notice).replace(b"notice-", b"notice-1")
    receive(forged.replace(b"bounce-", b"other-"))
    notice.refresh_from_db()
    assert notice.state == "sent"
    receive(came_back(notice))
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == ("failed", "smtp; 550 User unknown")
    bounce = Bounce.objects.get()
    assert (bounce.mail.contact, bounce.is_dead) == (company.ana, True)
    page = reverse("contact", args=[company.ana.pk])
    assert "Nobody is at" in signed_in(company.dana).get(page).content.decode()
    Contact.objects.filter(pk=company.ana.pk).update(email="new@norte.example")
    assert "Nobody is at" not in signed_in(company.dana).get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"place": "lost"}, "message_kinds_known"),
        ({"made_by": "ghost"}, "message_kinds_known"),
        ({"place": "joined"}, "message_joined_has_its_ticket"),
        ({"made_by": "bulk"}, "message_waits_only_when_a_person_wrote"),
        ({"direction": "out"}, "message_sent_has_author_and_words"),
        ({"message_id": ""}, "message_has_its_identifier"),
    ],
)
def test_a_message_that_cannot_be_is_refused(columns: dict[str, object], name: str) -> None:
    assert set_columns("recovery_message", receive(letter()).pk, **columns) == name


@pytest.mark.django_db
def test_the_mailbox_is_read_once_and_one_poison_mail_stops_no_other(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    assert fetch_mail().received == 0
    with open_mailbox(tmp_path) as box:
        settings.IMAP_URL = box.url
        monkeypatch.setenv("SSL_CERT_FILE", str(box.certificate))
        first = box.put(letter(ident="a@x"))
        huge = box.put(letter(ident="b@x"), said_size=30_000_000)
        poison = box.put(letter(ident="c@x" + "p" * 10, files={"p.png": b"\x00" * 11_000_000}))
        last = box.put(letter(ident="d@x"))
        monkeypatch.setattr("crm.recovery.rules.mail.reading.LARGEST_FILE", 10**9)
        call_command("fetch_mail")
        assert box.flags[first] == box.flags[last] == {r"\Seen"}
        assert box.flags[huge] == box.flags[poison] == {r"\Flagged"}
        box.flags[first] = set()  # killed before it was marked
        assert fetch_mail().received == 1
    assert Message.objects.filter(place="waiting").count() == 2


def environment() -> dict[str, str]:
    """Point a process of its own at this test's database and broker."""
    database = connection.settings_dict
    host = database["HOST"] or database["OPTIONS"].get("host", "")
    port = database["PORT"] or 5432
    url = f"postgres://{database['USER']}@/{database['NAME']}?host={host}&port={port}"
    return {"DATABASE_URL": url, "REDIS_URL": str(settings.REDIS_URL)}


def piped(raw: bytes, **more: str) -> int:
    words = [sys.executable, "manage.py", "fetch_mail", "--pipe"]
    env = os.environ | more
    return subprocess.run(words, input=raw, cwd=ROOT, env=env, check=False).returncode


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_is_told_taken_bad_or_later(company: Company) -> None:
    ticket = open_one(company, person=company.kim)
    there = environment()
    assert piped(reply(ticket, ident="piped@x"), **there) == 0
    assert Message.objects.get(message_id="piped@x").ticket == ticket
    assert piped(b"\n", **there) == 65
    away = there | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    assert piped(letter(), **away) == 75
