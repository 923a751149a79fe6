"""Pages: what a request costs beside its own SQL, how often it asks, and how it grows."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.urls import reverse

from tests.benchmarks.asking import client_of, getting, on, raw, statements_of, taken_back
from tests.benchmarks.ground import SIZES
from tests.benchmarks.paths import Found, Path, against_floor
from tests.benchmarks.ratios import Bound, Ratio, growth, measured

ROUNDS = 20
BLOCKS, IN_A_BLOCK = 3, 4
MOST_QUERIES, AIMED_QUERIES = 12, 8
MOST_GROWTH, AIMED_GROWTH = 0.15, 0.05
MUST, AIM = Bound(times=25, at_most_ms=15), Bound(times=12, at_most_ms=15)
#: The first customer has ten thousand secrets and entries more than the second one.
CROWDED, PLAIN = 1, 2
HOME_OF_TICKET, TICKET = 50, 10


@dataclass(frozen=True)
class Page:
    """A page as somebody opens it; `crowded` is the same page over ten thousand rows more."""

    name: str
    role: str
    route: str
    pk: int | None = None
    query: str = ""
    crowded: int | None = None

    def url(self, pk: int | None = None) -> str:
        number = pk or self.pk
        return reverse(self.route, args=[number] if number else []) + self.query


PAGES = (
    Page("customer", "rep", "customer", PLAIN, crowded=CROWDED),
    Page("manual", "rep", "manual", PLAIN, crowded=CROWDED),
    Page("brief", "rep", "brief", PLAIN, crowded=CROWDED),
    Page("ticket with the customer's secrets", "service", "ticket", TICKET),
    Page("capture", "rep", "secret_new", query=f"?customer={PLAIN}"),
    Page("Today of a rep", "rep", "today"),
    Page("Today of a lead", "lead", "today"),
    Page("review queue", "rep", "reviews"),
    Page("manuals", "rep", "manuals"),
    Page("customers of a rep", "rep", "customers"),
    Page("customers, all", "director", "customers", query="?who=all"),
    Page("in touch, mine", "rep", "in_touch"),
    Page("in touch, a team of 5,000 customers", "lead", "in_touch"),
    Page("insights", "director", "insights"),
)


def _cpu(page: Page) -> Callable[[], Ratio]:
    def measure() -> Ratio:
        on("large")
        get = getting(page.role, page.url())
        get()
        floor = raw(statements_of(get))
        return measured(get, floor, rounds=ROUNDS, timer=time.process_time)

    return measure


def _save() -> Ratio:
    """Send the capture form; what it writes is taken back, and so is what the floor writes."""
    on("large")
    client, url = client_of("rep"), reverse("secret_new")
    sent = {"about": f"customer-{PLAIN}", "how": "told_glad", "text": "Prefers offers on paper"}

    def save() -> None:
        client.cookies.pop("messages", None)
        answer = client.post(url, {**sent, "once": str(uuid.uuid4())})
        if answer.status_code != 302:
            raise AssertionError(f"saving answered {answer.status_code}")

    def saved() -> None:
        with taken_back():
            save()

    said = raw(statements_of(saved)[1:-1])

    def written() -> None:
        with taken_back():
            said()

    return measured(saved, written, rounds=ROUNDS, timer=time.process_time)


def _asked(page: Page) -> Callable[[], Found]:
    def measure() -> Found:
        few, many = _numbers_of_queries(page)
        same = few == many
        return Found(
            ours=f"{few} and {many}", floor="", ratio="", n=2,
            holds=same and many <= MOST_QUERIES, aimed=same and many <= AIMED_QUERIES,
        )  # fmt: skip

    return measure


def _numbers_of_queries(page: Page) -> tuple[int, int]:
    places = [("small", page.pk), ("large", page.pk)]
    if page.crowded:
        places = [("large", page.pk), ("large", page.crowded)]
    found = []
    for ground, pk in places:
        on(ground)
        get = getting(page.role, page.url(pk))
        get()
        found.append(len(statements_of(get)))
    return found[0], found[1]


def _growing(page: Page) -> Callable[[], Found]:
    def measure() -> Found:
        taken: dict[str, list[float]] = {ground: [] for ground in SIZES}
        for _block in range(BLOCKS):
            for ground, times in taken.items():
                on(ground)
                get = getting(page.role, page.url())
                get()
                times += [_wall(get) for _round in range(IN_A_BLOCK)]
        return grown({ground: median(times) for ground, times in taken.items()})

    return measure


def _wall(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def grown(taken: dict[str, float]) -> Found:
    """Write down how a thing grows from the small ground to the large one."""
    exponent = growth(taken["small"], taken["large"], times_as_many=SIZES["large"] / SIZES["small"])
    return Found(
        ours=f"{taken['large']:.0f} ms",
        floor=f"{taken['small']:.0f} ms",
        ratio=f"{exponent:.2f}",
        n=BLOCKS * IN_A_BLOCK,
        holds=exponent <= MOST_GROWTH,
        aimed=exponent <= AIMED_GROWTH,
    )


PATHS = (
    *(
        against_floor(f"CPU per request: {page.name}", "its SQL in psycopg2", MUST, AIM, _cpu(page))
        for page in PAGES
    ),
    against_floor("CPU per request: saving a secret", "its SQL in psycopg2", MUST, AIM, _save),
    *(
        Path(
            f"queries: {page.name}",
            "10 and 10,000 rows of the customer" if page.crowded else "10,000 and 1,000,000",
            "",
            f"≤ {MOST_QUERIES}, the same",
            f"≤ {AIMED_QUERIES}",
            _asked(page),
        )
        for page in PAGES
    ),
    *(
        Path(
            f"growth: {page.name}",
            "10,000 to 1,000,000",
            "at 10,000",
            f"exponent ≤ {MOST_GROWTH}",
            f"≤ {AIMED_GROWTH}",
            _growing(page),
        )
        for page in PAGES
    ),
)
