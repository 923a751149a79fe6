"""The ticket as a conversation: mail that waits is looked at, ours goes out, theirs comes back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import MailToContact, Person
from crm.errors import RuleBrokenError
from crm.notices.channels import mail_of
from crm.notices.models import Notice
from crm.recovery.actions import attach_mail, receive, remind_of_words, reply_by_mail
from crm.recovery.models import Message, Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.letters import letter, reply
from tests.recovery.tickets import hours, open_one, recovered

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
PNG = b"\x89PNG\r\n\x1a\n"


def test_somebody_of_service_makes_a_ticket_of_a_mail_or_puts_it_into_one_or_aside(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    kim = signed_in(company.kim)
    ana = company.ana.email
    first, second, third = (
        receive(letter(f"Word {n}", sender=ana, ident=f"{n}@x", files={"a.png": PNG}))
        for n in range(3)
    )
    assert ">3</span>" in kim.get(reverse("board")).content.decode()
    assert "perhaps Ana Ruiz" in kim.get(reverse("triage")).content.decode()
    page = kim.get(reverse("triage_mail", args=[first.pk]))
    made = kim.get(page.context["new_url"]).context["form"].initial
    assert (made["words"], made["contact"]) == ("Word 0", "Ana Ruiz")
    sent = {name: made[name] for name in ("mail", "customer", "contact", "words", "channel")}
    answer = kim.post(reverse("ticket_new"), sent | {"severity": 2})
    ticket = Ticket.objects.get()
    assert answer.url == reverse("ticket", args=[ticket.pk])
    url = reverse("triage_mail", args=[second.pk])
    assert kim.post(url, {"ticket": ticket.pk}).status_code == 302
    assert kim.post(url, {"ticket": ticket.pk}).status_code == 404
    with pytest.raises(RuleBrokenError, match="Somebody was first"):
        attach_mail(person=company.kim, message=second, ticket=ticket)
    kim.post(reverse("triage_aside", args=[third.pk]))
    assert list(ticket.messages.order_by("id")) == [first, second]
    shown = kim.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert "Ana Ruiz wrote" in shown
    third.refresh_from_db()
    assert third.place == "aside"
    file = kim.get(reverse("mail_file", args=[first.attachments.get().pk]))
    assert file.headers["Content-Disposition"] == 'attachment; filename="a.png"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    for gone in (third.attachments.get().pk, 10**9):
        assert kim.get(reverse("mail_file", args=[gone])).status_code == 404


def test_our_words_go_out_by_the_ledger_and_an_answer_comes_back(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company, owner=company.kim)
    kim = signed_in(company.kim)
    url = reverse("ticket_act", args=[ticket.pk, "reply"])
    soon = (clock.at + hours(3)).strftime("%Y-%m-%dT%H:%M")
    late = {"words": "Hello", "next_word_by": "2026-01-01T10:00"}
    assert kim.post(url, late).status_code == 422
    assert kim.post(url, {"words": "We look now.", "next_word_by": soon}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.cycle.responded_at is None
    assert MailToContact.objects.get().purpose == "recovery"
    mail = mail_of(Notice.objects.get(contact_id=company.ana.pk))
    assert mail.extra_headers["Reply-To"].startswith(f"care+{ticket.pk}.")
    assert "We look now." in mail.body
    ours = Message.objects.get()
    assert mail.extra_headers["Message-ID"] == f"<{ours.message_id}>"
    receive(reply(ticket, "Thank you <b>", sender=company.ana.email))
    shown = kim.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert "Kim Osei wrote to them" in shown
    assert "Thank you &lt;b&gt;" in shown
    assert remind_of_words() == 0
    clock.move(hours=4)
    assert (remind_of_words(now=clock.at), remind_of_words(now=clock.at)) == (1, 0)
    assert Notice.objects.filter(person=company.kim, once_key__contains="next:").exists()
    kim.post(url, {"words": "It is mended.", "is_response": "on"})
    ticket.refresh_from_db()
    assert (ticket.next_word_by, ticket.cycle.response_how) == (None, "email")


def test_who_left_no_address_is_not_written_to_and_a_stranger_is_shown_as_one(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = recovered(company, owner=company.kim)
    page = reverse("ticket", args=[ticket.pk])
    quiet = signed_in(company.kim).get(page).content.decode().count("Open it again")
    receive(reply(ticket))
    shown = signed_in(company.kim).get(page).content.decode()
    assert shown.count("Open it again") == quiet + 1
    assert "From an address we do not know: stranger@elsewhere.example" in shown
    company.ana.email = ""
    company.ana.save()
    with pytest.raises(RuleBrokenError, match="no address"):
        reply_by_mail(person=company.kim, ticket=ticket, words="Hello")
