"""A lasting fix keeps its promise; where that is hidden, its owner is reminded all the same."""

import pytest

from crm.notices.models import Notice
from crm.recovery.actions import fix, remind_of_hidden_fixes, work_around
from crm.recovery.queries import page_of, ticket_visible
from secrets_manual.actions import change_promise, make_promise
from secrets_manual.models import Promise
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.tickets import answered, hours

pytestmark = pytest.mark.django_db


def test_recording_the_fix_keeps_its_promise_and_no_other(company: Company, clock: Clock) -> None:
    ticket = answered(company, owner=company.kim)
    due = clock.at + hours(30)
    work_around(
        person=company.kim, ticket=ticket, words="Half speed", promised_at=due,
        promised_words="A new compressor",
    )  # fmt: skip
    page = page_of(company.kim, ticket_visible(company.kim, ticket.pk))
    steps = {row.label: row for row in page.steps}
    assert steps["Surprise"].detail == ""  # a workaround with a promised fix stands for the fix
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
    fix(person=make_person("Tom Reed", "service"), ticket=ticket, words="New compressor")
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
