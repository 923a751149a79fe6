"""The stage: who is on it, and a clock that the story moves forward."""

import datetime as dt
import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from accounts.models import Contact, Customer, Person, Team
from crm import clock
from crm.deals.models import Deal, Product
from crm.recovery.actions import climb_ladders
from crm.recovery.models import Cause, Ticket
from secrets_manual.models import Secret

#: A part of the story: it gives the instants at which it wants to go on, in their order.
Scene = Generator[dt.datetime, None, None]


@dataclass
class Stage:
    """Everybody and everything the story names, by a short word."""

    now: dt.datetime
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    stewards: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    secrets: dict[str, Secret] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)

    def ago(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> dt.datetime:
        """Give an instant before the present of the story."""
        return self.now - dt.timedelta(days=days, hours=hours, minutes=minutes)

    def at_work(self, *, days: int, salt: int = 0) -> dt.datetime:
        """Give an instant so many days ago between nine and five of a weekday, in our zone."""
        day = self.day_ago(days)
        day -= dt.timedelta(days=max(0, day.weekday() - 4))
        time = dt.time(9 + (3 * days + salt) % 7, 15 * ((days + salt) % 4))
        return dt.datetime.combine(day, time, clock.company_zone()).astimezone(dt.UTC)

    def ahead(self, *, days: float = 0, hours: float = 0) -> dt.datetime:
        """Give an instant that is still to come."""
        return self.now + dt.timedelta(days=days, hours=hours)

    def steward_of(self, customer: str) -> Person:
        """Give who looks after a customer."""
        return self.people[self.stewards[customer]]

    def home_of(self, contact: str) -> str:
        """Give the short name of the customer where a contact works."""
        customer_id = self.contacts[contact].customer_id
        return next(short for short, row in self.customers.items() if row.pk == customer_id)

    def day_ago(self, days: float) -> dt.date:
        """Give a day before today, in the company's zone."""
        return self.ago(days=days).astimezone(clock.company_zone()).date()


def play(stage: Stage, scenes: Sequence[Callable[[Stage], Scene]]) -> None:
    """Play the scenes together, each act at its own instant and in the order of time."""
    waiting: list[tuple[dt.datetime, int, Scene]] = []
    for place, scene in enumerate([watch_the_clocks, *scenes]):
        running = scene(stage)
        _go_on(waiting, place, running)
    try:
        while waiting:
            at, place, running = heapq.heappop(waiting)
            clock.pin(lambda at=at: at)  # type: ignore[misc]
            _go_on(waiting, place, running)
    finally:
        clock.pin(None)


def _go_on(waiting: list[tuple[dt.datetime, int, Scene]], place: int, running: Scene) -> None:
    at = next(running, None)
    if at is not None:
        heapq.heappush(waiting, (at, place, running))


def watch_the_clocks(stage: Stage) -> Scene:
    """Climb the ladders while the story goes on, as the sweep does in a running company."""
    for hours in (*range(60 * 24, 72, -8), *range(72, 0, -1)):
        yield stage.ago(hours=hours)
        climb_ladders()
    yield stage.now
    climb_ladders()
