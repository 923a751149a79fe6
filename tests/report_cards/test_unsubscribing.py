"""A card's mail carries the headers by which a mail program stops such mails with one click."""

import email
import email.policy
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from crm.notices import actions as notices
from report_cards.actions import invite_one, note_deliveries, remind
from report_cards.models import Invitation
from tests.conftest import Clock
from tests.notices.post_office import PostOffice, open_post_office
from tests.people import Company

pytestmark = pytest.mark.django_db
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    with open_post_office() as (office, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield office


def stop_addresses(office: PostOffice) -> list[str]:
    """Give the address each mail that arrived can be stopped at."""
    notices.send_waiting()
    mails = [
        email.message_from_bytes(bytes(mail.content or b""), policy=email.policy.default)
        for mail in office.mails
    ]
    assert {mail["List-Unsubscribe-Post"] for mail in mails} == {ONE_CLICK}
    return [str(mail["List-Unsubscribe"]).strip() for mail in mails]


def test_a_mail_program_stops_the_cards_with_one_click(
    company: Company, post_office: PostOffice
) -> None:
    _invitation, address = invite_one(person=None, contact=company.ana, rated=company.dana)
    assert stop_addresses(post_office) == [f"<{address}stop/>"]

    path = f"/{address.split('/', 3)[3]}stop/"
    clicked = Client(enforce_csrf_checks=True).post(
        path, ONE_CLICK, content_type="application/x-www-form-urlencoded"
    )
    assert clicked.status_code == 200
    assert Invitation.objects.get().state == "declined"


def test_a_reminder_can_be_stopped_as_well(
    company: Company, clock: Clock, post_office: PostOffice
) -> None:
    invite_one(person=None, contact=company.ana, rated=company.dana)
    first = stop_addresses(post_office)
    clock.move(days=5)
    note_deliveries()
    remind()
    both = stop_addresses(post_office)
    assert len(both) == 2
    assert both[0] == first[0]
    assert both[1].endswith("/stop/>")


def test_a_mail_to_a_colleague_carries_no_such_header(
    company: Company, post_office: PostOffice
) -> None:
    notices.tell(people=[company.dana], once_key="hello", subject="Hello", body="Hello")
    notices.send_waiting()
    mails = [email.message_from_bytes(bytes(one.content or b"")) for one in post_office.mails]
    assert [mail["List-Unsubscribe"] for mail in mails] == [None]
