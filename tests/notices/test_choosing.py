"""People choose what comes by mail; what must be told comes whatever they chose."""

import datetime as dt
import email
import email.policy

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from crm.errors import RuleBrokenError
from crm.notices import actions as notices
from crm.notices import rules
from crm.notices.models import DigestHour, Notice, NoticeChoice
from tests.conftest import Clock
from tests.notices.post_office import PostOffice
from tests.people import Company

BERLIN = "Europe/Berlin"


def tell(company: Company, kind: str, key: str, **changes: object) -> None:
    told = {"subject": f"{kind} {key}", "body": "…", "url": f"/{key}/", "about_kind": kind}
    notices.tell(people=[company.dana], once_key=key, **(told | changes))


def channels(key: str) -> list[str]:
    rows = Notice.objects.filter(once_key=key).order_by("channel")
    return list(rows.values_list("channel", flat=True))


def letters(office: PostOffice) -> list[email.message.EmailMessage]:
    mails = [bytes(one.content or b"") for one in office.mails]
    return [email.message_from_bytes(mail, policy=email.policy.default) for mail in mails]


@pytest.mark.django_db
def test_the_daily_mail_gathers_what_is_unread_once_and_never_what_must_be_told(
    company: Company, post_office: PostOffice, clock: Clock
) -> None:
    company.dana.zone = BERLIN
    ways = {"promise": "digest", "ticket": "digest", "idea": "never"}
    notices.choose_ways(person=company.dana, ways=ways, hour=7)
    tell(company, "promise", "p1")
    tell(company, "promise", "p2")
    tell(company, "ticket", "early")
    tell(company, "ticket", "breach", must_tell=True)
    tell(company, "award", "a1")
    tell(company, "gift", "g1")
    assert {key: channels(key) for key in ("p1", "early", "breach", "a1", "g1")} == {
        "p1": ["digest", "in_app"],
        "early": ["digest", "in_app"],
        "breach": ["email", "in_app"],
        "a1": ["in_app"],
        "g1": ["email", "in_app"],
    }
    assert (notices.send_waiting(), notices.send_digests()) == (2, 0)

    read = Notice.objects.get(once_key="p2", channel="in_app")
    notices.mark_read(person=company.dana, notice_ids=[read.pk])
    clock.set(dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC))  # 07:00 for Dana
    clock.move(seconds=1)
    assert (notices.send_digests(), notices.send_digests()) == (1, 0)
    assert notices.send_waiting() == 1
    mail = letters(post_office)[-1]
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "2 things to look at: your daily mail"
    assert ["p1" in text, "early" in text, "p2" in text] == [True, True, False]
    assert "/p1/</a>" in mail.get_body(("html",)).get_content()

    tell(company, "promise", "p3")
    notices.mark_read(person=company.dana)
    clock.move(days=1)
    assert notices.send_digests() == 0
    assert not Notice.objects.filter(state="waiting").exists()


@pytest.mark.django_db
def test_mail_that_may_be_turned_off_is_stopped_with_one_click(
    company: Company, post_office: PostOffice
) -> None:
    tell(company, "promise", "p1")
    tell(company, "ticket", "breach", must_tell=True)
    tell(company, "invitation", "i1")
    notices.send_waiting()
    stops = {mail["Subject"]: mail["List-Unsubscribe"] for mail in letters(post_office)}
    assert [subject for subject, stop in stops.items() if stop] == ["promise p1"]

    path = stops["promise p1"].strip("<>").partition("8000")[2]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert not NoticeChoice.objects.exists()
    answer = stranger.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert stranger.post(f"{path.rstrip('/')}x/").status_code == 404
    assert NoticeChoice.objects.get().way == "never"

    notices.choose_ways(person=company.dana, ways={"promise": "digest", "gift": "digest"})
    notices.stop_mail_of(person=company.dana, kind="digest")
    assert set(NoticeChoice.objects.values_list("way", flat=True)) == {"never"}
    notices.choose_ways(person=company.dana, ways={"promise": "at_once", "gift": "at_once"})
    assert not NoticeChoice.objects.exists()
    for ways, hour in (({"watch": "never"}, None), ({"gift": "x"}, None), ({}, 24)):
        with pytest.raises(RuleBrokenError):
            notices.choose_ways(person=company.dana, ways=ways, hour=hour)


@pytest.mark.django_db
def test_the_page_keeps_what_was_chosen(company: Company) -> None:
    browser = Client()
    browser.force_login(company.dana)
    kinds = ("ticket", "promise", "customer", "secret", "gift", "idea", "pay")
    asked = dict.fromkeys(kinds, "at_once") | {"gift": "digest", "hour": "19"}
    assert browser.post("/settings/notices/", asked).status_code == 302
    assert list(NoticeChoice.objects.values_list("kind", "way")) == [("gift", "digest")]
    assert DigestHour.objects.get().hour == 19
    assert '<option value="19" selected>' in browser.get("/settings/notices/").content.decode()


@pytest.mark.django_db
def test_the_tables_of_choices_refuse_nonsense(company: Company) -> None:
    NoticeChoice.objects.create(person=company.dana, kind="gift", way="never")
    for make, name in (
        (lambda: NoticeChoice.objects.create(person=company.dana, kind="gift", way="digest"),
         "notice_choice_once"),
        (lambda: NoticeChoice.objects.create(person=company.dana, kind="idea", way="at_once"),
         "notice_choice_known"),
        (lambda: DigestHour.objects.create(person=company.dana, hour=24), "digest_hour_of_a_day"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make()


@pytest.mark.parametrize(
    ("now", "hour", "at"),
    [
        ("2026-11-23T05:59:00", 7, "2026-11-23T06:00:00"),
        ("2026-11-23T06:00:00", 7, "2026-11-24T06:00:00"),
        ("2026-03-28T12:00:00", 2, "2026-03-29T01:00:00"),  # 02:00 does not exist that night
        ("2026-10-24T12:00:00", 2, "2026-10-25T00:00:00"),  # 02:00 comes twice that night
    ],
)
def test_the_hour_of_the_daily_mail_is_that_of_its_reader(now: str, hour: int, at: str) -> None:
    found = rules.next_hour(dt.datetime.fromisoformat(f"{now}+00:00"), hour=hour, zone=BERLIN)
    assert found == dt.datetime.fromisoformat(f"{at}+00:00")
