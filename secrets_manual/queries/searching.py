"""Finding secrets by their words, among those the person may see."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from accounts.models import Person
from accounts.queries import Slice, keyset
from secrets_manual.models import Secret
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import secrets_visible

SHORTEST_PART = 3


def search_secrets(
    person: Person, q: str, *, cursor: str | None = None, size: int = 20
) -> Slice[Secret]:
    """Give a page of secrets with these words, newest first, and record the reading.

    Words as in a web search ("quoted words", or, -not); when no whole word is found, parts
    of words. Newest first instead of ranked: ranking would read every row with a common word.
    """
    asked = " ".join(q.replace("\x00", " ").split())[:200]
    if not asked:
        return Slice([], "")
    visible = secrets_visible(person)
    words = SearchQuery(asked, config="simple", search_type="websearch")
    found = keyset(visible.filter(search=words), order=("-id",), cursor=cursor, size=size)
    if not found.rows and len(asked) >= SHORTEST_PART:
        parts = Q()
        for part in asked.split()[:5]:
            parts &= Q(text__icontains=part)
        found = keyset(visible.filter(parts), order=("-id",), cursor=cursor, size=size)
    customers = {secret.customer_id: secret.customer for secret in found.rows}
    if customers:
        note_reading(person=person, customers=list(customers.values()))
    return found
