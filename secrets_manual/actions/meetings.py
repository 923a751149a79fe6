"""Meetings out of a person's own calendar: read, matched to contacts, logged in one tap."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from accounts.models import Contact, Person
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.sealing import seal, unseal
from secrets_manual.actions.asking import hold_conversation
from secrets_manual.actions.fetching import (
    CalendarTroubleError,
    check_address,
    fetch_caldav,
    fetch_ics,
)
from secrets_manual.actions.gating import ask_gate
from secrets_manual.models import CalendarFeed, Conversation, Guest, Meeting
from secrets_manual.queries import contacts_of_mine, meetings_of
from secrets_manual.rules.calendars import BadCalendarError, Calendar, Event, events_with
from secrets_manual.rules.calendars import read_calendar as parse

READ_EVERY = dt.timedelta(minutes=15)
AFTER_TROUBLE = dt.timedelta(hours=1)
BEFORE, AHEAD = dt.timedelta(days=2), dt.timedelta(days=14)
_STAMP = "%Y%m%dT%H%M%SZ"


@transaction.atomic
def connect_calendar(*, person: Person, kind: str, address: str, login: str = "") -> CalendarFeed:
    """Keep the sealed address of one's calendar, in place of one kept before.

    `login` is "name:password", for CalDAV. It is read within a minute.
    """
    url = check_address(address)
    now = clock.now()
    CalendarFeed.objects.filter(person=person).delete()
    feed = CalendarFeed(
        person=person,
        kind=kind,
        host=url.hostname or "",
        sealed_address=seal(url.geturl(), secret=settings.SECRET_KEY),
        sealed_login=seal(login, secret=settings.SECRET_KEY) if login else "",
        made_at=now,
        next_read_at=now,
    )
    feed.full_clean()
    feed.save()
    _note("calendar_connected", person, feed.host)
    return feed


@transaction.atomic
def disconnect_calendar(*, person: Person) -> None:
    """Forget the address, and the meetings that came of it and were not logged."""
    CalendarFeed.objects.filter(person=person).delete()
    Meeting.objects.filter(person=person, conversation__isnull=True).delete()
    _note("calendar_disconnected", person, "")


def read_calendars(*, now: dt.datetime, most: int = 50) -> int:
    """Read the calendars whose turn it is, one after the other; gives how many were read.

    A feed is taken on by moving its next turn, so no two workers fetch it; nothing is locked
    while a server is waited for.
    """
    done = 0
    while done < most and (feed := _taken(now)) is not None:
        read_calendar(feed=feed, now=now)
        done += 1
    return done


@transaction.atomic
def _taken(now: dt.datetime) -> CalendarFeed | None:
    feed = (
        CalendarFeed.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(next_read_at__lte=now, person__is_active=True)
        .select_related("person")
        .order_by("next_read_at", "id")
        .first()
    )
    if feed is not None:
        feed.next_read_at = now + READ_EVERY
        feed.save(update_fields=["next_read_at"])
    return feed


def read_calendar(*, feed: CalendarFeed, now: dt.datetime) -> bool:
    """Fetch one calendar and keep its meetings; what went wrong is kept in words."""
    try:
        calendar = parse(_fetched(feed, now))
        with transaction.atomic():
            _keep_meetings(feed.person, calendar, now, from_file=False)
            CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now, trouble="")
    except (CalendarTroubleError, BadCalendarError) as error:
        trouble = error.message if isinstance(error, RuleBrokenError) else _no_calendar()
        CalendarFeed.objects.filter(pk=feed.pk).update(
            trouble=trouble[:300], next_read_at=now + AFTER_TROUBLE
        )
        return False
    return True


def _no_calendar() -> str:
    return _("What lies there is not a calendar we can read.")


def _fetched(feed: CalendarFeed, now: dt.datetime) -> list[bytes]:
    secrets = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    address = unseal(feed.sealed_address, secrets=secrets)
    login = unseal(feed.sealed_login, secrets=secrets) if feed.sealed_login else ""
    if address is None or login is None:
        raise CalendarTroubleError(_("The address cannot be opened any more; enter it again."))
    if feed.kind == CalendarFeed.Kind.CALDAV:
        first, last = (f"{at:{_STAMP}}" for at in (now - BEFORE, now + AHEAD))
        return fetch_caldav(address, login=login, first=first, last=last)
    return fetch_ics(address, login=login)


def take_calendar_file(*, person: Person, content: bytes) -> int:
    """Keep the meetings of a calendar file, for who has no address to give; gives how many."""
    try:
        calendar = parse([content])
    except BadCalendarError as error:
        raise RuleBrokenError(
            _no_calendar(), "secrets_manual.no_calendar", field="file", status=400
        ) from error
    with transaction.atomic():
        kept = _keep_meetings(person, calendar, clock.now(), from_file=True)
        _note("calendar_file_taken", person, "")
    return kept


@dataclass(frozen=True)
class _Wanted:
    event: Event
    contacts: list[Contact]


def _keep_meetings(person: Person, calendar: Calendar, now: dt.datetime, *, from_file: bool) -> int:
    """Write the meetings with contacts of the person's own customers; drop what has gone."""
    contacts = _contacts_named(person, calendar.addresses)
    events = events_with(
        calendar,
        contacts.keys(),
        first_at=now - BEFORE,
        last_at=now + AHEAD,
        zone=clock.zone_called(person.zone),
        own=person.email or "",
    )
    rows = Meeting.objects.select_for_update().filter(person=person, starts_at__gt=now - BEFORE)
    there = {(row.customer_id, row.event_key, row.starts_at): row for row in rows}
    wanted = {place: one for event in events for place, one in _placed(event, contacts)}
    for place, one in wanted.items():
        _keep(person, there.get(place), one, from_file=from_file)
    if not from_file:
        gone = [
            row.pk
            for place, row in there.items()
            if place not in wanted and row.conversation_id is None and not row.from_file
        ]
        Meeting.objects.filter(pk__in=gone).delete()
    return len(wanted)


