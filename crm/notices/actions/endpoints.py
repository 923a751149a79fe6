"""Webhooks of teams and people: made, tried, stopped; and the rows that are posted to them."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import webhooks
from crm.notices.actions.writing import NewRow
from crm.notices.models import Endpoint, Notice, kind_of
from crm.notices.models.kinds import FOR_TEAMS
from crm.notices.permissions import Colleague, may_see_failed
from crm.notices.rules import RefusedError

SEND_WAITING = "crm.notices.tasks.send_waiting"


class Told(Protocol):
    @property
    def pk(self) -> int: ...
    @property
    def team_id(self) -> int | None: ...


class News(Protocol):
    """What posting needs to know of a new notice."""

    @property
    def person(self) -> Told: ...
    @property
    def once_key(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def about_kind(self) -> str: ...
    @property
    def about_id(self) -> str: ...
    @property
    def event(self) -> str: ...
    @property
    def is_private(self) -> bool: ...


@dataclass(frozen=True)
class MadeEndpoint:
    """A webhook and its key, which is shown this once; no key for a chat room."""

    endpoint: Endpoint
    key: str


@transaction.atomic
def make_endpoint(
    *,
    by: Colleague,
    name: str,
    style: str,
    url: str,
    kinds: Iterable[str],
    team_id: int | None = None,
    person_id: int | None = None,
) -> MadeEndpoint:
    """Make the webhook of one team or one person; its address is looked at already now."""
    _check_allowed(by)
    chosen = list(kinds)
    if team_id and not set(chosen) <= set(FOR_TEAMS):
        raise RuleBrokenError(
            _("A whole team hears of tickets, promises, ideas and the watch only."),
            "notices.not_for_teams",
            field="kinds",
        )
    key = secrets.token_urlsafe(32) if style == Endpoint.Style.SIGNED else ""
    endpoint = Endpoint(
        name=name,
        style=style,
        host=_host_of(url),
        sealed_url=webhooks.sealed(url),
        sealed_key=webhooks.sealed(key) if key else "",
        team_id=team_id,
        person_id=person_id,
        kinds=chosen,
        made_by_id=by.pk,
    )
    endpoint.full_clean(exclude=["made_by", "team", "person"])
    endpoint.save()
    _note("notices.webhook_made", by, endpoint)
    return MadeEndpoint(endpoint, key)


def _host_of(url: str) -> str:
    """Give the host of an address; RuleBrokenError where it cannot be posted to."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        inside = webhooks.is_inside(host, port)
        if (
            not host
            or parts.username
            or parts.scheme not in ({"http", "https"} if inside else {"https"})
        ):
            raise RuleBrokenError(
                _("Give an address that begins with https://."), "notices.bad_url", field="url"
            )
        if not inside:
            # A name that nobody knows just now is looked up again before each post.
            with suppress(OSError):
                webhooks.public_address(host, port)
    except (RefusedError, ValueError) as error:
        raise RuleBrokenError(
            _("This address leads into a private network, or nowhere."),
            "notices.bad_url",
            field="url",
        ) from error
    return host


@transaction.atomic
def switch_endpoint(*, by: Colleague, endpoint: Endpoint, active: bool) -> None:
    """Stop a webhook, or let it run again; what waits for a stopped one fails visibly."""
    _check_allowed(by)
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    if row.is_active == active:
        return
    row.is_active = active
    row.save(update_fields=["is_active"])
    _note("notices.webhook_started" if active else "notices.webhook_stopped", by, row)


@transaction.atomic
def try_endpoint(*, by: Colleague, endpoint: Endpoint) -> Notice:
    """Post a trial, so that everybody sees whether the other side understands it."""
    _check_allowed(by)
    now = clock.database_now()
    notice = Notice.objects.create(
        endpoint=endpoint,
        once_key=f"trial:{uuid.uuid4()}",
        channel="webhook",
        subject=_("A trial of this webhook"),
        body="",
        about_kind="trial",
        about_id=str(endpoint.pk),
        event="trial",
        next_try_at=now,
        created_at=now,
    )
    _note("notices.webhook_tried", by, endpoint)
    journal.wake(SEND_WAITING)
    return notice


def _check_allowed(by: Colleague) -> None:
    if not may_see_failed(by):
        raise NotAllowedError(_("Webhooks belong to admins, directors and service leads."))


def _note(kind: str, by: Colleague, endpoint: Endpoint) -> None:
    words = {"name": endpoint.name, "host": endpoint.host}
    journal.record(kind, person=by, subject_kind="endpoint", subject_id=endpoint.pk, words=words)


def posts_of(news: Sequence[News], now: dt.datetime) -> list[NewRow]:
    """Give the rows for the webhooks of those who are told; a team's gets one of each thing."""
    endpoints = list(Endpoint.objects.filter(is_active=True)) if news else []
    rows: dict[tuple[int, str], NewRow] = {}
    for endpoint in endpoints:
        for new in news:
            if kind_of(new.about_kind) in endpoint.kinds and _is_meant(endpoint, new):
                rows.setdefault((endpoint.pk, new.once_key), _post(endpoint, new, now))
    return list(rows.values())


def _is_meant(endpoint: Endpoint, new: News) -> bool:
    """Say whether this news belongs there; what one colleague must not see goes to no team."""
    if endpoint.person_id is not None:
        return endpoint.person_id == new.person.pk
    return endpoint.team_id == new.person.team_id and not new.is_private


def _post(endpoint: Endpoint, new: News, now: dt.datetime) -> NewRow:
    kind = str(kind_of(new.about_kind).label)
    return NewRow(
        endpoint_id=endpoint.pk,
        once_key=new.once_key,
        channel="webhook",
        subject=f"{kind} {new.about_id} {new.event}".strip()[:300],
        body="",
        url=new.url,
        about_kind=new.about_kind,
        about_id=str(new.about_id),
        event=new.event,
        next_try_at=now,
        created_at=now,
    )
