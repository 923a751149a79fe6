"""Figures people may see: means over customers, distributions, comments; never a single card."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from accounts.models import Person
from report_cards import rules
from report_cards.models import Card, CardWords, Question
from report_cards.permissions import Seen, who_is_seen
from report_cards.queries.pay import COUNTED, bounds

LOW, HIGH = 1, 5

# Shown on 1 to 5 whatever a design's scale; averaged inside each customer first, as for pay.
_FIGURES = f"""
    WITH {COUNTED},
    given AS (
        SELECT k.id, k.person_id, k.customer_id, b.code, r.value,
            b.slot, d.scale_low AS low, d.scale_high AS high
        FROM counted k
            JOIN report_cards_rating r ON r.card_id = k.id
            JOIN report_cards_behaviour b ON b.id = r.behaviour_id
            JOIN report_cards_design d ON d.id = k.design_id
        UNION ALL
        SELECT k.id, k.person_id, k.customer_id, 'matters', k.secrets_value,
            7, d.scale_low, d.scale_high
        FROM counted k JOIN report_cards_design d ON d.id = k.design_id
        WHERE k.secrets_value IS NOT NULL OR k.secrets_unknown
    ),
    by_customer AS (
        SELECT person_id, code, min(slot) AS slot, customer_id, count(value) AS cards,
            count(*) - count(value) AS unknown,
            avg({LOW} + {HIGH - LOW}::float8 * (value - low) / (high - low)) AS mean
        FROM given
        WHERE %(cards)s::bigint[] IS NULL OR id = ANY(%(cards)s)
        GROUP BY person_id, code, customer_id
    )
    SELECT person_id, code, min(slot), avg(mean), stddev_samp(mean), count(mean),
        sum(cards)::int, sum(unknown)::int,
        (SELECT q.words FROM report_cards_question q
            WHERE q.code = by_customer.code AND q.language = %(language)s
            ORDER BY q.design_id DESC LIMIT 1)
    FROM by_customer GROUP BY person_id, code ORDER BY person_id, min(slot), code
"""  # noqa: S608 - constants only


@dataclass(frozen=True)
class Mean:
    """One person's mean in one behaviour, on 1 to 5; `figure` is None when it rests on too few."""

    person_id: int
    code: str
    label: str
    slot: int
    figure: rules.Figure | None
    customers: int
    cards: int
    unknown: int


@dataclass(frozen=True)
class PersonFigures:
    """A person's figures as somebody may see them; `is_full` opens down to single cards."""

    person: Person
    cards: int
    customers: int
    means: dict[str, Mean]
    is_full: bool

    @property
    def is_few(self) -> bool:
        """Whether nothing may be shown yet."""
        return rules.few(self.cards, self.customers)


