"""Awards that are over, who won them, and when the running ones end."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from accounts.queries import keyset
from crm import clock
from secrets_manual.models import Award, Story, Win
from secrets_manual.queries.stories import stories_told
from secrets_manual.rules.awards import AwardKind, ends_at, last_day

KEEPER = AwardKind.MANUAL_KEEPER.value


def ends(award: Award) -> dt.datetime:
    """Give the instant at which an award's time is over."""
    return ends_at(award.kind, award.begins_on, clock.company_zone())


@dataclass(frozen=True)
class Honour:
    """One award that is over: who won it, each with the stories that may still be read."""

    award: Award
    winners: list[tuple[Win, list[Story]]]


def hall_of_fame(cursor: str | None) -> tuple[list[Honour], str]:
    """Give the awards that are over, the latest first, and where to go on; "" at the end.

    A story whose secret was taken back is not among them; its winner is.
    """
    over = Award.objects.filter(closed_at__isnull=False)
    page = keyset(over, order=("-begins_on", "-id"), cursor=cursor, size=24)
    wins, stories = defaultdict(list), defaultdict(list)
    won = Win.objects.filter(award__in=page.rows).select_related("person")
    for win in won.order_by("person__name", "person_id"):
        wins[win.award_id].append(win)
    for story in stories_told().filter(award__in=page.rows, won=True).order_by("pk"):
        stories[story.award_id, story.agent_id].append(story)
    honours = [
        Honour(award, [(win, stories[award.pk, win.person_id]) for win in wins[award.pk]])
        for award in page.rows
    ]
    return honours, page.next_cursor


@dataclass(frozen=True)
class Winner:
    """Somebody who won an award, for whom there may be a word on a statement."""

    person_id: int
    kind: str
    begins_on: dt.date


def winners(*, since: dt.date, until: dt.date) -> list[Winner]:
    """Give who won an award whose month or year ended within these days, both included."""
    found = Win.objects.filter(award__begins_on__lte=until).select_related("award")
    return [
        Winner(win.person_id, win.award.kind, win.award.begins_on)
        for win in found.order_by("award__begins_on", "award_id", "person_id")
        if since <= last_day(win.award.kind, win.award.begins_on) <= until
    ]
