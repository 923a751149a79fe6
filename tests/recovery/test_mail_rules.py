"""Mail is read as it comes: what was said now, who or what said it, and nothing that harms."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.recovery.rules import mail
from crm.recovery.rules.mail.attached import attached
from tests.house.sources import ROOT
from tests.recovery.measure_mail import MEASURES

HEAD = "From: Ana Ruiz <ana@norte.example>\r\nTo: care@halden.example\r\nSubject: {subject}\r\n"


def letter(body: str = "Still broken.", subject: str = "Gaskets", **headers: str) -> mail.Letter:
    more = "".join(f"{name.replace('_', '-')}: {text}\r\n" for name, text in headers.items())
    return mail.read((HEAD.format(subject=subject) + more + "\r\n" + body).encode())


@pytest.mark.parametrize("title", MEASURES)
def test_the_table_of_how_well_mail_is_read_is_true(title: str, shared: Path) -> None:
    page = (ROOT / "docs" / "mail.md").read_text()
    written = re.search(rf"^\| {re.escape(title)} \| (\d+) \| (\d+) \|", page, re.MULTILINE)
    assert written
    assert MEASURES[title](shared) == (int(written[1]), int(written[2]))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Nein.\n\nAm 22.11.2026 um 09:12 schrieb Kim <kim@h.de>:\n> Geht es?", "Nein."),
        ("Non.\n\nLe lun. 23 nov. 2026 à 09:12, Kim <kim@h.de> a écrit :\n\n> Ça va ?", "Non."),
        ("No.\n\nEl lun, 23 nov 2026 a las 9:12, Kim (<kim@h.de>) escribió:\n> ¿Va?", "No."),
        ("لا\n\nفي 23 نوفمبر 2026 كتب Kim <kim@h.de>:\n> هل يعمل؟", "لا"),
        ("No.\n\nVon: Kim\nGesendet: Montag\nAn: Ana\nBetreff: Dichtungen\n\nHallo Ana", "No."),
        ("No.\n\n-----Original Message-----\nFrom: Kim\n\nHello Ana", "No."),
        ("No.\n\nSent from my iPhone", "No."),
        ("Nein.\n\nVon meinem iPhone gesendet", "Nein."),
        ("No.\n-- \nAna Ruiz\nNorte Foods", "No."),
        ("No.\n\nRegards,\nAna", "No."),
        ("> works?\nNo.\n> and this?\nYes.", "No.\n\n> and this?\n\nYes."),
        ("On Monday we wrote: it leaks.", "On Monday we wrote: it leaks."),
        ("From: the left door\nwater runs out.", "From: the left door\nwater runs out."),
        ("--\nAna", "--\nAna"),
        ("> all of it is quoted", "> all of it is quoted"),
    ],
)  # fmt: skip
def test_what_was_said_now_is_kept_and_the_rest_set_apart(written: str, said: str) -> None:
    own = mail.own_words(written, "Ana Ruiz")
    assert own.words == said
    assert own.whole == ("" if said == written else written)


@pytest.mark.parametrize(
    ("made", "headers"),
    [
        ("person", {}),
        ("person", {"Auto_Submitted": "no"}),
        ("auto_reply", {"Auto_Submitted": "auto-replied"}),
        ("auto_reply", {"Precedence": "auto_reply"}),
        ("auto_reply", {"X_Autoreply": "yes"}),
        ("auto_reply", {"X_POST_MessageClass": "9; Autoresponder"}),
        ("auto_reply", {"Return_Path": "<>"}),
        ("auto_reply", {"subject": "Abwesenheitsnotiz: Gaskets"}),
        ("auto_reply", {"subject": "Re: Réponse automatique : Gaskets"}),
        ("auto_reply", {"subject": "Respuesta automática"}),
        ("auto_reply", {"subject": "رد تلقائي"}),
        ("bulk", {"Precedence": "bulk"}),
        ("bulk", {"List_Id": "<news.norte.example>"}),
        ("loop", {"X_Confidant": "halden"}),
        ("bounce", {"X_Failed_Recipients": "ana@norte.example"}),
    ],
)
def test_what_machines_send_is_known_by_its_marks(made: str, headers: dict[str, str]) -> None:
    assert mail.made_by(letter(**headers)) == made


def test_our_own_mail_and_mail_that_ran_in_rings_is_a_loop() -> None:
    assert mail.made_by(letter(), ours=frozenset({"ana@norte.example"})) is mail.Made.LOOP
    rings = "".join(f"Received: from h{n}\r\n" for n in range(31))
    raw = (rings + HEAD.format(subject="x") + "\r\nHi").encode()
    assert mail.made_by(mail.read(raw)) is mail.Made.LOOP


def test_a_file_is_what_its_bytes_say_and_has_a_name_that_harms_nobody() -> None:
    page = attached("../../etc/in\u202evoice.pdf", b"<html><script>alert(1)</script>")
    assert (page.name, page.kind) == ("in_voice.pdf", "text/plain")
    assert attached("a.txt", b"%PDF-1.4 ...").kind == "application/pdf"
    assert attached("", b"\x00\x01\x02").kind == "application/octet-stream"


def test_only_our_own_mailbox_with_a_whole_signature_names_a_ticket() -> None:
    signature = "ab" * 16
    address = mail.reply_address("care@halden.example", 7, signature)
    named = mail.tickets_named([address.upper()], "Care@halden.example")
    assert named == [(7, signature)]
    wrong = [
        address.replace("halden", "holden"),
        address.replace("care", "cure"),
        address.replace(signature, signature[:31]),
        "care@halden.example",
    ]
    assert mail.tickets_named(wrong, "care@halden.example") == []


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(mail.TooLargeError):
        mail.read(b"x" * (25 * 1024 * 1024 + 1))


def test_html_alone_is_read_as_its_words_and_its_quotes_as_quotes() -> None:
    page = "<p>Still <b>wet</b></p><blockquote>Dry now?</blockquote><script>evil()</script>"
    found = letter(page, Content_Type="text/html; charset=utf-8")
    assert mail.own_words(found.text).words == "Still wet"
    assert "evil" not in found.text


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"From: ", b"To: a@b.c\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
            b"Content-Type: text/html; charset=", b"Subject: =?utf-8?b?", b"Content-Disposition: ",
            b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n\r\n",
            b"Content-Type: message/delivery-status\r\n\r\n",
        ]
    ),
)  # fmt: skip
def test_no_bytes_make_the_reading_fail_or_leave_what_no_database_keeps(
    rubbish: bytes, start: bytes
) -> None:
    found = mail.read(start + rubbish)
    mail.made_by(found)
    mail.failures_of(found)
    own = mail.own_words(found.text, found.from_name)
    for text in (own.words, own.whole, found.subject, found.from_address, found.message_id):
        assert "\x00" not in text
        text.encode()
