"""Parent and child organisations: the whole family around one customer."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import Customer, Person
from accounts.queries.visible import customers_named
from crm.prepared import prepared

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
    select id from above where level < 0
    union all (select id from below where level > 0 order by level, id)
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
    """Give a customer's family with one question to the base, however large it is."""
    rows = {row.pk: row for row in _around(person, customer.pk)}
    above: list[Customer] = []
    step = rows.pop(customer.parent_id or 0, None)
    while step is not None:
        above.append(step)
        step = rows.pop(step.parent_id or 0, None)
    children: dict[int | None, list[Customer]] = {}
    for row in sorted(filter(_is_named, rows.values()), key=lambda row: (row.name, row.pk)):
        children.setdefault(row.parent_id, []).append(row)
    named_above = [row for row in reversed(above) if _is_named(row)]
    return Family(named_above, list(_walk(children, customer.pk, 1)), len(rows))


@prepared
def _around(person: Person, customer: int) -> QuerySet[Customer]:
    ids = RawSQL(_AROUND, [customer, customer, MOST])  # noqa: S611 - no text of a person
    may_name = Exists(customers_named(person).filter(pk=OuterRef("pk")))
    return Customer.objects.filter(pk__in=ids).annotate(named=may_name)


def _is_named(row: Customer) -> bool:
    return bool(vars(row)["named"])


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
