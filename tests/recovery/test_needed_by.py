"""By when a customer needs it: asked with the mishap, and known to whoever looks after it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import Ticket
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import hours

pytestmark = pytest.mark.django_db


def test_the_time_they_need_it_stands_on_the_ticket_and_today_and_reminds_its_owner(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    client, kim = signed_in(company.kim), company.kim
    sent = {
        "customer": "Norte Foods", "contact": "Ana Ruiz", "words": "Two boxes are crushed.",
        "severity": 2, "channel": "phone", "owner": kim.pk, "next_word_by": "2026-11-23T08:00",
    }  # fmt: skip
    refused = client.post(reverse("ticket_new"), sent)
    assert refused.status_code == 422
    assert "next_word_by" in refused.context["form"].errors

    due_at = clock() + hours(5)
    ticket = actions.open_ticket(
        person=kim, customer=company.norte, contact=company.ana, words="Two boxes are crushed.",
        severity=2, channel="phone", owner=kim, next_word_by=due_at,
    )  # fmt: skip
    page = client.get(reverse("ticket", args=[ticket.pk]))
    labels = [str(rung.label) for rung in page.context["page"].ladder.rungs]
    assert "they hear from us" in labels[1:-1]  # among the levels, by its time
    assert "They hear from us by" in page.content.decode()
    assert "They hear from us by Mon 23 Nov" in client.get(reverse("today")).content.decode()
    letter = client.get(reverse("ticket_act", args=[ticket.pk, "reply"]))
    assert letter.context["form"]["next_word_by"].initial == due_at  # a first letter keeps it

    clock.move(hours=6)
    assert actions.remind_of_words() == 1
    assert Notice.objects.filter(event="next_word", person=kim, channel="in_app").count() == 1
    assert Ticket.objects.get().next_word_reminded_at is not None
