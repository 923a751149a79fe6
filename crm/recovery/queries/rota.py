"""Who is on call now and in the days to come, and when the company rests."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Team
from accounts.queries import with_role
from crm import clock
from crm.recovery import rules
from crm.recovery.models import Holiday, OnCall, Ticket
from crm.recovery.queries.due import DueTicket

DAYS_SHOWN = 14
_KINDS: dict[str, str | Promise] = {"night": _("night"), "holiday": _("holiday")}


def night() -> rules.Night:
    """Give the hours in which the company sleeps, as the settings say."""
    begins, ends = settings.NIGHT
    return rules.Night(begins, ends)


def can_be_on_call() -> QuerySet[Person]:
    """Give who may be on call: those who can open every ticket, day or night."""
    return with_role("service", "director")


def teams_on_call() -> QuerySet[Team]:
    """Give the teams that keep a rota."""
    return Team.objects.filter(is_service=True).order_by("name", "id")


@dataclass
class Watch:
    """Who is woken at one instant; asked once for a whole sweep."""

    at: dt.datetime

    @cached_property
    def rest_until(self) -> dt.datetime | None:
        """Give when work begins again; None by day."""
        days = Holiday.objects.filter(on__gte=self.at.date() - dt.timedelta(days=1))
        holidays = set(days.values_list("on", flat=True))
        return rules.rest_until(
            self.at, zone=clock.company_zone(), night=night(), holidays=holidays
        )

    @cached_property
    def _by_team(self) -> dict[int, Person]:
        rows = OnCall.objects.filter(from_at__lte=self.at, until_at__gt=self.at)
        return {row.team_id: row.person for row in rows.select_related("person__deputy")}

    def has_on_call(self, person: Person) -> bool:
        """Say whether somebody is on call for any team; their deputy is not asked for."""
        return any(one.pk == person.pk for one in self._by_team.values())

    def on_call(self, ticket: Ticket | DueTicket) -> list[Person]:
        """Give who is woken for a ticket: of its owner's team, else of every team of service.

        Nobody by day, and nobody where no rota says so: then those a rung names are woken.
        """
        if self.rest_until is None:
            return []
        team = ticket.owner.team_id if ticket.owner else None
        if team in self._by_team:
            return [self._by_team[team]]
        return list(self._by_team.values())


@dataclass(frozen=True)
class Planned:
    """One night or holiday of a team: who is on call, and whether somebody is throughout."""

    rest: rules.Rest
    name: str
    people: list[str]
    is_covered: bool


@dataclass(frozen=True)
class TeamRota:
    """The rota of one team: its spans from now on, and each night and holiday to come."""

    team: Team
    spans: list[OnCall]
    planned: list[Planned]

    @property
    def uncovered(self) -> int:
        """Count the nights and holidays in which somebody else would be woken."""
        return sum(not one.is_covered for one in self.planned)


def rotas(at: dt.datetime) -> list[TeamRota]:
    """Give the rota of each team for the next fortnight."""
    zone = clock.company_zone()
    first = at.astimezone(zone).date()
    names = dict(holidays_from(first).values_list("on", "name"))
    rests = list(rules.rests(first, DAYS_SHOWN, zone=zone, night=night(), holidays=names))
    spans = list(
        OnCall.objects.filter(until_at__gt=at).select_related("person").order_by("from_at")
    )
    return [
        TeamRota(
            team,
            [span for span in spans if span.team_id == team.pk],
            [_planned(rest, [one for one in spans if one.team_id == team.pk], names)
             for rest in rests if rest.ends_at > at],
        )
        for team in teams_on_call()
    ]  # fmt: skip


def _planned(rest: rules.Rest, spans: list[OnCall], names: dict[dt.date, str]) -> Planned:
    within = [one for one in spans if one.from_at < rest.ends_at and one.until_at > rest.begins_at]
    times = [(one.from_at, one.until_at) for one in within]
    name = names[rest.day] if rest.kind == "holiday" else str(_KINDS[rest.kind])
    people = list(dict.fromkeys(one.person.name for one in within))
    return Planned(rest, name, people, not rules.gaps(rest, times))


def holidays_from(day: dt.date) -> QuerySet[Holiday]:
    """Give the company's holidays from a day on."""
    return Holiday.objects.filter(on__gte=day).order_by("on")


def next_free(at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Give the week after what is planned for any team: the span a form offers."""
    latest = OnCall.objects.filter(until_at__gt=at).order_by("-until_at").first()
    hours = night()
    zone = clock.company_zone()
    tonight = dt.datetime.combine(at.astimezone(zone).date(), hours.begins, zone)
    begins = latest.until_at.astimezone(zone) if latest else tonight
    ends = dt.datetime.combine(begins.date() + dt.timedelta(days=7), hours.ends, zone)
    return begins, ends
