"""Seeing a secret follows stewardship; seeing it through a ticket leaves a trace."""

import pytest

from accounts.models import Customer
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from secrets_manual.actions import close_reading_window, open_reading_window, record_use
from secrets_manual.models import Reading, ReadingWindow
from secrets_manual.queries import note_reading, secrets_for_ticket, secrets_visible
from tests.conftest import Clock
from tests.people import Company, make_customer
from tests.secrets_manual.told import tell


def _seen_by(company: Company) -> set[str]:
    people = ["dana", "rui", "kim", "sara", "lea", "max", "olga", "fin", "mira", "petra", "ada"]
    return {name for name in people if secrets_visible(getattr(company, name)).exists()}


def test_a_kept_secret_is_seen_by_steward_lead_manager_and_director(
    company: Company, clock: Clock
) -> None:
    tell(company, "Decides on paper")
    assert _seen_by(company) == {"dana", "lea", "max", "olga"}


def test_a_draft_is_seen_by_its_author_alone(company: Company, clock: Clock) -> None:
    tell(company, "Decides on paper", glad="probably")
    assert _seen_by(company) == {"dana"}


def test_a_third_partys_word_is_seen_by_author_and_manager(company: Company, clock: Clock) -> None:
    tell(company, "Decides on paper", provenance="third_party", colleague=company.kim)
    assert _seen_by(company) == {"dana", "max"}


def test_service_reads_only_while_the_ticket_is_open(company: Company, clock: Clock) -> None:
    kept = tell(company, "Decides on paper")
    tell(company, "A second site near Vigo", glad="probably")
    tell(company, "Portuguese", provenance="third_party", colleague=company.kim)
    tell(company, "Only for the brief", uses=["brief"])

    def seen() -> list[str]:
        found = secrets_for_ticket(person=company.kim, customer=company.norte, ticket_id="412")
        return [secret.text for secret in found]

    assert seen() == []
    open_reading_window(customer=company.norte, ticket_id="412")
    assert seen() == [kept.text]
    assert secrets_for_ticket(person=company.kim, customer=company.norte, ticket_id="1") == []
    close_reading_window(customer=company.norte, ticket_id="412")
    assert seen() == []


def test_reading_through_a_ticket_is_journaled_and_the_keeper_sees_it(
    company: Company, clock: Clock
) -> None:
    tell(company, "Decides on paper")
    open_reading_window(customer=company.norte, ticket_id="412")
    for _ in range(3):
        secrets_for_ticket(person=company.kim, customer=company.norte, ticket_id="412")
    entries = Entry.objects.filter(kind="secrets_manual.secrets_read")
    assert [(entry.person, entry.facts["ticket"]) for entry in entries] == [(company.kim, "412")]
    assert Notice.objects.filter(person=company.dana, channel="in_app").count() == 1
    clock.move(hours=2)
    secrets_for_ticket(person=company.kim, customer=company.norte, ticket_id="412")
    assert entries.all().count() == 2


def test_a_window_opens_once_and_closes_once(company: Company, clock: Clock) -> None:
    first = open_reading_window(customer=company.norte, ticket_id="412")
    assert open_reading_window(customer=company.norte, ticket_id="412") == first
    assert close_reading_window(customer=company.norte, ticket_id="412") is True
    assert close_reading_window(customer=company.norte, ticket_id="412") is False
    open_reading_window(customer=company.norte, ticket_id="412")
    assert ReadingWindow.objects.count() == 2


def _read_many(company: Company, count: int) -> list[Customer]:
    customers = [make_customer(f"Customer {n}", steward=company.dana) for n in range(count)]
    for customer in customers:
        note_reading(person=company.dana, customers=[customer])
    return customers


def test_reading_more_than_thirty_customers_in_an_hour_alerts_the_privacy_officer(
    company: Company, clock: Clock
) -> None:
    told = Notice.objects.filter(person=company.petra, channel="in_app")
    _read_many(company, 30)
    assert told.count() == 0
    note_reading(person=company.dana, customers=[company.norte])
    note_reading(person=company.dana, customers=[company.vega])
    assert told.count() == 1


def test_thirty_customers_over_a_day_alert_nobody(company: Company, clock: Clock) -> None:
    _read_many(company, 20)
    clock.move(hours=1, minutes=1)
    note_reading(person=company.dana, customers=_read_many(company, 15))
    assert not Notice.objects.filter(person=company.petra).exists()
    assert Reading.objects.count() == 35


def test_a_use_is_recorded_by_whoever_sees_the_secret(company: Company, clock: Clock) -> None:
    secret = tell(company, "Coaches a youth rowing team", uses=["service", "surprise"])
    use = record_use(person=company.dana, secret=secret, how="A photo", reception="welcome")
    assert (use.reception, use.at) == ("welcome", clock.at)
    with pytest.raises(NotVisibleError):
        record_use(person=company.kim, secret=secret, ticket_id="412", how="A photo")
    open_reading_window(customer=company.norte, ticket_id="412")
    use = record_use(person=company.kim, secret=secret, ticket_id="412", how="A photo")
    assert use.reception == "unknown"


def test_a_draft_is_used_for_nothing(company: Company, clock: Clock) -> None:
    draft = tell(company, "A second site near Vigo", glad="probably")
    with pytest.raises(RuleBrokenError) as refused:
        record_use(person=company.dana, secret=draft, how="A card")
    assert refused.value.code == "secrets_manual.not_confirmed"
