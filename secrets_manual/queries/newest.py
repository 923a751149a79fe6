"""The first page of a search by whoever reads everything, from the newest of what answers.

There the newest few hundred fill the page, however many thousands answer; to say all their
numbers to the database again costs more than to find them.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from accounts.queries import Slice, keyset
from secrets_manual.models import Secret

MOST_NEW = 500
NEWEST_FIRST = ("-id",)


def among(secrets: QuerySet[Secret], ids: Iterable[int]) -> QuerySet[Secret]:
    """Keep secrets by their numbers, as one array instead of thousands of parameters."""
    return secrets.filter(pk__in=RawSQL("select unnest(%s::bigint[])", [list(ids)]))


def full_page_of_newest(
    secrets: QuerySet[Secret], ids: Iterable[int], size: int
) -> Slice[Secret] | None:
    """Give a page of the newest of these; None where it is not full or nothing follows it."""
    newest = sorted(ids, reverse=True)[:MOST_NEW]
    if len(newest) <= size:
        return None
    found = keyset(among(secrets, newest), order=NEWEST_FIRST, cursor=None, size=size)
    return found if found.next_cursor else None
