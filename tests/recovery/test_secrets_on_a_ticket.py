"""A ticket opens the manual to service staff, for as long as it is open."""

import pytest

from crm.errors import RuleBrokenError
from crm.recovery import actions
from secrets_manual.actions import record_secret
from secrets_manual.models import Promise, ReadingWindow, Secret, Use
from secrets_manual.queries import secrets_for_ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import answered, fixed, hours, open_one

pytestmark = pytest.mark.django_db


def secret_of(company: Company) -> Secret:
    return record_secret(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        text="coaches a youth rowing team",
        kind="recreation",
        provenance="told_us",
        glad="yes",
        uses=["service", "surprise"],
    )


def test_service_reads_secrets_only_while_the_ticket_is_open(
    company: Company, clock: Clock
) -> None:
    secret_of(company)
    ticket = fixed(company)
    read = {"person": company.kim, "customer": company.norte, "ticket_id": str(ticket.pk)}
    assert len(secrets_for_ticket(**read)) == 1
    actions.recover(person=company.kim, ticket=ticket, no_surprise_reason="She is away.")
    assert secrets_for_ticket(**read) == []
    actions.reopen(person=company.kim, ticket=ticket, reason="It leaks.")
    assert len(secrets_for_ticket(**read)) == 1
    actions.lose(person=company.kim, ticket=ticket, reason="They left.")
    assert secrets_for_ticket(**read) == []


def test_recording_a_surprise_records_the_use_of_its_secret(company: Company, clock: Clock) -> None:
    secret = secret_of(company)
    ticket = fixed(company)
    actions.surprise(
        person=company.kim,
        ticket=ticket,
        words="A photo of her crew",
        secret_id=secret.pk,
        reception="welcome",
    )
    use = Use.objects.get(secret=secret)
    assert (use.person, use.ticket_id, use.reception) == (company.kim, str(ticket.pk), "welcome")


def test_a_secret_of_another_customer_is_refused_and_nothing_is_kept(
    company: Company, clock: Clock
) -> None:
    ticket = fixed(company)
    with pytest.raises(RuleBrokenError) as refused:
        actions.surprise(person=company.kim, ticket=ticket, words="Flowers", secret_id=4711)
    assert refused.value.code == "recovery.unknown_secret"
    ticket.refresh_from_db()
    assert ticket.cycle.surprised_at is None


def test_a_promised_lasting_fix_becomes_a_promise_with_its_reminder(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company)
    actions.work_around(
        person=company.kim, ticket=ticket, words="Borrowed", promised_at=clock.at + hours(72)
    )
    promise = Promise.objects.get()
    assert (promise.ticket_id, promise.owner) == (str(ticket.pk), company.kim)
    assert promise.due_at == clock.at + hours(72)


def test_a_ticket_born_of_a_card_leaves_no_trace_in_the_manual(
    company: Company, clock: Clock
) -> None:
    open_one(company, origin="card", channel="card", hidden_from=company.dana)
    assert not ReadingWindow.objects.exists()
