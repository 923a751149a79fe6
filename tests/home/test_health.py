"""How a relationship stands on the pages, for whom, and from what evidence."""

import ast
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Person
from crm import clock as crm_clock
from crm.home.queries.health import bond_of, bonds_of, bonds_of_contacts
from crm.recovery.models import Ticket
from secrets_manual.models import Conversation
from tests.people import Company, make_contact
from tests.recovery.tickets import open_one

SignedIn = Callable[[Person], Client]


def talked(
    contact: Contact, person: Person, *days_ago: int, started_by: str = "them", kind: str = "call"
) -> None:
    """Write down talks with a contact, each so many days ago."""
    for days in days_ago:
        row = Conversation.objects.create(
            customer=contact.customer,
            contact=contact,
            person=person,
            kind=kind,
            started_by=started_by,
            at=crm_clock.now() - dt.timedelta(days=days),
        )
        row.parts.create(contact=contact)


def test_the_sentence_names_the_evidence_with_its_dates_and_its_n(
    company: Company, clock: object
) -> None:
    talked(company.ana, company.dana, 98, 70, 42, started_by="us")
    bond = bond_of(company.dana, company.norte)
    assert bond is not None
    assert bond.state == "cooling"
    assert bond.because == (
        "we started the last talk, 12 Oct; usually every 4 weeks, "
        "now 6 weeks (from talks on 3 days); "
        "the last three times we called first"
    )


def test_two_talks_say_nothing_yet(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 10, 3)
    bond = bond_of(company.dana, company.norte)
    assert bond is not None
    assert bond.state == "unknown"
    assert "2 days with a talk so far, and three are needed" in bond.because


def test_an_open_mishap_holds_a_good_relationship_back_until_it_is_closed(
    company: Company, clock: object
) -> None:
    talked(company.ana, company.dana, 40, 20, 1)
    assert bond_of(company.dana, company.norte).state == "strong"  # type: ignore[union-attr]
    ticket = open_one(company, customer=company.norte)
    bond = bond_of(company.dana, company.norte)
    assert bond.state == "warm"  # type: ignore[union-attr]
    assert bond.because.startswith("1 OOPS! is open")  # type: ignore[union-attr]
    cycle = ticket.cycle
    type(cycle).objects.filter(pk=cycle.pk).update(lost_at=crm_clock.now(), lost_reason="gone")
    assert bond_of(company.dana, company.norte).state == "strong"  # type: ignore[union-attr]


def test_a_mishap_hidden_from_the_rated_person_does_not_show_through(
    company: Company, clock: object
) -> None:
    talked(company.ana, company.dana, 40, 20, 1)
    ticket = open_one(company, customer=company.norte)
    Ticket.objects.filter(pk=ticket.pk).update(origin="card", hidden_from=company.dana)
    assert bond_of(company.dana, company.norte).state == "strong"  # type: ignore[union-attr]
    assert bond_of(company.max, company.norte).state == "warm"  # type: ignore[union-attr]


def test_who_may_not_read_of_a_customer_is_told_nothing(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 40, 20, 1)
    for stranger in (company.rui, company.kim, company.mira, company.fin, company.ada):
        assert bond_of(stranger, company.norte) is None
        assert bonds_of_contacts(stranger, [company.ana]) == {}
    assert set(bonds_of(company.dana, [company.norte, company.vega])) == {company.norte.pk}


def test_talks_with_one_person_only_are_flagged(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 40, 20, 1)
    assert bond_of(company.dana, company.norte).is_thin  # type: ignore[union-attr]
    talked(make_contact("Otto Klee", company.norte), company.dana, 5)
    assert not bond_of(company.dana, company.norte).is_thin  # type: ignore[union-attr]


def test_a_contact_is_judged_by_the_talks_they_took_part_in(
    company: Company, clock: object
) -> None:
    otto = make_contact("Otto Klee", company.norte)
    talked(company.ana, company.dana, 40, 20, 1)
    Conversation.objects.first().parts.create(contact=otto)  # type: ignore[union-attr]
    bonds = bonds_of_contacts(company.dana, [company.ana, otto])
    assert bonds[company.ana.pk].state == "strong"
    assert bonds[otto.pk].verdict.n == 1


def test_letters_nobody_answered_do_not_count(company: Company, clock: object) -> None:
    talked(company.ana, company.dana, 40, 20, 1, started_by="us", kind="letter")
    assert bond_of(company.dana, company.norte).verdict.n == 0  # type: ignore[union-attr]


def test_it_stands_on_the_customer_the_contact_the_manual_and_the_list(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    talked(company.ana, company.dana, 98, 70, 42, started_by="us")
    client = signed_in(company.dana)
    for page in (
        reverse("customer", args=[company.norte.pk]),
        reverse("contact", args=[company.ana.pk]),
        reverse("manual", args=[company.norte.pk]),
        reverse("customers"),
    ):
        body = client.get(page).content.decode()
        assert "Cooling" in body, page
        assert "usually every 4 weeks, now 6 weeks (from talks on 3 days)" in body, page


def test_service_staff_see_the_list_without_it(
    company: Company, clock: object, signed_in: SignedIn
) -> None:
    talked(company.ana, company.dana, 98, 70, 42)
    body = signed_in(company.kim).get(reverse("customers")).content.decode()
    assert "Norte Foods" in body
    assert "How it stands" not in body


def test_pay_knows_nothing_of_it() -> None:
    """No module of compensation imports the rules or the queries of health, nor names them."""
    for path in Path(settings.BASE_DIR, "compensation").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in getattr(node, "names", [])]
                if isinstance(node, ast.Import | ast.ImportFrom)
                else []
            )
            module = getattr(node, "module", "") or ""
            assert "health" not in f"{module} {' '.join(map(str, names))}", path
