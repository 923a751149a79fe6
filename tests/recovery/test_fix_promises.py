"""A lasting fix keeps its promise; where that is hidden, its owner is reminded all the same."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.notices.models import Notice
from crm.recovery.actions import fix, remind_of_hidden_fixes, work_around
from crm.recovery.queries import page_of, ticket_visible
from secrets_manual.actions import change_promise, keep_promise, make_promise
from secrets_manual.models import Promise
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.tickets import answered, hours

pytestmark = pytest.mark.django_db


def test_the_lasting_fix_keeps_its_promise_and_no_other(company: Company, clock: Clock) -> None:
    ticket = answered(company, owner=company.kim)
    due = clock.at + hours(30)
    work_around(
        person=company.kim, ticket=ticket, words="Half speed", promised_at=due,
        promised_words="A new compressor",
    )  # fmt: skip
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    steps = {row.label: row for row in page.steps}
    assert steps["Surprise"].detail == ""  # a workaround with a promised fix stands for the fix
    assert steps["Fix"].half
    assert steps["Fix"].now
    promise = Promise.objects.get()
    assert promise.words == f"The lasting fix of OOPS {ticket.pk}: A new compressor"
    other = make_promise(
        person=company.kim, customer=company.norte, words="We ring", due_at=due,
        ticket_id=str(ticket.pk),
    )  # fmt: skip
    change_promise(
        person=company.kim, promise=promise, version=promise.version, due_at=due + hours(9)
    )
    clock.move(hours=20)
    fix(
        person=make_person("Tom Reed", "service"),
        ticket=ticket,
        words="New compressor",
        is_lasting=True,
    )
    promise.refresh_from_db()
    other.refresh_from_db()
    assert (promise.kept_at, other.kept_at) == (clock.at, None)


def test_on_a_ticket_born_of_a_card_the_owner_is_reminded_once_and_the_rated_never(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company, owner=company.kim, origin="card", hidden_from=company.dana)
    due = clock.at + hours(30)
    work_around(person=company.kim, ticket=ticket, words="Half speed", promised_at=due)
    assert not Promise.objects.exists()
    assert remind_of_hidden_fixes() == 0
    clock.move(hours=31)
    assert (remind_of_hidden_fixes(), remind_of_hidden_fixes()) == (1, 0)
    told = Notice.objects.filter(event="fix_due", channel="in_app")
    assert [(one.person, one.subject) for one in told] == [
        (company.kim, f"Fix it for Norte Foods, as promised: OOPS {ticket.pk}")
    ]


@pytest.mark.parametrize("hidden", [False, True])
def test_who_records_a_fix_says_whether_it_is_the_promised_one(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client], hidden: bool
) -> None:
    born = {"origin": "card", "hidden_from": company.dana} if hidden else {}
    ticket = answered(company, owner=company.kim, **born)
    due = clock.at + hours(100)
    work_around(
        person=company.kim, ticket=ticket, words="Corner guards", promised_at=due,
        promised_words="A fixed slot",
    )  # fmt: skip
    kim, url = signed_in(company.kim), reverse("ticket_act", args=[ticket.pk, "fix"])
    page = kim.get(f"/recovery/{ticket.pk}/").content.decode()
    assert f'action="{url}"' in page  # what is only bridged is fixed first
    assert "bridged; lasting fix by " in page
    first = page.split("Something else")[1]
    assert first.index(f"/{ticket.pk}/surprise/") < first.index(f"/{ticket.pk}/owner/")
    refused = kim.post(url, {"words": "Two boxes by hand"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "Say whether it is the one you promised." in shown
    assert "Two boxes by hand</textarea>" in shown
    assert "checked" not in shown.split('name="is_lasting"')[1]
    sent = {"words": "Two boxes by hand", "is_lasting": "no"}
    after = kim.post(url, sent, follow=True).content.decode()
    assert "The lasting fix stays promised for " in after
    assert "; lasting fix by " in after
    assert not Promise.objects.filter(kept_at__isnull=False).exists()
    clock.move(hours=101)
    assert remind_of_hidden_fixes() == (1 if hidden else 0)


def test_a_yes_keeps_the_promise_and_says_so_and_a_promise_kept_before_is_not_asked_for(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    kim, due = signed_in(company.kim), clock.at + hours(20)
    kept, asked = answered(company, owner=company.kim), answered(company, owner=company.kim)
    for ticket in (kept, asked):
        work_around(person=company.kim, ticket=ticket, words="Lent", promised_at=due)
    keep_promise(person=company.kim, promise=Promise.objects.get(ticket_id=str(kept.pk)))
    url = reverse("ticket_act", args=[kept.pk, "fix"])
    assert "is_lasting" not in kim.get(url).content.decode()
    assert kim.post(url, {"words": "New"}).status_code == 302
    url = reverse("ticket_act", args=[asked.pk, "fix"])
    after = kim.post(url, {"words": "New", "is_lasting": "yes"}, follow=True).content.decode()
    assert "The promise of the lasting fix is kept." in after
    assert Promise.objects.get(ticket_id=str(asked.pk)).kept_at == clock.at
