"""Work for every task that beat wakes; the state it leaves must not change when it runs again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from django.test import Client

from accounts.actions import accept_offer, offer_customer
from accounts.models import ImportBatch, PageRequest
from crm.journal.models import Delivery, Entry, OnceKey
from crm.notices import actions as notices
from crm.notices.models import Notice
from crm.recovery import actions as recovery
from crm.recovery.models import Cycle, Message, Sharing, Ticket
from report_cards.actions import invite_one
from report_cards.models import Invitation
from secrets_manual import actions as secrets
from secrets_manual.models import Award, CalendarFeed, Secret
from tests.accounts.test_import_wizard import NAMES, check, send
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.recovery.imap_server import Mailbox
from tests.recovery.letters import letter
from tests.recovery.tickets import open_one, recovered
from tests.secrets_manual.calendar_server import Answers
from tests.secrets_manual.calendars import calendar, event, with_
from tests.secrets_manual.stories import told_story
from tests.secrets_manual.told import tell

DAY = dt.timedelta(days=1)
HEARD = f"{__name__}.heard"


@dataclass
class Ground:
    """A company, its time, and the servers outside that tasks ask."""

    company: Company
    clock: Clock
    mailbox: Mailbox = field(default_factory=Mailbox)
    calendars: Answers = field(default_factory=Answers)


def heard(entry: Entry) -> None:
    """Listen as an app would: leave something behind."""
    notices.beat(f"heard {entry.kind}")
    OnceKey.objects.create(key=f"heard {entry.pk}")


def unheard_news(on: Ground) -> None:
    entry = Entry.objects.latest("pk")
    Delivery.objects.create(entry=entry, listener=HEARD, try_at=on.clock.at)


def ordered_import(on: Ground) -> None:
    """Upload, name the columns and order the writing, as a person does."""
    client = Client()
    client.force_login(on.company.dana, "allauth.account.auth_backends.AuthenticationBackend")
    url = check(client, send(client, NAMES))
    client.post(f"{url}write/", {"how": "good"})


def old_file(on: Ground) -> None:
    ordered_import(on)
    ImportBatch.objects.update(uploaded_at=on.clock.at - 40 * DAY, state="checked")


def waiting_mail(on: Ground) -> None:
    notices.tell(people=[on.company.kim], once_key=str(uuid4()), subject="A word", body="It came.")


def daily_mail(on: Ground) -> None:
    told = {"person": on.company.dana, "subject": "A word", "body": "It came."}
    Notice.objects.create(**told, once_key="d", channel="digest", next_try_at=on.clock.at - DAY)


def old_words(on: Ground) -> None:
    told = {"person": on.company.dana, "subject": "A word", "body": "It came.", "state": "sent"}
    long_ago = on.clock.at - 100 * DAY
    Notice.objects.create(**told, once_key="old", channel="email", sent_at=long_ago)


def late_ticket(on: Ground) -> None:
    thirty = dt.timedelta(hours=30)
    open_one(on.company, owner=on.company.kim, reported_at=on.clock.at - thirty)


def unowned_ticket(on: Ground) -> None:
    Sharing.objects.update_or_create(pk=1, defaults={"mode": "assign", "after_minutes": 15})
    open_one(on.company, reported_at=on.clock.at - dt.timedelta(hours=1))


def ticket_without_rungs(on: Ground) -> None:
    open_one(on.company).rungs.all().delete()


def long_recovered(on: Ground) -> None:
    """A ticket recovered eight days ago, with a lesson that is late."""
    vera = make_contact("Vera Holm", on.company.vega)
    now = on.clock.at
    on.clock.set(now - 8 * DAY)
    ticket = recovered(on.company, customer=on.company.vega, contact=vera)
    on.clock.set(now)
    lesson = {"lesson_change": "Count them.", "lesson_owner": on.company.kim}
    cycle = Cycle.objects.filter(pk=ticket.present_id)
    cycle.update(**lesson, lesson_by_on=(now - DAY).date())


def promised_word(on: Ground) -> None:
    ticket = open_one(on.company, owner=on.company.kim)
    Ticket.objects.filter(pk=ticket.pk).update(next_word_by=on.clock.at - dt.timedelta(hours=1))


def mail_in_the_box(on: Ground) -> None:
    on.mailbox.put(letter(ident=f"{uuid4()}@x"))


def mail_aside(on: Ground) -> None:
    recovery.receive(letter(ident="aside@x"))
    Message.objects.update(place="aside", received_at=on.clock.at - 100 * DAY)


def old_key(on: Ground) -> None:
    OnceKey.objects.create(key="old", created_at=on.clock.at - 100 * DAY)


def asked_page(on: Ground) -> None:
    PageRequest.objects.create(address=on.company.ana.email, asked_at=on.clock.at)


def connected_calendar(on: Ground) -> None:
    meeting = event("1", "20261123T100000Z", with_(on.company.ana.email), "SUMMARY:Scanner")
    on.calendars.at["/mine.ics"] = (200, {}, calendar(meeting))
    made = {"kind": "ics", "address": on.calendars.url("/mine.ics")}
    secrets.connect_calendar(person=on.company.dana, **made)
    CalendarFeed.objects.update(next_read_at=on.clock.at - DAY)


def due_promise(on: Ground) -> None:
    made = {"person": on.company.dana, "customer": on.company.norte, "words": "Tell Ana why."}
    secrets.make_promise(**made, due_at=on.clock.at + dt.timedelta(minutes=1))
    secrets.make_commitment(
        **made, contact=on.company.ana, due_at=on.clock.at + dt.timedelta(minutes=1)
    )
    on.clock.move(hours=1)


def voted_award(on: Ground) -> None:
    now = on.clock.at
    on.clock.set(now - 40 * DAY)
    told_story(on.company)
    secrets.close_awards(now=on.clock.at)
    on.clock.set(now)
    assert Award.objects.filter(closed_at=None).exists()


def draft_of_old(on: Ground) -> None:
    secret = tell(on.company, "A second site near Vigo", glad="probably")
    Secret.objects.filter(pk=secret.pk).update(draft_until=(on.clock.at - DAY).date())


def refused_words(on: Ground) -> None:
    secret = tell(on.company, "Decides on paper")
    Secret.objects.filter(pk=secret.pk).update(text="He has diabetes")


def five_who_golf(on: Ground) -> None:
    for number in range(5):
        customer = make_customer(f"Golf {number}", steward=on.company.dana)
        contact = make_contact(f"Golfer {number}", customer)
        tell(on.company, "Plays golf", customer=customer, contact=contact, kind="recreation")
    secrets.add_theme(person=on.company.mira, name="Golf", words=["golf"])


def unanswered_cards(on: Ground) -> None:
    """One invitation whose reminder is due, and one that ran out."""
    for contact in (on.company.ana, on.company.luis):
        invite_one(person=None, contact=contact, rated=on.company.dana, by_mail=True)
    Notice.objects.filter(once_key__startswith="card:").update(state="sent", sent_at=on.clock.at)
    long_ago = on.clock.at - 5 * DAY
    asked = Invitation.objects.all()
    asked.filter(contact=on.company.ana).update(state="sent", sent_at=long_ago)
    asked.filter(contact=on.company.luis).update(
        planned_at=long_ago, sent_at=long_ago, expires_at=on.clock.at - DAY
    )


def taken_over_today(on: Ground) -> None:
    """Open work at a customer that somebody else looks after from today on."""
    norte, due = on.company.norte, on.clock.at + 9 * DAY
    secrets.make_promise(person=on.company.dana, customer=norte, words="Call back", due_at=due)
    offered = offer_customer(
        person=on.company.dana, customer=norte, receiver=on.company.rui,
        from_on=(on.clock.at + DAY).date(), must_know="Ana decides on paper.",
    )  # fmt: skip
    accept_offer(person=on.company.rui, hand_over_id=offered.pk)
    on.clock.move(days=1)


def two_alike(on: Ground) -> None:
    make_customer("Hospital Santa Clara", website="https://clara.example", country="ES")
    make_customer("Hospital Santa Clara S.A.", website="https://clara.example", country="ES")


WORK: dict[str, Callable[[Ground], None]] = {
    "accounts.tasks.look_for_doubles": two_alike,
    "crm.home.tasks.forget_files": old_file,
    "crm.home.tasks.hand_over_work": taken_over_today,
    "crm.home.tasks.mind_imports": ordered_import,
    "crm.journal.tasks.forget_once_keys": old_key,
    "crm.journal.tasks.seal_journal": late_ticket,
    "crm.notices.tasks.forget_old_words": old_words,
    "crm.notices.tasks.send_digests": daily_mail,
    "crm.notices.tasks.send_waiting": waiting_mail,
    "crm.recovery.tasks.ask_loyalty": long_recovered,
    "crm.recovery.tasks.audit_ladders": ticket_without_rungs,
    "crm.recovery.tasks.climb_ladders": late_ticket,
    "crm.recovery.tasks.fetch_mail": mail_in_the_box,
    "crm.recovery.tasks.forget_mail": mail_aside,
    "crm.recovery.tasks.remind_of_lessons": long_recovered,
    "crm.recovery.tasks.remind_of_words": promised_word,
    "crm.recovery.tasks.share_unowned": unowned_ticket,
    "crm.subscriptions.deliver_news": unheard_news,
    "report_cards.tasks.mind_invitations": unanswered_cards,
    "secrets_manual.tasks.answer_page_requests": asked_page,
    "secrets_manual.tasks.close_awards": voted_award,
    "secrets_manual.tasks.count_themes": five_who_golf,
    "secrets_manual.tasks.count_wants": five_who_golf,
    "secrets_manual.tasks.purge_drafts": draft_of_old,
    "secrets_manual.tasks.read_calendars": connected_calendar,
    "secrets_manual.tasks.remind_of_commitments": due_promise,
    "secrets_manual.tasks.remind_of_promises": due_promise,
    "secrets_manual.tasks.rescan_texts": refused_words,
}
#: Tasks without work of their own, and why.
NO_WORK: dict[str, str] = {
    "crm.home.tasks.move_the_queue": "It leaves a sign of life, and asks for nothing to do.",
}
#: What a run says of itself each time it looks.
SAID_EACH_TIME = ("accounts.doubles_looked_for",)
