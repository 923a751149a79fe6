"""What lists of customers can be narrowed to: the values, stewards and teams there are."""

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Customer, Person, Team
from accounts.queries.people import people_of_my_teams
from accounts.queries.visible import customers_named, stewardships_now
from crm.prepared import prepared

COLUMNS = ("sector", "country")
MOST_VALUES, MOST_STEWARDS, MOST_TEAMS = 100, 300, 100
_SEE_ALL_NAMES = ("service", "marketing", "finance", "director")

# From one value to the next by its index: as many steps as there are values, not customers.
_NEXT_OF_ALL = """
(with recursive used (one) as (
    (select {column} from accounts_customer
        where merged_into_id is null and {column} > '' order by 1 limit 1)
    union all
    select (select {column} from accounts_customer
        where merged_into_id is null and {column} > used.one order by 1 limit 1)
    from used where used.one is not null
) select '{column}', one from used where one is not null limit {most})
"""
_OF_ALL = " union all ".join(
    _NEXT_OF_ALL.format(column=column, most=MOST_VALUES) for column in COLUMNS
)


def values_in_use(person: Person) -> dict[str, list[str]]:
    """Give the sectors and countries there are to narrow a list to, at most a hundred each."""
    if not person.has_role(*_SEE_ALL_NAMES):
        return {column: _values_among_named(person, column) for column in COLUMNS}
    found: dict[str, list[str]] = {column: [] for column in COLUMNS}
    with connection.cursor() as sql:
        sql.execute(_OF_ALL)
        for column, value in sql.fetchall():
            found[column].append(value)
    return found


@prepared
def _values_among_named(person: Person, column: str) -> QuerySet[Customer, str]:
    found = customers_named(person).exclude(**{column: ""}).order_by(column)
    return found.values_list(column, flat=True).distinct()[:MOST_VALUES]


@prepared
def stewards_listed(person: Person) -> QuerySet[Person, tuple[int, str]]:
    """Give whose customers a list may be narrowed to: everybody's, or those of one's teams."""
    holding = stewardships_now().filter(person=OuterRef("pk"))
    people = Person.objects.filter(Exists(holding)).order_by("name", "id")
    if not person.has_role("director", "service"):
        people = people.filter(Q(pk__in=people_of_my_teams(person)))
    return people.values_list("pk", "name")[:MOST_STEWARDS]


@prepared
def teams_listed(person: Person) -> QuerySet[Team, tuple[int, str]]:
    """Give the teams a list may be narrowed to: all for directors, else those one answers for."""
    teams = Team.objects.filter(is_service=False).order_by("name")
    if not person.has_role("director", "service"):
        teams = teams.filter(Q(manager=person) | Q(lead=person))
    return teams.values_list("pk", "name")[:MOST_TEAMS]
