"""What people of all the world write, and what breaks other programs, comes back as written."""

import contextlib
import csv
import html
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.actions import add_contact, add_team
from accounts.models import Contact, Person, Team
from crm.deals.actions import open_deal
from crm.deals.models import Deal
from crm.recovery import actions as recovery
from crm.recovery.models import Ticket
from report_cards.models import CardWords
from secrets_manual.actions import (
    SecretRefusedError,
    hold_conversation,
    keep_words,
    make_promise,
)
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.recovery.tickets import fixed, hours, open_one
from tests.report_cards.stories import ask

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
# Scripts, directions, marks upon marks, markup, formulas, paths, commands, lone punctuation.
PICKED = (
    1, 3, 9, 17, 18, 30, 47, 58, 76, 80, 82, 86, 88, 91, 95, 99, 103, 105, 108, 112, 117, 120,
    126, 131, 134, 140, 146, 158, 160, 190, 200, 240, 300, 350, 400, 430, 470, 490, 505, 514,
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A text somebody writes into a form, and the page it is read on afterwards."""

    url: str
    name: str
    read: str = ""  # the page a form leads to when empty
    rest: tuple[tuple[str, object], ...] = ()
    may_refuse: bool = False


def naughty(shared: Path) -> list[str]:
    return list(json.loads((shared / "data/naughty_strings/blns.json").read_text()))


def picked(shared: Path) -> list[str]:
    every = naughty(shared)
    texts = (every[number].strip()[:100].strip() for number in PICKED)
    names = shared / "data/names_many_scripts/common-forenames-by-country.csv"
    with names.open(encoding="utf-8-sig") as lines:
        scripts = [row["Localized Name"].strip() for row in csv.DictReader(lines)][::250]
    one_line = (text for text in (*texts, *scripts) if "\n" not in text and "\r" not in text)
    return [text for text in dict.fromkeys(one_line) if text]


def to(name: str, *args: object) -> str:
    return reverse(name, args=args)


def of_ticket(company: Company) -> list[Field]:
    found = []
    lesson = (("lesson_owner", company.kim.pk), ("lesson_by_on", "2026-12-24"))
    steps: list[tuple[str, str, tuple[tuple[str, object], ...], Callable[..., Ticket]]] = [
        ("respond", "words", (("how", "phone"),), open_one),
        ("fix", "words", (), open_one),
        ("workaround", "words", (), open_one),
        ("surprise", "words", (("reception", "unknown"),), fixed),
        ("comment", "words", (), open_one),
        ("lose", "reason", (), open_one),
        ("recover", "no_surprise_reason", (*lesson, ("lesson_change", "We count twice.")), fixed),
        ("lesson", "lesson_change", lesson, open_one),
    ]
    for act, name, rest, make in steps:
        pk = make(company).pk
        found.append(Field(to("ticket_act", pk, act), name, to("ticket", pk), rest))
    new = (("customer", "Norte Foods"), ("severity", 2), ("channel", "phone"))
    found.append(Field(to("ticket_new"), "words", "", new))
    words = (*new, ("words", "It broke."))
    found += [Field(to("ticket_new"), name, "", words) for name in ("cost_words",)]
    return found


def of_the_steward(company: Company, clock: Clock) -> list[Field]:
    kind = (("kind", "organisation"),)
    named = (*kind, ("name", "Sol Clinic"))
    deal = open_deal(person=company.dana, customer=company.norte, owner=company.dana, name="CT")
    talk = hold_conversation(person=company.dana, customer=company.norte, contact=company.ana)
    ana = (("about", f"contact-{company.ana.pk}"), ("how", "told_glad"))
    said = (("said_on", "2026-11-20"),)
    return [
        Field(to("customer_new"), "name", "", kind),
        Field(to("contact_new", company.norte.pk), "name", ""),
        Field(to("contact_new", company.norte.pk), "title", "", (("name", "Ana Sol"),)),
        Field(to("customer_new"), "sector", "", named),
        Field(to("customer_new"), "address", "", named),
        Field(to("secret_new"), "text", to("manual", company.norte.pk), ana, may_refuse=True),
        Field(
            to("conversation", talk.pk),
            "words",
            to("conversation", talk.pk),
            (("question", "What would make your Monday easier?"),),
        ),
        Field(to("deal_new"), "name", "", (("customer", company.norte.pk), ("amount_minor", ""))),
        Field(to("deal_success", deal.pk), "words", to("deal", deal.pk), said),
    ]


def check(client: Client, field: Field, text: str) -> str:
    """Write the text in the form and read it on the page; say what is wrong."""
    cache.clear()
    sent = dict(field.rest) | {field.name: text}
    answer = client.post(field.url, sent)
    where = f"{field.url} {field.name} {text!r}"
    if field.may_refuse and answer.status_code == 422:
        return ""
    if answer.status_code != 302:
        return f"{where}: {answer.status_code} {_errors(answer)}"
    page = client.get(field.read or answer["Location"], follow=True).content.decode()
    if text not in html.unescape(page):
        return f"{where}: not on {field.read or answer['Location']}"
    if any(mark in text for mark in '<"') and len(text) > 8 and text in page:
        return f"{where}: not escaped"
    return ""


def _errors(answer: Any) -> object:
    form = answer.context.get("form") if answer.context else None
    return dict(form.errors) if form is not None else ""


def test_texts_of_tickets_come_back_on_their_pages(
    company: Company, clock: Clock, shared: Path, signed_in: SignIn
) -> None:
    kim, texts = signed_in(company.kim), picked(shared)
    wrong = []
    for turn in range(0, len(texts), 6):
        fields = of_ticket(company)
        wrong += [
            check(kim, field, texts[(turn + place) % len(texts)])
            for place, field in enumerate(fields)
        ]
    assert not any(wrong), "\n".join(filter(None, wrong))


def test_texts_of_the_steward_come_back_on_their_pages(
    company: Company, clock: Clock, shared: Path, signed_in: SignIn
) -> None:
    dana, texts = signed_in(company.dana), picked(shared)
    fields = of_the_steward(company, clock)
    wrong = [
        check(dana, field, text) for n, field in enumerate(fields) for text in texts[n % 3 :: 3]
    ]
    assert not any(wrong), "\n".join(filter(None, wrong))


def test_names_of_people_and_teams_come_back_on_their_pages(
    company: Company, clock: Clock, shared: Path, signed_in: SignIn
) -> None:
    ada = signed_in(company.ada)
    wrong = []
    for text in picked(shared):
        wrong.append(check(ada, Field(to("settings_team_new"), "name"), text))
        wrong.append(check(ada, Field(to("settings_person_new"), "name"), text))
    assert not any(wrong), "\n".join(filter(None, wrong))


def test_what_a_customer_adds_to_a_card_is_kept_and_shown_to_the_manager(
    company: Company, clock: Clock, shared: Path, signed_in: SignIn
) -> None:
    texts = picked(shared)[::4]
    for number, text in enumerate(texts):
        _row, path = ask(make_contact(f"Contact {number}", company.norte), company.dana)
        browser = Client()
        page = browser.get(path)["Location"]
        clock.move(minutes=2)
        cache.clear()
        answer = browser.post(page, {"whole": "1", "q1": "1", "comment": text})
        assert answer.status_code < 400, answer.content
    assert set(CardWords.objects.values_list("words", flat=True)) == set(texts)
    pages = "".join(
        signed_in(company.max).get(to("ticket", pk)).content.decode()
        for pk in Ticket.objects.values_list("pk", flat=True)
    )
    assert Ticket.objects.count() == len(texts)
    for text in texts:
        assert text in html.unescape(pages)


def test_all_of_them_come_back_from_the_rows_they_were_written_to(
    company: Company, clock: Clock, shared: Path
) -> None:
    texts = [text for text in naughty(shared) if text.strip() and len(text) <= 280]
    assert len(texts) > 480
    talk = hold_conversation(person=company.dana, customer=company.norte, contact=company.ana)
    ticket = open_one(company)
    for number, text in enumerate(texts):
        contact = add_contact(person=company.dana, customer=company.norte, name=text)
        team = add_team(by=None, name=f"{number} {text}"[:120])
        deal = open_deal(person=company.dana, customer=company.norte, owner=company.dana, name=text)
        recovery.comment(person=company.kim, ticket=ticket, words=text)
        kept = [Contact.objects.get(pk=contact.pk).name, Deal.objects.get(pk=deal.pk).name]
        # The door of the manual may refuse a few; what it lets in comes back as written.
        with contextlib.suppress(SecretRefusedError):
            promise = make_promise(
                person=company.dana, customer=company.norte, words=text, due_at=clock.at + hours(9)
            )
            promise.refresh_from_db()
            kept.append(promise.words)
            turn = keep_words(person=company.dana, conversation=talk, question="What?", words=text)
            turn.refresh_from_db()
            kept.append(turn.words)
        assert {" ".join(each.split()) for each in kept} == {" ".join(text.split())}
        assert Team.objects.get(pk=team.pk).name == f"{number} {text}"[:120].strip()


@pytest.mark.parametrize("kind", ["contacts", "people", "tickets", "deals", "secrets"])
def test_no_cell_of_an_export_is_a_formula(
    kind: str,
    company: Company,
    clock: Clock,
    shared: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "=HYPERLINK(1)"
    add_contact(person=company.dana, customer=company.norte, name=text)
    open_deal(person=company.dana, customer=company.norte, owner=company.dana, name="@SUM(1+1)")
    open_one(company, words="+1-2 cmd|calc")
    options = {"email": company.petra.email} if kind == "secrets" else {}
    call_command("export", kind, **options)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) > (kind != "secrets")
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
