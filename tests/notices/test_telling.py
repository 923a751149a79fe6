"""People are told once, in the transaction of the act they are told of."""

import datetime as dt
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from crm.errors import RuleBrokenError
from crm.notices import actions as notices
from crm.notices import queries
from crm.notices.models import Mail, Notice
from tests.conftest import Clock
from tests.people import make_person

pytestmark = pytest.mark.django_db


def tell(*people: object, **changes: object) -> int:
    told = {
        "once_key": "ticket 412, cycle 1, nudge",
        "subject": "Two hours gone",
        "body": "Call Ana.",
    }
    return notices.tell(people=people, **(told | changes))


def test_each_person_is_told_once_per_channel_however_often_it_is_repeated() -> None:
    dana, kim = make_person("Dana Vogt", "rep"), make_person("Kim Osei", "service")

    assert tell(dana, dana) == 2
    assert tell(dana, kim) == 2
    assert tell(dana, kim, once_key="ticket 412, cycle 2, nudge") == 4
    assert Notice.objects.filter(person=dana, channel="email").count() == 2


def test_what_stays_in_the_app_is_there_at_once_and_the_mail_waits() -> None:
    dana = make_person("Dana Vogt", "rep")
    tell(dana, url="/recovery/412/")

    assert [notice.subject for notice in queries.bell_for(dana)] == ["Two hours gone"]
    assert queries.unread_count(dana) == 1
    assert Notice.objects.get(channel="email").state == "waiting"


def test_an_act_that_is_rolled_back_tells_nobody() -> None:
    dana = make_person("Dana Vogt", "rep")
    with suppress(RuntimeError), transaction.atomic():
        tell(dana)
        raise RuntimeError

    assert not Notice.objects.exists()


def test_the_database_itself_refuses_a_second_notice_and_two_recipients() -> None:
    dana = make_person("Dana Vogt", "rep")
    tell(dana)
    plain = {"once_key": "k", "channel": "email", "subject": "s", "body": "b"}

    for odd, name in (
        ({"person": dana, "once_key": "ticket 412, cycle 1, nudge"}, "notice_once_per_person"),
        ({"person": dana, "contact_id": 1, "address": "a@b.example"}, "notice_goes_to_one"),
        ({}, "notice_goes_to_one"),
        ({"person": dana, "subject": "two\nlines"}, "notice_subject_is_one_line"),
        ({"person": dana, "state": "sent"}, "notice_sent_has_a_time"),
        ({"person": dana, "once_key": ""}, "notice_has_a_once_key"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Notice.objects.create(**(plain | odd))


def test_line_breaks_never_get_into_a_subject() -> None:
    dana = make_person("Dana Vogt", "rep")
    tell(dana, subject="Late\r\nBcc: all@halden.example\u2028now")

    assert queries.bell_for(dana).get().subject == "Late Bcc: all@halden.example now"


def test_a_person_without_an_address_is_told_in_the_app_or_seen_to_be_missed() -> None:
    nobody = make_person("Noa Ito", "rep", email=None)

    assert tell(nobody) == 1
    assert tell(nobody, channels=("email",)) == 1
    assert queries.failed_notices().get().last_error == "no address"


def test_mail_waits_for_the_end_of_quiet_hours_unless_it_must_be_told(clock: Clock) -> None:
    dana = make_person("Dana Vogt", "rep")
    dana.zone, dana.quiet_from, dana.quiet_until = "Europe/Berlin", dt.time(22), dt.time(7, 30)
    clock.set(dt.datetime(2026, 11, 23, 22, 15, tzinfo=dt.UTC))  # 23:15 for Dana

    tell(dana)
    tell(dana, once_key="breach", must_tell=True)

    mails = Notice.objects.filter(channel="email").order_by("id")
    assert [mail.next_try_at for mail in mails] == [
        dt.datetime(2026, 11, 24, 6, 30, tzinfo=dt.UTC),
        clock.at,
    ]
    assert queries.unread_count(dana) == 2


def test_telling_many_costs_the_same_queries_however_many_they_are(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    dana = make_person("Dana Vogt", "rep")
    many = [
        notices.NewNotice(person=dana, once_key=f"rung {number}", subject="Late", body="Call.")
        for number in range(900)
    ]
    with django_assert_max_num_queries(6):
        assert notices.tell_many(many) == 1800


def test_a_contact_is_mailed_once_and_only_at_an_address() -> None:
    told = {"contact_id": 5, "once_key": "card 9", "subject": "How are we doing?", "body": "…"}

    first = notices.tell_contact(address="ana@norte.example", **told)
    again = notices.tell_contact(address="ana@norte.example", **told)
    with pytest.raises(RuleBrokenError) as caught:
        notices.tell_contact(address="ana@norte.example\nBcc: x@y.example", **told)

    assert again == first
    assert caught.value.code == "notices.bad_address"


def test_forgetting_a_contact_takes_what_waits_and_what_was_sent(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "crm.notices.mailbox.MailboxBackend"
    told = {"contact_id": 5, "subject": "How are we doing?", "body": "…"}
    notices.tell_contact(address="ana@norte.example", once_key="a", **told)
    notices.send_waiting()
    notices.tell_contact(address="ana@norte.example", once_key="b", **told)

    assert notices.forget_contact(contact_id=5, addresses=["ana@norte.example"]) == 3
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


def test_a_heartbeat_is_one_row_with_the_latest_time(clock: Clock) -> None:
    notices.beat("climb_ladders")
    clock.move(minutes=1)
    notices.beat("climb_ladders", note="12 climbed")

    assert [(name, sign.at, sign.note) for name, sign in queries.heartbeats().items()] == [
        ("climb_ladders", clock.at, "12 climbed")
    ]


def test_the_banner_appears_when_nobody_has_watched_the_clocks_for_three_minutes(
    clock: Clock,
) -> None:
    dana = make_person("Dana Vogt", "rep")
    assert queries.watch_banner(queries.news_for(dana)) == ""
    notices.expect("climb_ladders")  # as a server of pages does when it starts
    clock.move(minutes=4)
    assert "for 4 minutes" in queries.watch_banner(queries.news_for(dana))

    notices.beat("climb_ladders")
    clock.move(minutes=1)
    notices.expect("climb_ladders")  # what was seen keeps its time
    clock.move(minutes=2)
    assert queries.watch_banner(queries.news_for(dana)) == ""
    clock.move(minutes=1)
    assert "for 4 minutes" in queries.watch_banner(queries.news_for(dana))
