"""Finding: by rare and by common words, and what service may know on a ticket."""

from collections.abc import Callable

from django.db import connection

from accounts.models import Customer
from accounts.queries import CustomerFilter, customers_listed, keyset
from secrets_manual.models import Secret
from secrets_manual.queries import search_secrets, secrets_for_ticket
from tests.benchmarks.asking import on, raw, somebody, statements_of
from tests.benchmarks.ground import SIZES
from tests.benchmarks.paths import Found, Path, against_floor
from tests.benchmarks.paths.pages import (
    AIMED_GROWTH,
    HOME_OF_TICKET,
    MOST_GROWTH,
    TICKET,
    grown,
)
from tests.benchmarks.ratios import Bound, Ratio, measured

SIZE = 25
MUST, AIM = Bound(times=3, plus_ms=6), Bound(times=1.5, plus_ms=4)
WORDS = {"rare": "", "middling": "jubilee", "common": "deliveries", "mistyped": "jubileee"}


def _word(sort: str) -> str:
    """Give a word of a sort; the rare one is the name of a place in the rep's own manuals."""
    if WORDS[sort]:
        return WORDS[sort]
    near = Secret.objects.filter(customer__lt=200, text__contains=" near ").latest("pk")
    return near.text.split(" near ")[1].split(",")[0]


def _search(sort: str, role: str) -> Callable[[], object]:
    person, word = somebody(role), _word(sort)

    def look() -> object:
        return search_secrets(person, word)

    return look


def _found(sort: str, role: str) -> Callable[[], Ratio]:
    def measure() -> Ratio:
        on("large")
        look = _search(sort, role)
        look()
        return measured(look, raw(statements_of(look)), rounds=9)

    return measure


def _growing(sort: str, role: str) -> Callable[[], Found]:
    def measure() -> Found:
        taken = {}
        for ground in SIZES:
            on(ground)
            look = _search(sort, role)
            taken[ground] = measured(look, look, rounds=5).ms
        return grown(taken)

    return measure


def _known_on_a_ticket() -> Ratio:
    on("large")
    kim, customer = somebody("service"), Customer.objects.get(pk=HOME_OF_TICKET)
    sentence = "select * from secrets_manual_secret where customer_id = %s order by id desc"

    def ask() -> object:
        return secrets_for_ticket(person=kim, customer=customer, ticket_id=str(TICKET))

    return measured(ask, raw([(sentence + " limit 100", [HOME_OF_TICKET])]), rounds=40)


def _deep_page() -> Ratio:
    """Turn to the last pages of all customers as to the first one."""
    on("large")
    order = ("name", "id")
    listed = customers_listed(somebody("director"), CustomerFilter(circle="all"))
    with connection.cursor() as sql:
        sql.execute("select name from accounts_customer order by name desc offset 200 limit 1")
        (name,) = sql.fetchone()
    near_the_end = keyset(
        listed.filter(name__gte=name), order=order, cursor=None, size=SIZE
    ).next_cursor
    return measured(
        lambda: keyset(listed, order=order, cursor=near_the_end, size=SIZE),
        lambda: keyset(listed, order=order, cursor=None, size=SIZE),
        rounds=20,
    )


PATHS = (
    *(
        against_floor(
            f"search: a {sort} word, {who}",
            "the same SQL in psycopg2",
            MUST,
            AIM,
            _found(sort, role),
        )
        for role, who in (("rep", "a rep's manuals"), ("director", "all manuals"))
        for sort in WORDS
    ),
    *(
        Path(
            f"growth: search for a {sort} word in all manuals",
            "10,000 to 1,000,000",
            "at 10,000",
            f"exponent ≤ {MOST_GROWTH}",
            f"≤ {AIMED_GROWTH}",
            _growing(sort, "director"),
        )
        for sort in WORDS
    ),
    against_floor(
        "what service knows of the customer on a ticket",
        "one indexed query",
        Bound(at_most_ms=10),
        Bound(at_most_ms=5),
        _known_on_a_ticket,
    ),
    against_floor(
        "page 3,990 of all customers",
        "page 1",
        Bound(times=1.5),
        Bound(times=1.1),
        _deep_page,
    ),
)
