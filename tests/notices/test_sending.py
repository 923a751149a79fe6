"""What waits is sent once; what cannot be sent is tried again, and then seen."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from pytest_django import Settings

from crm.notices import actions as notices
from crm.notices import queries
from crm.notices.actions import sending
from crm.notices.models import Attempt, Notice
from tests.conftest import Clock
from tests.notices.post_office import PostOffice
from tests.people import make_person


def tell(*people: object, **changes: object) -> None:
    told = {
        "once_key": "k",
        "subject": "Two hours gone",
        "body": "Call Ana.",
        "channels": ("email",),
    }
    notices.tell(people=people, **(told | changes))


def the_notice() -> Notice:
    return Notice.objects.get(channel="email")


@contextmanager
def listening(*, answers: bool) -> Iterator[int]:
    """Open a port that takes connections and says nothing, or close it and give its number."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if answers:
            yield port
            return
    yield port


@pytest.mark.django_db
def test_a_mail_arrives_with_words_link_and_a_lasting_identifier(
    post_office: PostOffice, clock: Clock, settings: Settings
) -> None:
    dana = make_person("Dana Vogt", "rep")
    tell(dana, url="/recovery/412/", body="Ana <COO> waits.")

    assert notices.send_waiting() == 1

    (envelope,) = post_office.mails
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert envelope.rcpt_tos == [dana.email]
    assert mail["Subject"] == "Two hours gone"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].startswith(f"<notice-{the_notice().pk}-")
    text = mail.get_body(("plain",)).get_content()
    assert "Ana <COO> waits." in text
    assert f"{settings.BASE_URL}/recovery/412/" in text
    assert "Ana &lt;COO&gt; waits." in mail.get_body(("html",)).get_content()
    assert (the_notice().state, the_notice().sent_at) == ("sent", clock.at)


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again(post_office: PostOffice) -> None:
    tell(make_person("Dana Vogt", "rep"))

    assert [notices.send_waiting() for _ in range(3)] == [1, 0, 0]
    assert len(post_office.mails) == 1


@pytest.mark.django_db
def test_a_server_that_says_not_now_is_asked_again_until_it_takes_the_mail(
    post_office: PostOffice, clock: Clock
) -> None:
    post_office.answers = ["451 later"] * 5
    tell(make_person("Dana Vogt", "rep"))

    for rest in (1, 5, 30, 120, 360):
        assert notices.send_waiting() == 0
        assert the_notice().last_error == "NotNowError: 451 later"
        clock.move(minutes=rest, seconds=-1)
        assert notices.send_waiting() == 0
        clock.move(minutes=rest / 10, seconds=1)
    assert notices.send_waiting() == 1

    assert the_notice().attempts == 6
    assert len(post_office.mails) == 1


@pytest.mark.django_db
def test_after_the_last_try_a_notice_is_seen_as_failed_and_can_be_sent_again(
    post_office: PostOffice, clock: Clock
) -> None:
    post_office.answers = ["451 later"] * 6
    sara = make_person("Sara Lind", "service", "lead")
    tell(sara)

    for rest in (1, 5, 30, 120, 360, 0):
        notices.send_waiting()
        clock.move(minutes=rest * 1.1)

    assert queries.failed_notices().get().attempts == 6
    clock.move(days=1)
    assert notices.send_waiting() == 0

    notices.resend_notice(person=sara, notice_id=the_notice().pk)
    assert notices.send_waiting() == 1
    assert the_notice().state == "sent"
    assert Attempt.objects.count() == 7


@pytest.mark.django_db
def test_a_recipient_refused_for_good_fails_at_once_and_a_full_mailbox_does_not(
    post_office: PostOffice,
) -> None:
    tell(make_person("Ukko Nieminen", "rep", email="unknown@halden.example"))
    tell(make_person("Fay Lund", "rep", email="full@halden.example"))
    tell(make_person("Dana Vogt", "rep", email="dana@halden.example"))

    assert notices.send_waiting() == 1

    states = Notice.objects.values_list("person__email", "state", "last_error").order_by("id")
    assert list(states) == [
        ("unknown@halden.example", "failed", "RefusedError: 550 nobody of that name"),
        ("full@halden.example", "waiting", "NotNowError: 452 the mailbox is full"),
        ("dana@halden.example", "sent", ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [False, True], ids=["refuses connections", "never answers"])
def test_a_server_out_of_reach_costs_one_try_and_the_others_wait(
    settings: Settings, clock: Clock, answers: bool
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.2
    people = [make_person(f"Dana{number} Vogt", "rep") for number in range(5)]

    with listening(answers=answers) as settings.EMAIL_PORT:
        tell(*people)
        assert notices.send_waiting() == 0

    tries = Notice.objects.order_by("id").values_list("attempts", "state", "leased_until")
    assert list(tries) == [(1, "waiting", None)] + [(0, "waiting", None)] * 4
    assert Notice.objects.first().last_error.startswith("OutOfReachError")


@pytest.mark.django_db
def test_a_server_that_stays_away_ends_in_a_visible_failure(
    settings: Settings, clock: Clock
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    tell(make_person("Dana Vogt", "rep"))

    with listening(answers=False) as settings.EMAIL_PORT:
        for rest in (1, 5, 30, 120, 360, 0):
            notices.send_waiting()
            clock.move(minutes=rest * 1.1)

    assert queries.failed_notices().get().last_error.startswith("OutOfReachError")


@pytest.mark.django_db
def test_a_sender_that_dies_leaves_its_attempt_and_another_takes_over(
    post_office: PostOffice, clock: Clock
) -> None:
    tell(make_person("Dana Vogt", "rep"))
    leased_until, (notice,) = sending._lease(20, without=set())
    sending._begin(notice, leased_until)  # and here the first sender is killed

    assert notices.send_waiting() == 0
    clock.move(minutes=10)
    assert notices.send_waiting() == 1

    ended = Attempt.objects.order_by("number").values_list("ended_at", flat=True)
    assert list(ended) == [None, clock.at]
    sending._end(notice, Attempt.objects.first(), leased_until, OSError("too late"))
    assert the_notice().state == "sent"


@pytest.mark.django_db
def test_a_notice_that_kills_every_sender_fails_in_the_end(
    post_office: PostOffice, clock: Clock
) -> None:
    tell(make_person("Dana Vogt", "rep"))
    for _ in range(6):
        leased_until, (notice,) = sending._lease(20, without=set())
        sending._begin(notice, leased_until)
        clock.move(minutes=10)

    assert notices.send_waiting() == 0
    assert queries.failed_notices().get().last_error == "interrupted every time"


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(post_office: PostOffice) -> None:
    people = [make_person(f"Dana{number} Vogt", "rep") for number in range(30)]
    tell(*people)
    start = threading.Barrier(2)
    counts: list[int] = []

    def send() -> None:
        start.wait()
        counts.append(notices.send_waiting(batch=3))
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sum(counts) == 30
    arrived = sorted(mail.rcpt_tos[0] for mail in post_office.mails)
    assert arrived == sorted(person.email for person in people)
