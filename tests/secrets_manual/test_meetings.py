"""Meetings come out of one's own calendar; one tap makes a conversation of one."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.home.queries.docket import day_of
from secrets_manual import actions
from secrets_manual.models import CalendarFeed, Conversation, Meeting
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.secrets_manual.calendar_server import Answers, serving, write_certificate
from tests.secrets_manual.calendars import calendar, event, with_

SignIn = Callable[[Person], Client]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(certificate: Path, settings: Any) -> Iterator[Answers]:
    settings.CALENDAR_TEST_CERTIFICATE = str(certificate)
    with serving(certificate) as answers:
        yield answers


def taken(company: Company, *events: str) -> int:
    return actions.take_calendar_file(person=company.dana, content=calendar(*events))


def connected(company: Company, address: str, **details: str) -> CalendarFeed:
    made = {"kind": "ics", "address": address} | details
    return actions.connect_calendar(person=company.dana, **made)


def trouble_of(company: Company, clock: Clock) -> str:
    actions.read_calendars(now=clock.at)
    return CalendarFeed.objects.get(person=company.dana).trouble


def test_of_ones_appointments_only_those_with_contacts_are_kept(
    company: Company, clock: Clock
) -> None:
    kept = taken(
        company,
        event("1", "20261123T130000Z", with_(company.ana.email), "SUMMARY:Second scanner"),
        event("2", "20261123T140000Z", with_("doctor@elsewhere.example"), "SUMMARY:Check-up"),
        event("3", "20261123T150000Z", with_(company.luis.email), "SUMMARY:Of a colleague"),
    )
    assert kept == 1
    meeting = Meeting.objects.get()
    assert (meeting.customer, meeting.contact) == (company.norte, company.ana)
    assert meeting.title == "Second scanner"


def test_a_title_that_the_gate_would_refuse_is_not_kept(company: Company, clock: Clock) -> None:
    ana = with_(company.ana.email)
    taken(company, event("1", "20261123T130000Z", ana, "SUMMARY:Ana: her diabetes treatment"))
    assert Meeting.objects.get().title == ""


def test_reading_again_changes_nothing_and_what_moved_moves(
    company: Company, clock: Clock, server: Answers
) -> None:
    server.at["/dana.ics"] = (
        200,
        {},
        calendar(event("1", "20261123T130000Z", with_(company.ana.email))),
    )
    connected(company, server.url("/dana.ics"))
    assert actions.read_calendars(now=clock.at) == 1
    first = Meeting.objects.get()
    assert actions.read_calendars(now=clock.at) == 0
    assert actions.read_calendars(now=clock.move(minutes=15)) == 1
    assert Meeting.objects.get().pk == first.pk
    server.at["/dana.ics"] = (
        200,
        {},
        calendar(event("1", "20261123T150000Z", with_(company.ana.email))),
    )
    actions.read_calendars(now=clock.move(minutes=15))
    assert Meeting.objects.get().starts_at == dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
    server.at["/dana.ics"] = (200, {}, calendar())
    actions.read_calendars(now=clock.move(minutes=15))
    assert not Meeting.objects.exists()


def test_address_and_password_never_lie_open(
    company: Company, clock: Clock, server: Answers
) -> None:
    feed = connected(company, server.url("/private-token.ics"), kind="caldav", login="dana:hush")
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(f)::text from secrets_manual_calendarfeed f")
        row = cursor.fetchone()[0]
    assert "private-token" not in row
    assert "hush" not in row
    sql = "update secrets_manual_calendarfeed set sealed_address = 'https://open' where id = %s"
    with (
        pytest.raises(IntegrityError, match="calendar_address_is_sealed"),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [feed.pk])


def test_caldav_is_asked_for_two_weeks_with_name_and_password(
    company: Company, clock: Clock, server: Answers
) -> None:
    text = calendar(event("1", "20261123T130000Z", with_(company.ana.email))).decode()
    answer = (
        '<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>'
        f"<d:propstat><d:prop><c:calendar-data>{text}</c:calendar-data></d:prop></d:propstat>"
        "</d:response></d:multistatus>"
    )
    server.at["/dav/"] = (207, {}, answer.encode())
    connected(company, server.url("/dav/"), kind="caldav", login="dana:hush")
    actions.read_calendars(now=clock.at)
    assert Meeting.objects.count() == 1
    verb, _path, headers, body = server.asked[0]
    assert (verb, headers["Authorization"]) == ("REPORT", "Basic ZGFuYTpodXNo")
    assert b'start="20261121T091200Z" end="20261207T091200Z"' in body


def test_what_goes_wrong_is_said_in_words_and_tried_again_in_an_hour(
    company: Company, clock: Clock, server: Answers
) -> None:
    said = {}
    pages = {
        "/gone.ics": (404, {}, b""),
        "/locked.ics": (401, {}, b""),
        "/broken.ics": (500, {}, b""),
        "/html.ics": (200, {}, b"<html>Sign in</html>"),
        "/large.ics": (200, {}, b"x" * 3_000_001),
        "/round.ics": (302, {"Location": "/round.ics"}, b""),
        "/open.ics": (302, {"Location": "http://127.0.0.1/x"}, b""),
        "/inward.ics": (302, {"Location": "https://10.0.0.1/x"}, b""),
    }
    for path, answer in pages.items():
        server.at[path] = answer
        connected(company, server.url(path))
        said[path] = trouble_of(company, clock)
    assert said == {
        "/gone.ics": "There is no calendar at this address any more.",
        "/locked.ics": "The server wants another name or password.",
        "/broken.ics": "The server answered 500.",
        "/html.ics": "What lies there is not a calendar we can read.",
        "/large.ics": "This calendar is larger than we read.",
        "/round.ics": "The address sends us round in circles.",
        "/open.ics": "The address must begin with https:// and name a server.",
        "/inward.ics": "This address leads into a private network.",
    }
    feed = CalendarFeed.objects.get(person=company.dana)
    assert feed.next_read_at == clock.at + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "https://169.254.169.254/x"],
)
def test_private_addresses_are_refused_after_resolving(
    company: Company, clock: Clock, address: str
) -> None:
    connected(company, address)
    assert trouble_of(company, clock) == "This address leads into a private network."


@pytest.mark.parametrize(
    "address",
    ["http://a.example/x", "ftp://a.example", "https://", "https://dana:hush@a.example/", "x",
     "https://a.example:99999/", "https://[/", "file:///etc/passwd"],
)  # fmt: skip
def test_addresses_we_never_open_are_refused_at_the_form(
    company: Company, clock: Clock, signed_in: SignIn, address: str
) -> None:
    body = {"kind": "ics", "address": address}
    answer = signed_in(company.dana).post(reverse("settings_calendar"), body)
    assert answer.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_today_shows_the_meeting_and_one_tap_logs_it(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    sol = make_contact("Sol Ruiz", company.norte)
    taken(company, event("1", "20261123T080000Z", with_(company.ana.email), with_(sol.email)))
    taken(company, event("2", "20261124T100000Z", with_(sol.email)))
    (line,) = day_of(company.dana, clock()).lines
    client = signed_in(company.dana)
    page = client.get(reverse("today")).content.decode()
    assert "1 meeting" in page
    assert "Log this meeting" in page
    assert client.post(line.act_url).url == client.post(line.act_url).url
    talk = Conversation.objects.get()
    assert talk.at == dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    assert {part.contact for part in talk.parts.all()} == {company.ana, sol}
    assert not day_of(company.dana, clock()).lines


def test_what_needs_no_words_is_put_aside(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    taken(company, event("1", "20261123T130000Z", with_(company.ana.email)))
    url = reverse("meeting_skip", args=[Meeting.objects.get().pk])
    assert signed_in(company.dana).post(url).status_code == 302
    assert not day_of(company.dana, clock()).lines


def test_a_file_is_read_where_there_is_no_address(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    text = calendar(event("1", "20261123T130000Z", with_(company.ana.email)))
    client, url = signed_in(company.dana), reverse("calendar_file")
    sent = client.post(url, {"file": SimpleUploadedFile("dana.ics", text)}, follow=True)
    assert "1 meeting with a contact found" in sent.content.decode()
    bad = client.post(url, {"file": SimpleUploadedFile("dana.ics", b"<html>")})
    assert bad.status_code == 422


def test_forgetting_takes_the_address_and_what_was_not_logged(
    company: Company, clock: Clock, server: Answers, signed_in: SignIn
) -> None:
    connected(company, server.url("/dana.ics"))
    ana = with_(company.ana.email)
    taken(company, event("1", "20261123T080000Z", ana), event("2", "20261123T130000Z", ana))
    first = Meeting.objects.order_by("starts_at")[0]
    actions.log_meeting(person=company.dana, meeting=first)
    signed_in(company.dana).post(reverse("calendar_forget"))
    assert not CalendarFeed.objects.exists()
    assert list(Meeting.objects.all()) == [first]


def test_nobody_else_sees_ones_meetings(company: Company, clock: Clock, signed_in: SignIn) -> None:
    taken(company, event("1", "20261123T130000Z", with_(company.ana.email)))
    url = reverse("meeting_log", args=[Meeting.objects.get().pk])
    for person in (company.lea, company.olga, company.rui, company.ada):
        assert signed_in(person).post(url).status_code == 404


def test_a_meeting_is_there_once(company: Company, clock: Clock) -> None:
    taken(company, event("1", "20261123T130000Z", with_(company.ana.email)))
    sql = (
        "insert into secrets_manual_meeting (person_id, customer_id, contact_id, event_key, title,"
        " starts_at, ends_at, is_all_day, from_file) select person_id, customer_id, contact_id,"
        " event_key, title, starts_at, ends_at, false, false from secrets_manual_meeting"
    )
    with pytest.raises(IntegrityError, match="meeting_once"), connection.cursor() as cursor:
        cursor.execute(sql)
