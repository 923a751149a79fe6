"""Parent and child organisations: the whole family around one customer."""

from dataclasses import dataclass, field

from django.db import connection

from accounts.models import Customer, Person
from accounts.queries.visible import customers_named

MOST = 200
_AROUND = """
    with recursive above as (
        select id, parent_id, 0 as level from accounts_customer where id = %s
        union all
        select c.id, c.parent_id, a.level - 1
        from accounts_customer c join above a on c.id = a.parent_id where a.level > -20
    ), below as (
        select id, 0 as level from accounts_customer where id = %s
        union all
        select c.id, b.level + 1
        from accounts_customer c join below b on c.parent_id = b.id where b.level < 20
    )
    select id, level from above where level < 0
    union all select id, level from below where level > 0
    limit %s
"""


@dataclass(frozen=True)
class Family:
    """The customers above one (nearest last) and below it, as far as the person may name them.

    `below` holds (depth from 1, customer), each child after its parent; `sites` counts them all.
    """

    above: list[Customer] = field(default_factory=list)
    below: list[tuple[int, Customer]] = field(default_factory=list)
    sites: int = 0


def family_of(person: Person, customer: Customer) -> Family:
    """Give a customer's family; one question to the base where there is none, else two."""
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, [customer.pk, customer.pk, MOST])
        levels: dict[int, int] = dict(cursor.fetchall())
    if not levels:
        return Family()
    rows = {row.pk: row for row in customers_named(person).filter(pk__in=levels)}
    above = [
        rows[pk] for pk, level in sorted(levels.items(), key=_level) if pk in rows and level < 0
    ]
    children: dict[int | None, list[Customer]] = {}
    for row in sorted(rows.values(), key=lambda row: (row.name, row.pk)):
        if levels[row.pk] > 0:
            children.setdefault(row.parent_id, []).append(row)
    sites = sum(level > 0 for level in levels.values())
    return Family(above, list(_walk(children, customer.pk, 1)), sites)


def _level(pair: tuple[int, int]) -> int:
    return pair[1]


def _walk(
    children: dict[int | None, list[Customer]], parent: int, depth: int
) -> list[tuple[int, Customer]]:
    found = []
    for row in children.get(parent, []):
        found.append((depth, row))
        found += _walk(children, row.pk, depth + 1)
    return found


def would_close_a_ring(customer: Customer, parent: Customer) -> bool:
    """Say whether the customer stands above its new parent already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "with recursive above as (select id, parent_id from accounts_customer where id = %s"
            " union select c.id, c.parent_id from accounts_customer c"
            " join above a on c.id = a.parent_id) select 1 from above where id = %s",
            [parent.pk, customer.pk],
        )
        return cursor.fetchone() is not None