def _contacts_named(person: Person, addresses: frozenset[str]) -> dict[str, list[Contact]]:
    written = sorted(address.upper() for address in addresses if len(address) <= 254)
    found: dict[str, list[Contact]] = defaultdict(list)
    for start in range(0, len(written), 1000):
        rows = contacts_of_mine(person).annotate(address=Upper("email"))
        for contact in rows.filter(address__in=written[start : start + 1000]):
            found[contact.email.lower()].append(contact)
    return dict(found)


def _placed(
    event: Event, contacts: dict[str, list[Contact]]
) -> list[tuple[tuple[int, str, dt.datetime], _Wanted]]:
    """Part an event by customer: one meeting for each whose people take part."""
    by_customer: dict[int, list[Contact]] = defaultdict(list)
    for address in sorted(event.addresses):
        for contact in contacts.get(address, []):
            by_customer[contact.customer_id].append(contact)
    return [
        ((customer_id, event.key, event.starts_at), _Wanted(event, people))
        for customer_id, people in by_customer.items()
    ]


def _keep(person: Person, row: Meeting | None, wanted: _Wanted, *, from_file: bool) -> None:
    event, chief = wanted.event, wanted.contacts[0]
    meeting = row or Meeting(
        person=person,
        customer=chief.customer,
        event_key=event.key,
        starts_at=event.starts_at,
        from_file=from_file,
    )
    meeting.contact = chief
    meeting.title = _harmless(event.title)
    meeting.ends_at, meeting.is_all_day = event.ends_at, event.is_all_day
    meeting.save()
    meeting.guests.exclude(contact__in=wanted.contacts).delete()
    guests = [Guest(meeting=meeting, contact=contact) for contact in wanted.contacts]
    Guest.objects.bulk_create(guests, ignore_conflicts=True)


def _harmless(title: str) -> str:
    """Give a title the detector lets pass; what it would refuse is not kept."""
    if not title:
        return ""
    verdict = ask_gate(title, provenance="told_us", glad="yes", kind="habit")
    return title if verdict.allowed else ""


@transaction.atomic
def log_meeting(*, person: Person, meeting: Meeting) -> Conversation:
    """Make a conversation of a meeting: with its people, at its time; the second tap finds it."""
    row = _mine(person, meeting)
    if row.conversation is not None:
        return row.conversation
    guests = row.guests.select_related("contact").order_by("contact__name", "contact_id")
    people = [guest.contact for guest in guests]
    talk = hold_conversation(
        person=person,
        customer=row.customer,
        contact=row.contact,
        contacts=[contact for contact in people if contact.pk != row.contact_id],
        at=min(row.starts_at, clock.now()),
    )
    row.conversation = talk
    row.save(update_fields=["conversation"])
    return talk


@transaction.atomic
def skip_meeting(*, person: Person, meeting: Meeting) -> Meeting:
    """Say that there is nothing to write down of a meeting."""
    row = _mine(person, meeting)
    row.skipped_at = clock.now()
    row.save(update_fields=["skipped_at"])
    return row


def _mine(person: Person, meeting: Meeting) -> Meeting:
    rows = meetings_of(person).select_for_update(of=("self",))
    row = rows.select_related("conversation").filter(pk=meeting.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such meeting."))
    return row


def _note(kind: str, person: Person, host: str) -> None:
    journal.record(
        f"secrets_manual.{kind}",
        person=person,
        subject_kind="person",
        subject_id=person.pk,
        facts={"host": host},
    )
