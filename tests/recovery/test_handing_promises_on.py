"""What becomes of our open promises when a ticket goes to somebody else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from secrets_manual.actions import keep_promise, make_promise
from secrets_manual.models import Promise
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.tickets import hours, open_one

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ticked", [True, False])
def test_open_promises_go_along_where_they_are_ticked_and_the_note_says_so(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client], ticked: bool
) -> None:
    kim, dana = company.kim, company.dana
    ticket = open_one(company, owner=kim)
    made = {
        owner.pk: [
            make_promise(
                person=owner, customer=company.norte, contact=company.ana, words=words,
                due_at=clock() + hours(20), owner=owner, ticket_id=str(ticket.pk),
            )
            for words in ("Corner guards", "Kept long ago")
        ]
        for owner in (kim, dana)
    }  # fmt: skip
    keep_promise(person=kim, promise=made[kim.pk][1])
    tomas = make_person("Tomas Lind", "service", team=company.service)
    Person.objects.filter(pk=tomas.pk).update(
        away_from=clock() - hours(1), away_until=clock() + dt.timedelta(days=3)
    )

    client, address = signed_in(kim), reverse("ticket_act", args=[ticket.pk, "owner"])
    page = client.get(address).content.decode()
    assert "Tomas Lind (away until" in page
    assert "The open promise goes along" in page
    sent = {"owner": tomas.pk, "reason": "I am off."} | ({"promises": "on"} if ticked else {})
    note = client.post(address, sent, follow=True).content.decode()
    assert ("its open promises with it" in note) is ticked
    assert ("stay with who made them" in note) is not ticked
    owners = {one.pk: one.owner for one in Promise.objects.select_related("owner")}
    assert owners == {
        made[kim.pk][0].pk: tomas if ticked else kim,
        made[kim.pk][1].pk: kim,
        made[dana.pk][0].pk: dana,
        made[dana.pk][1].pk: dana,
    }
