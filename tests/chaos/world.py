"""A company in which the tasks of every hour and night find something to do."""

import datetime as dt

from django.db.models import F

from accounts.models import Customer, CustomerPair, ImportFile, PageRequest
from crm import clock
from crm.journal.models import OnceKey
from crm.notices.models import Notice
from crm.recovery.actions import receive
from crm.recovery.models import Cycle, LoyaltyQuestion, Message, Ticket
from report_cards.models import Invitation
from secrets_manual.models import Award, Promise, Refusal, Secret, Theme
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.recovery.letters import letter
from tests.recovery.tickets import recovered
from tests.runtime import things_to_do

MORE = (
    things_to_do.two_alike, things_to_do.old_file, things_to_do.ordered_import,
    things_to_do.unheard_news, things_to_do.due_promise, things_to_do.voted_award,
    things_to_do.draft_of_old, things_to_do.refused_words, things_to_do.five_who_golf,
    things_to_do.unanswered_cards, things_to_do.waiting_mail,
)  # fmt: skip


def leave_things_to_do(company: Company) -> None:
    """Leave old words, old keys, a daily mail, an asked page, a lesson, a promised word."""
    now = clock.database_now()
    long_ago, before = now - dt.timedelta(days=100), now - dt.timedelta(hours=1)
    told = {"person": company.dana, "subject": "A word", "body": "It came."}
    OnceKey.objects.create(key="old", created_at=long_ago)
    receive(letter(ident="aside@x"))
    Message.objects.update(place="aside", received_at=long_ago)
    vera = make_contact("Vera Holm", company.vega)
    _long_recovered(recovered(company, customer=company.vega, contact=vera), before)
    Notice.objects.all().delete()
    Notice.objects.create(**told, once_key="a", channel="email", state="sent", sent_at=long_ago)
    Notice.objects.create(**told, once_key="b", channel="digest", next_try_at=before)
    PageRequest.objects.create(address=company.ana.email, asked_at=before)
    _more_to_do(company, now)


def _more_to_do(company: Company, now: dt.datetime) -> None:
    """Leave what the table of all tasks prepares, but for tickets and servers of others."""
    standing = Clock(now - dt.timedelta(hours=1))
    clock.pin(standing)
    try:
        for prepare in MORE:
            prepare(things_to_do.Ground(company, standing))
    finally:
        clock.pin(None)


def _long_recovered(ticket: Ticket, before: dt.datetime) -> None:
    """Let it have been recovered eight days ago; its lesson is late and a word is due."""
    steps = ("started_at", "respond_by", "recover_by", "responded_at", "fixed_at",
             "surprised_at", "recovered_at")  # fmt: skip
    back = {name: F(name) - dt.timedelta(days=8) for name in steps}
    yesterday = clock.today() - dt.timedelta(days=1)
    lesson = {"lesson_change": "Count them.", "lesson_owner": ticket.cycle.recovered_by}
    Cycle.objects.filter(pk=ticket.present_id).update(**back, **lesson, lesson_by_on=yesterday)
    Ticket.objects.filter(pk=ticket.pk).update(next_word_by=before)
    ticket.rungs.all().delete()


def things_done() -> dict[str, bool]:
    """Say of each of them whether a task has seen to it; they are not the ladders' afterwards."""
    found = {
        "keys": not OnceKey.objects.filter(key="old").exists(),
        "old words": not Notice.objects.get(once_key="a").body,
        "daily mail": Notice.objects.filter(about_kind="digest").exists(),
        "old mail": not Message.objects.filter(place="aside").exists(),
        "word": not Ticket.objects.filter(
            next_word_by__isnull=False, next_word_reminded_at=None
        ).exists(),
        "lesson": not Cycle.objects.exclude(lesson_by_on=None).filter(lesson_reminded=0).exists(),
        "loyalty": LoyaltyQuestion.objects.exists(),
        "page": not PageRequest.objects.exists(),
        "news": OnceKey.objects.filter(key__startswith="heard").count() == 1,
        "import": Customer.objects.filter(name="Alba Foods").count() == 1,
        "old file": not ImportFile.objects.filter(batch__state="checked").exists(),
        "doubles": CustomerPair.objects.exists(),
        "promises": Promise.objects.filter(reminded__gt=0).count() == 1,
        "award": Award.objects.filter(closed_at__isnull=False).exists(),
        "draft": not Secret.objects.filter(state="draft").exists(),
        "refused": Refusal.objects.count() == 1,
        "themes": Theme.objects.filter(measure__isnull=False).count() == 1,
        "cards": set(Invitation.objects.values_list("state", "reminders"))
        == {("expired", 0), ("sent", 1)},
    }
    seen_to = Ticket.objects.exclude(next_word_by=None).values_list("pk", flat=True)
    Notice.objects.filter(about_kind="ticket", about_id__in=map(str, seen_to)).delete()
    return found
