"""Somebody unknown calls: they are written down with the ticket, and nobody twice."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Customer, Person
from crm.notices.models import Notice
from crm.recovery.models import Ticket
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.recovery.tickets import WORDS

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def send(client: Client, **sent: object) -> tuple[int, dict[str, object], list[str]]:
    """Send the form and, as a browser would, keep what it asks; gives the answers offered."""
    body = {"words": WORDS, "severity": 2, "channel": "phone"} | sent
    answer = client.post(reverse("ticket_new"), body)
    if answer.status_code == 302:
        return 302, body, []
    form = answer.context["form"]
    assert WORDS in answer.content.decode()
    if form.question is None:
        return answer.status_code, body, []
    known = [one.key for one in form.question.known]
    return answer.status_code, body | {"asked": form.question.key}, [*known, form.question.new]


def test_a_caller_nobody_knows_is_added_with_the_ticket_and_told_to_the_directors(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    kim = signed_in(company.kim)
    status, kept, offered = send(kim, customer="Zwicky Optik", contact="Urs Zwicky")
    assert (status, offered) == (422, ["new"])
    assert not Customer.objects.filter(name="Zwicky Optik").exists()
    status, kept, offered = send(kim, **kept, whose="new", reach="12")
    assert (status, offered) == (422, ["new"])
    assert send(kim, **kept | {"whose": "new", "reach": "+41 44 111 22 33"})[0] == 302
    ticket = Ticket.objects.get()
    contact = ticket.contact
    assert contact is not None
    assert (ticket.customer.name, contact.name) == ("Zwicky Optik", "Urs Zwicky")
    assert contact.phone == "+41 44 111 22 33"
    told = Notice.objects.filter(subject__contains="Zwicky Optik: a new customer")
    assert {one.person_id for one in told} == {company.olga.pk}
    # The same number from another name is asked about before anybody is added again.
    status, kept, offered = send(
        kim, customer="Optik Z", contact="Urs", reach="041 44 111 22 33", whose="new"
    )
    assert offered[0] == f"k{contact.pk}"
    assert send(kim, **kept | {"whose": offered[0]})[0] == 302
    assert Ticket.objects.filter(contact=contact).count() == 2


def test_those_who_sound_alike_are_offered_first(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    kim, norte = signed_in(company.kim), company.norte
    _status, kept, offered = send(kim, customer="Norte Food Ltd", contact="Ana Ruíz")
    assert (offered[0], offered[-1]) == (f"c{norte.pk}", "new")
    # Norte is taken; of Ana it is asked whether she is the one we know there.
    _status, kept, offered = send(kim, **kept, whose=f"c{norte.pk}")
    assert offered == [f"k{company.ana.pk}", f"n{norte.pk}"]
    assert send(kim, **kept | {"whose": f"n{norte.pk}", "reach": "r@norte.example"})[0] == 302
    added = Contact.objects.get(email="r@norte.example")
    assert (added.customer, added.name) == (norte, "Ana Ruíz")
    assert added.address_edited_by == company.kim
    # Two of one name: one of them is chosen, and no third is added.
    other = make_customer("Norte Foods", country="Portugal")
    _status, kept, offered = send(kim, customer="Norte Foods", contact="Tia Sol")
    assert set(offered) == {f"c{norte.pk}", f"c{other.pk}", ""}
    assert send(kim, **kept, whose=f"c{other.pk}")[0] == 302
    assert Contact.objects.get(name="Tia Sol").customer == other


def test_an_answer_about_another_name_counts_for_nothing(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    kim = signed_in(company.kim)
    _status, kept, _offered = send(kim, customer="Norte Food Ltd")
    changed = kept | {"customer": "Zwicky Optik", "whose": f"c{company.norte.pk}"}
    assert send(kim, **changed)[0] == 422
    assert send(kim, customer="Zwicky Optik", whose="new")[0] == 422
    assert not Ticket.objects.exists()


def test_a_rep_is_offered_nobody_they_may_not_know_of(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    hidden = make_customer("Zwicky Optik", steward=company.rui)
    make_contact("Urs Zwicky", hidden, phone="+41 44 111 22 33")
    sent = {"customer": "Zwicky Optik", "contact": "Urs Zwicky", "reach": "+41 44 111 22 33"}
    dana = signed_in(company.dana)
    _status, kept, offered = send(dana, **sent)
    assert offered == ["new"]
    assert send(dana, **kept, whose="new")[0] == 302
    assert Ticket.objects.get().customer != hidden
    assert not Notice.objects.filter(subject__contains="a new customer").exists()
