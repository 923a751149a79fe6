"""Telling people: rows written in the caller's transaction, sent after it commits."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from crm import clock
from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from crm.journal.rules import Actor
from crm.notices import rules
from crm.notices.actions.endpoints import SEND_WAITING, posts_of
from crm.notices.actions.writing import NewRow, insert_new
from crm.notices.channels import CHANNELS
from crm.notices.models import Mail, Notice, Way, kind_of
from crm.notices.models.choices import DIGEST_HOUR
from crm.notices.queries import Ways, ways_of


class Recipient(Protocol):
    """What telling needs to know of a person."""

    @property
    def pk(self) -> int: ...
    @property
    def email(self) -> str | None: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def language(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def quiet_from(self) -> dt.time | None: ...
    @property
    def quiet_until(self) -> dt.time | None: ...


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """One thing to tell one person over some channels; the arguments of `tell`, in bulk.

    `event` is one word of what happened (a rung's key). What `is_private` is hidden from a
    colleague and posted to no team's webhook.
    Outside the app it waits until `not_before`, also when it must be told.
    """

    person: Recipient
    once_key: str
    subject: str
    body: str
    url: str = ""
    channels: tuple[str, ...] = ("in_app", "email")
    about_kind: str = ""
    about_id: str = ""
    customer_id: int | None = None
    must_tell: bool = False
    event: str = ""
    is_private: bool = False
    not_before: dt.datetime | None = None


def tell(
    *,
    people: Iterable[Recipient],
    once_key: str,
    subject: str,
    body: str,
    url: str = "",
    channels: tuple[str, ...] = ("in_app", "email"),
    about_kind: str = "",
    about_id: str | int = "",
    customer_id: int | None = None,
    must_tell: bool = False,
) -> int:
    """Tell people something, in the caller's transaction; gives the rows written.

    Unique per (once key, person, channel), so repeating it writes none. Outside the app a
    notice waits for the end of a person's quiet hours, unless it `must_tell`.
    """
    return tell_many(
        [
            NewNotice(
                person=person,
                once_key=once_key,
                subject=subject,
                body=body,
                url=url,
                channels=channels,
                about_kind=about_kind,
                about_id=str(about_id),
                customer_id=customer_id,
                must_tell=must_tell,
            )
            for person in people
        ]
    )


@transaction.atomic
def tell_many(notices: Iterable[NewNotice]) -> int:
    """Tell many things in bulk, one insert; gives the rows written, repeated ones not counted.

    The sender asks the database what is due, so the database says from when on it is.
    """
    now = clock.database_now()
    news = list(notices)
    ways = ways_of({new.person.pk for new in news})
    maybe = [_row(new, channel, now, ways) for new in news for channel in new.channels]
    rows = _posted_once(row for row in maybe if row is not None) + posts_of(news, now)
    written = 0
    for start in range(0, len(rows), 2000):
        written += insert_new(rows[start : start + 2000])
    if any(row.state == Notice.State.WAITING for row in rows):
        journal.wake(SEND_WAITING)
    return written


def _posted_once(rows: Iterable[NewRow]) -> list[NewRow]:
    """Leave one post of each thing to the company's own webhook, however many people are told."""
    posts: dict[str, NewRow] = {}
    return [
        row
        for row in rows
        if row.channel != "webhook" or posts.setdefault(row.once_key, row) is row
    ]


def _row(new: NewNotice, channel: str, now: dt.datetime, ways: Ways) -> NewRow | None:
    """Make one notice; None where the channel is not set up, not needed or not wanted.

    What is hidden from a colleague is posted nowhere that others read.

    A person without an address needs no mail when they are told in the app as well.
    """
    if not CHANNELS[channel].is_set_up() or (channel == "webhook" and new.is_private):
        return None
    notice = _made(new, channel, now)
    if not CHANNELS[channel].leaves_the_app:
        notice.state = Notice.State.SENT
        notice.sent_at = now
    elif channel == "email" and not new.person.email:
        if "in_app" in new.channels:
            return None
        notice.state = Notice.State.FAILED
        notice.last_error = "no address"
    elif channel == "email" and _chosen_way(new, ways) == Way.NEVER:
        return None
    else:
        _let_wait(notice, new, now, ways)
    if new.not_before is not None and CHANNELS[channel].leaves_the_app:
        notice.next_try_at = max(notice.next_try_at, new.not_before)
    return notice


def _let_wait(notice: NewRow, new: NewNotice, now: dt.datetime, ways: Ways) -> None:
    """Let it wait for the hour of a person's daily mail, or for the end of their quiet hours."""
    zone = clock.zone_called(new.person.zone).key
    if notice.channel == "email" and _chosen_way(new, ways) == Way.DIGEST:
        hour = ways.hours.get(new.person.pk)
        notice.channel = "digest"
        hour = DIGEST_HOUR if hour is None else hour
        notice.next_try_at = rules.next_hour(now, hour=hour, zone=zone)
    elif not new.must_tell:
        notice.next_try_at = rules.quiet_until(
            now, begins=new.person.quiet_from, ends=new.person.quiet_until, zone=zone
        )


def _made(new: NewNotice, channel: str, now: dt.datetime) -> NewRow:
    return NewRow(
        person_id=new.person.pk,
        once_key=new.once_key,
        channel=channel,
        subject=rules.one_line(new.subject)[:300],
        body=new.body.replace("\x00", ""),
        url=new.url,
        language=new.person.language,
        about_kind=new.about_kind,
        about_id=str(new.about_id),
        event=new.event[:60],
        customer_id=new.customer_id,
        must_tell=new.must_tell,
        next_try_at=now,
        created_at=now,
    )


def _chosen_way(new: NewNotice, ways: Ways) -> str:
    """Give how somebody wants to hear of it; never less than what they must be told."""
    if new.must_tell or "in_app" not in new.channels:
        return Way.AT_ONCE
    return ways.by_kind.get((new.person.pk, kind_of(new.about_kind)), Way.AT_ONCE)


@transaction.atomic
def tell_contact(
    *,
    contact_id: int,
    address: str,
    once_key: str,
    subject: str,
    body: str,
    html: str = "",
    language: str = "",
    unsubscribe_url: str = "",
    about: tuple[str, str] = ("", ""),
) -> Notice:
    """Mail one contact; repeating the once key gives the notice of the first time.

    `unsubscribe_url` is a whole address that stops such mails when a mail program posts to it.
    `about` is the kind and number of what an answer would be about.

    Only the ledger of mail to contacts calls this: it knows consent and the cap.
    """
    try:
        validate_email(address)
    except ValidationError as error:
        raise RuleBrokenError(
            _("“%(address)s” is not an email address.") % {"address": rules.one_line(address)},
            "notices.bad_address",
            field="email",
        ) from error
    now = clock.database_now()
    new = NewRow(
        contact_id=contact_id,
        address=address,
        once_key=once_key,
        channel="email",
        subject=rules.one_line(subject)[:300],
        body=body.replace("\x00", ""),
        html=html.replace("\x00", ""),
        language=language,
        unsubscribe_url=unsubscribe_url,
        about_kind=about[0],
        about_id=about[1],
        next_try_at=now,
        created_at=now,
    )
    if insert_new([new]):
        journal.wake(SEND_WAITING)
    return Notice.objects.get(once_key=once_key, contact_id=contact_id, channel="email")


def mark_read(
    *,
    person: Actor,
    notice_ids: Iterable[int] | None = None,
    once_keys: Iterable[str] | None = None,
) -> int:
    """Mark a person's notices in the app as read, all of them unless some are named."""
    unread = Notice.objects.filter(person_id=person.pk, channel="in_app", read_at__isnull=True)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    if once_keys is not None:
        unread = unread.filter(once_key__in=list(once_keys))
    return unread.update(read_at=clock.now())


def forget_contact(*, contact_id: int, addresses: Iterable[str] = ()) -> int:
    """Delete everything told to a contact, waiting or sent; gives the rows that went.

    Mails in the demo's mailbox that went to one of the addresses go as well.
    """
    gone = Notice.objects.filter(contact_id=contact_id).delete()[1].get("notices.Notice", 0)
    for address in addresses:
        gone += Mail.objects.filter(recipients__contains=[address]).delete()[0]
    return gone


def forget_about(*, about_kind: str, about_id: str | int) -> int:
    """Delete what people were told about one thing; gives the rows that went."""
    gone = Notice.objects.filter(about_kind=about_kind, about_id=str(about_id)).delete()[1]
    return gone.get("notices.Notice", 0)
