"""Reading calendars: only events that name an address of ours ever leave the reader."""

import contextlib
import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.sealing import seal, unseal
from secrets_manual.rules.calendars import BadCalendarError, Event, events_with, read_calendar
from tests.secrets_manual.calendars import calendar, event, with_

ANA = "ana@norte.example"
FIRST = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
LAST = FIRST + dt.timedelta(days=16)


def found(*events: str, own: str = "dana@halden.example") -> list[Event]:
    read = read_calendar([calendar(*events)])
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    return events_with(read, {ANA}, first_at=FIRST, last_at=LAST, zone=zone, own=own)


def test_only_what_names_a_contact_is_found() -> None:
    events = found(
        event("1", "20261123T100000Z", with_("Ana@Norte.example"), "SUMMARY:Scanner"),
        event("2", "20261123T110000Z", with_("doctor@elsewhere.example"), "SUMMARY:Check-up"),
        event("3", "20261124T110000Z", f"ORGANIZER;CN=Ana:mailto:{ANA}", "SUMMARY:Hers"),
    )
    assert [one.title for one in events] == ["Scanner", "Hers"]


@pytest.mark.parametrize(
    "line",
    [
        "CLASS:PRIVATE",
        "CLASS:CONFIDENTIAL",
        "STATUS:CANCELLED",
        with_("dana@halden.example", ";PARTSTAT=DECLINED"),
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=MINUTELY;INTERVAL=5",
    ],
)
def test_private_cancelled_declined_and_endless_ones_are_not(line: str) -> None:
    assert found(event("1", "20261123T100000Z", with_(ANA), line)) == []


def test_a_series_is_unfolded_with_its_exceptions() -> None:
    events = found(
        event("1", "20260105T090000Z", with_(ANA), "RRULE:FREQ=WEEKLY", "SUMMARY:Weekly"),
        event("1", "20261124T140000Z", with_(ANA), "RECURRENCE-ID:20261123T090000Z"),
    )
    starts = sorted(one.starts_at for one in events)
    assert [f"{at:%d %H:%M}" for at in starts] == ["24 14:00", "30 09:00"]
    assert len({one.key for one in events}) == 1


def test_local_times_and_whole_days_are_in_the_persons_zone() -> None:
    local = found(event("1", "20261123T100000", with_(ANA)))
    assert local[0].starts_at == dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    whole = "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261123\r\n"
    (day,) = found(whole + with_(ANA) + "\r\nEND:VEVENT\r\n")
    assert day.is_all_day
    assert day.starts_at == dt.datetime(2026, 11, 22, 23, tzinfo=dt.UTC)
    assert day.ends_at >= day.starts_at


def test_one_broken_event_does_not_hide_the_others() -> None:
    events = found(
        event("1", "20261123T100000Z", with_(ANA), "RRULE:FREQ=WEEKLY;COUNT=x"),
        event("2", "20261123T120000Z", with_(ANA), ends="20261123T110000Z"),
        event("3", "20261123T130000Z", with_(ANA)),
    )
    assert "20261123T13" in {f"{one.starts_at:%Y%m%dT%H}" for one in events}


@pytest.mark.parametrize("text", [b"", b"<html></html>", b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_what_is_no_calendar_is_refused_or_empty(text: bytes) -> None:
    with contextlib.suppress(BadCalendarError):
        assert read_calendar([text]).series == {}


@given(st.binary(max_size=300))
def test_rubbish_is_refused_and_never_breaks_the_reader(text: bytes) -> None:
    try:
        read = read_calendar([b"BEGIN:VCALENDAR\r\n" + text + b"\r\nEND:VCALENDAR\r\n"])
    except BadCalendarError:
        return
    events_with(read, {ANA}, first_at=FIRST, last_at=LAST, zone=dt.UTC)


@given(st.text(max_size=100))
def test_what_is_sealed_is_opened_by_old_and_new_secrets_and_by_no_other(text: str) -> None:
    sealed = seal(text, secret="old" * 20)
    assert text not in sealed or not text.strip() or len(text) < 4
    assert unseal(sealed, secrets=["new" * 20, "old" * 20]) == text
    assert unseal(sealed, secrets=["new" * 20]) is None