@dataclass(frozen=True)
class Quarter:
    """A quarter of the company's calendar, such as 2026-Q4."""

    year: int
    number: int

    @property
    def first_on(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_on(self) -> dt.date:
        return self.after(1).first_on - dt.timedelta(days=1)

    def after(self, quarters: int) -> "Quarter":
        """Give the quarter so many later, or earlier."""
        year, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, number + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarter_of(day: dt.date) -> Quarter:
    """Give the quarter a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


@dataclass(frozen=True)
class Sight:
    """What one reader may look at in one quarter, fetched once for a page.

    `cards` gives rated person → (card, customer) of the counted cards, in the order they came.
    """

    reader: Person
    quarter: Quarter
    seen: Seen
    cards: dict[int, list[tuple[int, int]]]


def look(person: Person, quarter: Quarter) -> Sight:
    """Find whom the person sees, and the counted cards about them."""
    seen = who_is_seen(person)
    return Sight(person, quarter, seen, _counted(quarter, [*seen.full, *seen.pooled]))


def figures_in(sight: Sight, *, language: str = "en") -> list[PersonFigures]:
    """Give the figures the reader may see, by name: in full, or pooled and in batches."""
    cards = dict(sight.cards)
    for pk in sight.seen.pooled:
        shown = set(rules.shown_batches(cards.get(pk, [])))
        cards[pk] = [pair for pair in cards.get(pk, []) if pair[0] in shown]
    means = _means(sight.quarter, cards, language)
    everybody = {**sight.seen.full, **sight.seen.pooled}.values()
    return [
        PersonFigures(
            one,
            len(cards.get(one.pk, [])),
            len({customer for _card, customer in cards.get(one.pk, [])}),
            means.get(one.pk, {}),
            is_full=one.pk in sight.seen.full,
        )
        for one in sorted(everybody, key=lambda one: (one.name, one.pk))
        if cards.get(one.pk) or one.pk == sight.reader.pk
    ]


def figures_for(person: Person, quarter: Quarter) -> list[PersonFigures]:
    """Give the figures a person may see in a quarter."""
    return figures_in(look(person, quarter))


def _counted(quarter: Quarter, people: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Give person → (card, customer) of the counted cards, in the order they came."""
    sql = f"""
        WITH {COUNTED}
        SELECT person_id, id, customer_id FROM counted ORDER BY person_id, submitted_at, id
    """  # noqa: S608 - COUNTED is a constant
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person_id, card, customer in _rows(sql, quarter, people, None):
        found[int(person_id)].append((int(card), int(customer)))
    return found


def _means(
    quarter: Quarter, cards: dict[int, list[tuple[int, int]]], language: str
) -> dict[int, dict[str, Mean]]:
    ids = [card for pairs in cards.values() for card, _customer in pairs]
    found: dict[int, dict[str, Mean]] = defaultdict(dict)
    for row in _rows(_FIGURES, quarter, list(cards), ids, language):
        person_id, code, slot, mean, deviation, customers, n, unknown, label = row
        shown = mean is not None and not rules.few(n, customers)
        figure = rules.mean_interval(mean, deviation, customers, LOW, HIGH) if shown else None
        found[person_id][code] = Mean(
            person_id, code, label or code, slot, figure, customers, n, unknown
        )
    return found


def _rows(
    sql: str, quarter: Quarter, people: Iterable[int], cards: list[int] | None, language: str = ""
) -> list[tuple[Any, ...]]:
    from_at, to_at = bounds(quarter.first_on, quarter.last_on)
    values: dict[str, Any] = {
        "from_at": from_at,
        "to_at": to_at,
        "people": list(people),
        "cards": cards,
    }
    values["language"] = language
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def label_of(code: str, language: str) -> str:
    """Give a question's words in a language, as the latest design asks it."""
    rows = Question.objects.filter(code=code, language=language).order_by("-design_id")
    return rows.values_list("words", flat=True).first() or code


@dataclass(frozen=True)
class Distribution:
    """How often each value was given, lowest first, and how often none could be."""

    counts: list[tuple[int, int]]
    unknown: int

    @property
    def n(self) -> int:
        """How many ratings there are."""
        return sum(n for _value, n in self.counts)


def distribution_of(card_ids: list[int], code: str) -> Distribution:
    """Count the ratings of one behaviour (or "matters") on these cards, on their own scale."""
    source = (
        "SELECT c.secrets_value AS value FROM report_cards_card c WHERE c.id = ANY(%(cards)s)"
        " AND (c.secrets_value IS NOT NULL OR c.secrets_unknown)"
        if code == "matters"
        else "SELECT r.value FROM report_cards_rating r JOIN report_cards_behaviour b"
        " ON b.id = r.behaviour_id WHERE r.card_id = ANY(%(cards)s) AND b.code = %(code)s"
    )
    sql = f"SELECT value, count(*) FROM ({source}) given GROUP BY value"  # noqa: S608 - constants
    with connection.cursor() as cursor:
        cursor.execute(sql, {"cards": card_ids, "code": code})
        found = dict(cursor.fetchall())
    unknown = found.pop(None, 0)
    top = max([*found, HIGH])
    low = min([*found, LOW])
    return Distribution([(value, found.get(value, 0)) for value in range(low, top + 1)], unknown)


@dataclass(frozen=True)
class Said:
    """One comment without its author; `for_rated` says that the rated person may read it."""

    words: str
    language: str
    rated: Person
    for_rated: bool


def comments_in(sight: Sight, *, limit: int = 12) -> list[Said]:
    """Give the comments the reader may read, without their authors, the newest first.

    Who sees the cards in full reads all of them. The rated person reads those they may, and
    the others once eight cards are in.
    """
    own = sight.cards.get(sight.reader.pk, [])
    pooled = set(rules.shown_batches(own))
    enough = len(pooled) >= rules.WORDS_FROM_CARDS
    in_full = [card for pk in sight.seen.full for card, _customer in sight.cards.get(pk, [])]
    rows = (
        CardWords.objects.filter(
            Q(card_id__in=in_full)
            | Q(card_id__in=[card for card, _customer in own], may_read=True)
            | Q(card_id__in=pooled if enough else [])
        )
        .select_related("card__person")
        .order_by("-card__submitted_at", "-id")
    )
    return [Said(row.words, row.language, row.card.person, row.may_read) for row in rows[:limit]]


def comments_for(person: Person, quarter: Quarter) -> list[Said]:
    """Give the comments a person may read in a quarter."""
    return comments_in(look(person, quarter))


def quarantined_in(sight: Sight) -> list[Card]:
    """Give the cards set aside that the reader may release, the newest first."""
    return list(
        Card.objects.filter(released_at__isnull=True, person__in=list(sight.seen.full))
        .exclude(quarantine="")
        .select_related("person", "customer")
        .order_by("-submitted_at")[:50]
    )
