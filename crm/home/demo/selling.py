"""What Halden Medical sells, and its deals: in every stage, with the customer's own words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from crm import clock
from crm.deals.actions import add_product, move_deal, open_deal, record_success_definition
from crm.home.demo.quarters import quarter_starts
from crm.home.demo.stage import Scene, Stage

PRODUCTS = (
    ("lumen", "Lumen 64", "scanners", 48_000_000),
    ("lumen_pro", "Lumen 128 Pro", "scanners", 79_000_000),
    ("lumen_vet", "Lumen Vet", "scanners", 21_000_000),
    ("care", "Care, three years", "service", 9_600_000),
    ("uptime", "Uptime 98", "service", 14_400_000),
    ("training", "Training week", "training", 1_250_000),
)


@dataclass(frozen=True)
class Won:
    """A deal that was won, so many days after the start of its quarter's month."""

    quarter: int
    day: int
    who: str
    product: str
    name: str
    amount: int
    words: str
    shares: tuple[tuple[str, int, int], ...] = ()


# quarter 0 is the present one, 1 the one before; the day counts from its first day.
WON = (
    Won(1, 12, "ana", "lumen", "Second scanner", 46_500_000,
        "Nobody waits in the corridor after ten o’clock."),
    Won(1, 30, "juergen", "care", "Care for the old wing", 9_600_000,
        "One name, one number, and he picks up."),
    Won(1, 51, "asa", "uptime", "Uptime through the winter", 14_000_000,
        "No transfer by helicopter because of us.", (("dana", 1, 2), ("jonas", 1, 2))),
    Won(1, 40, "matthias", "lumen_pro", "Scanner for the stroke unit", 76_000_000,
        "Picture to decision in twelve minutes."),
    Won(1, 66, "elodie", "training", "Semaine de formation", 1_250_000,
        "Que chaque manipulateur sache dire non au bouton rouge."),
    Won(1, 21, "joao", "lumen", "Scanner for the river wing", 47_000_000,
        "The night shift uses it as well as the day shift.",
        (("rui", 2, 3), ("noor", 1, 3))),
    Won(1, 58, "eleni", "care", "Care with power conditioning", 10_800_000,
        "It starts again by itself."),
    Won(1, 35, "keiko", "uptime", "Uptime 98", 14_400_000, "Silence on the second Sunday."),
    Won(1, 70, "xuemei", "lumen_pro", "Scanner for the district", 78_000_000,
        "Every village within an hour.", (("ines", 1, 3), ("rui", 1, 3), ("noor", 1, 3))),
    Won(0, 6, "sabine", "training", "Training for the new wing", 1_250_000,
        "Ready on the first of March, with people who like it."),
    Won(0, 15, "saga", "training", "Winter course", 1_250_000, "They trust the cold start."),
    Won(0, 11, "ulrike", "care", "Care, three years", 9_900_000, "A call back on Sundays."),
    Won(0, 20, "layla", "training", "Ten technicians", 2_400_000, "Ten, before the summer."),
    Won(0, 24, "oksana", "uptime", "Two spare tubes in the country", 12_000_000,
        "Dark for an hour, never for a day."),
)  # fmt: skip

# who, product, name, amount, days ago, stage, words of success ("" where nobody has asked yet)
OPEN = (
    ("owen", "care", "Three-year service plan", 9_600_000, 60, "discovery",
     "That nobody lifts a patient by hand again."),
    ("vega", "lumen", "First scanner", 44_000_000, 30, "prospect", ""),
    ("bjorn", "training", "Training for two houses", 1_250_000, 44, "discovery", ""),
    ("cagla", "uptime", "Uptime for the ferry side", 13_200_000, 25, "proposal",
     "The last patient leaves before the last ferry."),
    ("harriet", "lumen_vet", "Scanner for horses", 20_500_000, 14, "prospect", ""),
    ("juergen", "lumen_pro", "Scanner for the new wing", 77_000_000, 35, "proposal",
     "Open on the first of March without one empty day."),
    ("malgorzata", "lumen", "Cardiac scanner", 48_000_000, 50, "proposal",
     "Two hundred normal hearts in the first year."),
    ("jiri", "uptime", "Uptime 98", 14_400_000, 22, "discovery", ""),
    ("renate", "lumen", "Something small", 30_000_000, 9, "prospect", ""),
    ("giulia", "lumen_pro", "Report within the hour", 76_000_000, 47, "discovery",
     "The first clinic in town that answers the same hour."),
    ("wanjiru", "lumen", "Scanner bus", 61_000_000, 80, "discovery",
     "Three islands, every month."),
    ("noa", "care", "Care, three years", 9_600_000, 18, "prospect", ""),
    ("seoyeon", "lumen_pro", "Comparison of three", 79_000_000, 21, "discovery", ""),
    ("priya", "uptime", "Uptime through the monsoon", 13_900_000, 33, "proposal",
     "Not one pump missing when the rain comes."),
)  # fmt: skip
LOST = (
    (
        "pablo",
        "lumen",
        "Scanner for two rooms",
        44_000_000,
        90,
        52,
        "Ours is too big for the room; we named a maker whose is not.",
    ),
    ("oie", "care", "Care, three years", 9_600_000, 70, 8, "Three failures in one autumn."),
)


