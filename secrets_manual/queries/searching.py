"""Finding secrets by their words and by what is known of them, among those one may see."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from accounts.models import Person
from accounts.permissions import stewards_in_reach
from accounts.queries import Slice, keyset, stewardships_now
from crm import clock
from secrets_manual.models import Secret
from secrets_manual.models.finding import Answers, AskedWords, FoldedWords, SearchWords
from secrets_manual.models.secrets import Use
from secrets_manual.queries.newest import NEWEST_FIRST, among, full_page_of_newest
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import manuals_writable, secrets_visible

Match = Callable[["QuerySet[Secret]"], "QuerySet[Secret]"]

SHORTEST_PART = 3
MOST_PARTS = 5
LIKENESS = 0.35
"""How much of a word must be there, in trigrams: "coahces" shares 0.375 with "coaches"."""
FEW = 20_000
"""Up to so many matches are fetched by the index of words: a fiftieth of a million."""
SOON = dt.timedelta(days=30)
CIRCLES = ("mine", "team")
FRESHNESS = ("fresh", "soon", "overdue")
USED = ("never", "used", "welcome", "unwelcome")


@dataclass(frozen=True)
class SecretFilter:
    """What a search is narrowed to; empty parts narrow nothing.

    circle: mine | team; freshness: fresh (reviewed later than in 30 days) | soon | overdue;
    use: never | used | welcome | unwelcome. customer, contact and keeper are ids.
    """

    kind: str = ""
    layer: str = ""
    provenance: str = ""
    circle: str = ""
    freshness: str = ""
    use: str = ""
    customer: int | None = None
    contact: int | None = None
    keeper: int | None = None

    @property
    def narrows(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


EVERYTHING = SecretFilter()


def search_secrets(
    person: Person,
    q: str,
    *,
    wanted: SecretFilter = EVERYTHING,
    cursor: str | None = None,
    size: int = 20,
) -> Slice[Secret]:
    """Give a page of secrets with these words, newest first, and record the reading.

    Words as in a web search ("quoted words", or, -not), also by their stems and without
    accents; when no whole word is found, parts of words and words that look alike. Without
    words, all that the filter leaves; without either, nothing. Newest first instead of ranked:
    ranking would read every row with a common word.
    """
    asked = " ".join(q.replace("\x00", " ").split())[:200]
    if not asked and not wanted.narrows:
        return Slice([], "")
    visible = narrowed(person, secrets_visible(person), wanted)
    first = person.has_role("director") and not wanted.narrows and not cursor
    if asked and first:
        found = _first_page(_with_words(asked), visible, size)
    else:
        found = _page(answering(visible, asked) if asked else visible, cursor, size)
    if not found.rows:
        found = _alike(visible, asked, cursor, size, first=first)
    customers = {secret.customer_id: secret.customer for secret in found.rows}
    if customers:
        note_reading(person=person, customers=list(customers.values()))
    return found


def answering(secrets: QuerySet[Secret], q: str) -> QuerySet[Secret]:
    """Keep the secrets whose words, or their stems, answer what was asked."""
    return _kept_by(_with_words(q), secrets)


def _with_words(q: str) -> Match:
    words = Answers(SearchWords("text"), AskedWords(Value(q.replace("\x00", " "))))
    return lambda some: some.filter(words)


def _kept_by(match: Match, secrets: QuerySet[Secret]) -> QuerySet[Secret]:
    """Keep of some secrets those that match, by the way that is quick for as many as match."""
    return _kept_of(_ids_of(match), match, secrets)


def _ids_of(match: Match) -> list[int]:
    """Give the numbers of what matches, up to a cap, by its index.

    Left alone, the database takes every word for a frequent one and reads the newest secrets
    until the page is full, which for a rare word means all there are.
    """
    ids = match(Secret.objects.all()).order_by().values_list("pk", flat=True)
    return list(ids[: FEW + 1])


def _kept_of(few: list[int], match: Match, secrets: QuerySet[Secret]) -> QuerySet[Secret]:
    if not few:
        return secrets.none()
    # Of more than the cap, the newest come soon.
    return match(secrets) if len(few) > FEW else among(secrets, few)


def _first_page(match: Match, secrets: QuerySet[Secret], size: int) -> Slice[Secret]:
    """Give the first page where all but a few secrets are seen."""
    few = _ids_of(match)
    found = full_page_of_newest(secrets, few, size) if len(few) <= FEW else None
    return found or _page(_kept_of(few, match, secrets), None, size)


def narrowed(person: Person, secrets: QuerySet[Secret], wanted: SecretFilter) -> QuerySet[Secret]:
    """Keep the secrets a filter asks for."""
    exact = {
        "kind": wanted.kind,
        "layer": wanted.layer,
        "provenance": wanted.provenance,
        "customer_id": wanted.customer,
        "contact_id": wanted.contact,
        "customer__keeper_id": wanted.keeper,
    }
    secrets = secrets.filter(**{name: value for name, value in exact.items() if value})
    if wanted.circle == "mine":
        secrets = secrets.filter(customer__in=manuals_writable(person))
    if wanted.circle == "team":
        led = stewardships_now().filter(stewards_in_reach(person), customer=OuterRef("customer"))
        secrets = secrets.filter(Exists(led))
    return secrets.filter(_of_freshness(wanted.freshness), _of_use(wanted.use))


def _of_freshness(freshness: str) -> Q:
    today = clock.today()
    return {
        "fresh": Q(review_on__gt=today + SOON),
        "soon": Q(review_on__gt=today, review_on__lte=today + SOON),
        "overdue": Q(review_on__lte=today),
    }.get(freshness, Q())


def _of_use(use: str) -> Q:
    used = Use.objects.filter(secret=OuterRef("pk"))
    if use == "never":
        return Q(~Exists(used))
    if use == "used":
        return Q(Exists(used))
    return Q(Exists(used.filter(reception=use))) if use in USED else Q()


def _page(secrets: QuerySet[Secret], cursor: str | None, size: int) -> Slice[Secret]:
    return keyset(secrets, order=NEWEST_FIRST, cursor=cursor, size=size)


def _parts(asked: str) -> list[str]:
    """Give the words to look for inside words; two letters are enough beyond Latin script."""
    plain = [part.strip('"-') for part in asked.split()]
    long_enough = [
        part for part in plain if len(part) >= SHORTEST_PART or (part and not part.isascii())
    ]
    return long_enough[:MOST_PARTS]


def _alike(
    secrets: QuerySet[Secret], asked: str, cursor: str | None, size: int, *, first: bool
) -> Slice[Secret]:
    """Give the secrets that hold every part of what was asked, or look like it."""
    parts = [FoldedWords(Value(part)) for part in _parts(asked)]
    if not parts:
        return Slice([], "")
    holding, alike = Q(), Q()
    for part in parts:
        holding &= Q(folded__contains=part)
        alike &= Q(folded__trigram_word_similar=part)
    with transaction.atomic(savepoint=False), connection.cursor() as sql:
        sql.execute(
            "select set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKENESS)]
        )

        def match(some: QuerySet[Secret]) -> QuerySet[Secret]:
            return some.alias(folded=FoldedWords("text")).filter(holding | alike)

        if first:
            return _first_page(match, secrets, size)
        return _page(_kept_by(match, secrets), cursor, size)
