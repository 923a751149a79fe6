"""An import of any kind that can be taken back is: what nobody touched goes, the rest says why."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Consent, Contact, Person, Preference
from crm.deals.models import Deal, DealCredit, Product
from crm.home.registry import KINDS
from crm.recovery.models import Ticket
from secrets_manual.actions import change_secret
from secrets_manual.models import Secret
from tests.accounts.test_import_wizard import check, send, undo, write
from tests.conftest import Clock
from tests.people import Company

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def text_of(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    lines = csv.DictWriter(out, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return out.getvalue()


def test_every_kind_can_be_undone_but_those_that_others_rest_on() -> None:
    never = {name for name, kind in KINDS.items() if not kind.can_undo}
    assert {name.partition("_")[0] for name in never} == {"people", "ratings"}


def test_secrets_go_but_for_those_somebody_rewrote(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    dana = signed_in(company.dana)
    told = {"customer": "Norte Foods", "contact": "Ana Ruiz", "provenance": "told us",
            "glad": "yes", "kind": "habit"}  # fmt: skip
    rows = [told | {"text": text} for text in ("Decides on paper", "Decides on a Friday")]
    page = check(dana, send(dana, text_of(*rows), "secrets"))
    assert write(dana, page).created == 2
    kept = Secret.objects.get(text="Decides on a Friday")
    change_secret(person=company.dana, secret=kept, text="Decides on Fridays, after lunch")
    batch = undo(dana, page)
    assert batch.state == "undone"
    assert [row.text for row in Secret.objects.all()] == ["Decides on Fridays, after lunch"]
    assert "Somebody changed it since." in dana.get(page).content.decode()


def test_tickets_go_with_their_clocks_and_former_times_come_back(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    kim = signed_in(company.kim)
    first = {"reference": "T1", "customer": "Norte Foods", "words": "No gaskets.",
             "reported_at": "2026-11-20T08:00:00+00:00", "severity": "minor"}  # fmt: skip
    page = check(kim, send(kim, text_of(first), "tickets"))
    assert write(kim, page).created == 1
    again = check(
        kim, send(kim, text_of(first | {"words": "No gaskets at all."}), "tickets", "b.csv")
    )
    assert write(kim, again).updated == 1
    assert Ticket.objects.get().words == "No gaskets at all."
    assert undo(kim, again).state == "undone"
    assert Ticket.objects.get().words == "No gaskets."


def test_a_new_ticket_goes_with_all_that_hangs_on_it(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    kim = signed_in(company.kim)
    row = {"reference": "T1", "customer": "Norte Foods", "words": "No gaskets.",
           "reported_at": "2026-11-20T08:00:00+00:00"}  # fmt: skip
    page = check(kim, send(kim, text_of(row), "tickets"))
    assert write(kim, page).created == 1
    undo(kim, page)
    assert "1 rows were taken back, 0 were kept" in kim.get(page).content.decode()
    assert not Ticket.objects.exists()


def test_deals_go_with_their_credit_and_a_former_owner_has_it_back(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    dana = signed_in(company.dana)
    Product.objects.create(name="Boxes")
    deal = {"reference": "D1", "name": "Autumn", "customer": "Norte Foods", "product": "Boxes",
            "owner": "Dana Vogt", "stage": "prospect"}  # fmt: skip
    page = check(dana, send(dana, text_of(deal), "deals"))
    assert write(dana, page).created == 1
    again = check(dana, send(dana, text_of(deal | {"owner": "Rui Alves"}), "deals", "b.csv"))
    assert write(dana, again).updated == 1
    assert DealCredit.objects.get().person == company.rui
    assert undo(dana, again).state == "undone"
    assert (Deal.objects.get().owner, DealCredit.objects.get().person) == (
        company.dana, company.dana,
    )  # fmt: skip


def test_consent_a_file_brought_goes_and_the_flag_with_it(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    dana = signed_in(company.dana)
    ana = {"customer": "Norte Foods", "name": "Ana Ruiz", "email": company.ana.email,
           "consent_card": "refused", "channels": "phone"}  # fmt: skip
    new = ana | {"name": "Eva", "email": "eva@norte.example"}
    page = check(dana, send(dana, text_of(ana, new), "contacts"))
    batch = write(dana, page)
    assert (batch.created, batch.updated, batch.refused) == (1, 1, 0)
    assert not Contact.objects.filter(may_be_asked=True, customer=company.norte).exists()
    assert undo(dana, page).state == "undone"
    assert not Contact.objects.filter(name="Eva").exists()
    company.ana.refresh_from_db()
    assert company.ana.may_be_asked
    assert not Consent.objects.exists()
    assert not Preference.objects.exists()