def sell() -> list[Callable[[Stage], Scene]]:
    """Give one scene for each deal."""
    return [
        _fill_the_catalogue,
        *map(_won, WON),
        *map(_open, OPEN),
        *map(_lost, LOST),
    ]


def _fill_the_catalogue(stage: Stage) -> Scene:
    yield stage.ago(days=500)
    for short, name, series, price in PRODUCTS:
        stage.products[short] = add_product(
            person=None, name=name, series=series, list_price_minor=price
        )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.company_zone())


def _won(won: Won) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        first = quarter_starts(stage.now, won.quarter)
        closed = min(_noon(first + dt.timedelta(days=won.day)), stage.ago(hours=3))
        home = stage.home_of(won.who)
        person, contact = stage.steward_of(home), stage.contacts[won.who]
        yield closed - dt.timedelta(days=40)
        deal = open_deal(
            person=person,
            customer=contact.customer,
            contact=contact,
            name=won.name,
            product=stage.products[won.product],
            amount_minor=won.amount,
            credit={stage.people[who]: Fraction(top, low) for who, top, low in won.shares},
        )
        yield closed - dt.timedelta(days=31)
        record_success_definition(
            person=person, deal=deal, words=won.words, said_on=clock.today(), contact=contact
        )
        move_deal(person=person, deal=deal, stage="discovery")
        yield closed - dt.timedelta(days=12)
        move_deal(person=person, deal=deal, stage="proposal")
        yield closed
        stage.deals[f"{won.who}_{won.product}"] = move_deal(
            person=person, deal=deal, stage="won", amount_minor=won.amount
        )

    return scene


def _open(row: tuple[str, str, str, int, int, str, str]) -> Callable[[Stage], Scene]:
    who, product, name, amount, days, goal, words = row

    def scene(stage: Stage) -> Scene:
        person, contact = stage.steward_of(stage.home_of(who)), stage.contacts[who]
        yield stage.ago(days=days)
        deal = open_deal(
            person=person,
            customer=contact.customer,
            contact=contact,
            name=name,
            product=stage.products[product],
            amount_minor=amount,
        )
        stage.deals[f"open_{who}"] = deal
        yield stage.ago(days=days * 0.6)
        if words:
            record_success_definition(
                person=person, deal=deal, words=words, said_on=clock.today(), contact=contact
            )
        if goal != "prospect":
            move_deal(person=person, deal=deal, stage="discovery")
        if goal == "proposal":
            yield stage.ago(days=days * 0.2)
            move_deal(person=person, deal=deal, stage="proposal")

    return scene


def _lost(row: tuple[str, str, str, int, int, int, str]) -> Callable[[Stage], Scene]:
    who, product, name, amount, days, ended, reason = row

    def scene(stage: Stage) -> Scene:
        person, contact = stage.steward_of(stage.home_of(who)), stage.contacts[who]
        yield stage.ago(days=days)
        deal = open_deal(
            person=person,
            customer=contact.customer,
            contact=contact,
            name=name,
            product=stage.products[product],
            amount_minor=amount,
        )
        yield stage.ago(days=ended)
        move_deal(person=person, deal=deal, stage="lost", reason=reason)

    return scene
