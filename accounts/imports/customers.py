"""Customers in files: columns, and what their cells mean."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.actions.bulk_customers import write_customers
from accounts.imports import places
from accounts.imports.custom import own_cells, own_columns, own_keys
from accounts.imports.kinds import Field, Kind, Table
from accounts.models import Customer, CustomerKind, Person
from accounts.queries import customers_named, customers_readable, with_steward
from accounts.rules import NO, YES
from crm import company as our
from crm import money

PLAIN = (
    "name", "kind", "is_prospect", "sector", "country", "website", "phone", "address", "zone",
    "language",
)  # fmt: skip
BELOW = 10**15
KINDS_KNOWN = frozenset(CustomerKind.values)


def yes_or_no(cell: str, run: Run) -> bool:  # noqa: ARG001 - one signature for all
    """Read yes or no in several languages."""
    word = cell.casefold()
    if word not in YES | NO:
        raise ValueError(_("Write yes or no."))
    return word in YES


def time_zone(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read the name of a time zone, such as Europe/Berlin."""
    try:
        return ZoneInfo(cell).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(_("“%(zone)s” is no time zone.") % {"zone": cell}) from error


def whole_number(cell: str, run: Run) -> int:  # noqa: ARG001 - one signature for all
    """Read a whole number, thousands divided by commas, blanks or apostrophes or not."""
    bare = cell.replace(",", "").replace(" ", "").replace("’", "").replace("'", "")
    if not bare.isdecimal() or int(bare) > 2**31 - 1:
        raise ValueError(_("“%(cell)s” is no whole number.") % {"cell": cell})
    return int(bare)


def year(cell: str, run: Run) -> int:
    """Read a year of our calendar, 1 to 9999."""
    number = whole_number(cell, run)
    if not 1 <= number <= 9999:
        raise ValueError(_("“%(cell)s” is no year.") % {"cell": cell})
    return number


def amount(cell: str, run: Run, *, times: int = 1) -> int:
    """Read money of the company's currency, decimals behind a point, into minor units."""
    try:
        minor = money.to_minor(
            Decimal(cell.replace(",", "").replace(" ", "")) * times, run.currency
        )
    except (ValueError, InvalidOperation) as error:
        raise ValueError(_("“%(cell)s” is no amount of money.") % {"cell": cell}) from error
    if abs(minor) > BELOW:
        raise ValueError(_("This amount is too large to be true."))
    return minor


def amount_in_millions(cell: str, run: Run) -> int:
    """Read money that the file gives in millions."""
    return amount(cell, run, times=1_000_000)


def _kind(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    word = cell.casefold()
    if word not in KINDS_KNOWN:
        raise ValueError(_("A customer is an organisation or a household."))
    return word


def _key(row: Ready) -> tuple[str, str]:
    reference = row.text("reference")
    return ("reference", reference) if reference else ("name", row.text("name"))


def _export(person: Person | None) -> Table:
    """Give what the person may read; whoever sees names only gets names only."""
    sees_names_only = person is not None and person.has_role("service", "marketing", "finance")
    if person is not None and sees_names_only and not person.has_role("director"):
        names = customers_named(person).order_by("id").values_list("name")
        return Table(("name",), names.iterator(2000))
    customers = customers_readable(person) if person else Customer.objects.all()
    header = (*PLAIN, "annual_revenue", "employees", "founded_year", "reference", "parent",
              "keeper", "steward")  # fmt: skip
    keys = own_keys("customer")
    return Table((*header, *(f"custom_{key}" for key in keys)), _rows(customers, keys))


def _rows(customers: QuerySet[Customer], keys: list[str]) -> Iterator[list[object]]:
    """Write customers as cells from one query of plain tuples."""
    columns = (
        *PLAIN, "annual_revenue_minor", "employees", "founded_year", "reference", "parent__name",
        "keeper__email", "keeper__name", "held__person__email", "held__person__name",
        *(["custom"] if keys else []),
    )  # fmt: skip
    found = with_steward(customers).order_by("id").values_list(*columns)
    currency, first = our.currency(), len(PLAIN)
    for cells in found.iterator(2000):
        revenue, employees, founded, reference, parent = cells[first : first + 5]
        keeper, kept, steward, held, *custom = cells[first + 5 :]
        yield [
            *cells[:first],
            "" if revenue is None else money.shown(revenue, currency),
            employees,
            founded,
            reference,
            parent,
            keeper or kept,
            steward or held,
            *(own_cells(custom[0], keys) if custom else ()),
        ]


CUSTOMERS = Kind(
    name="customers",
    fields=(
        Field(
            "name",
            required=True,
            synonyms=(
                "customer",
                "account",
                "company",
                "company name",
                "organisation",
                "organization",
                "household",
            ),
        ),
        Field("kind", parse=_kind),
        Field("is_prospect", parse=yes_or_no, synonyms=("prospect",)),
        Field("sector", synonyms=("industry", "branch"), longest=120),
        Field("country", synonyms=("office location", "location"), longest=120),
        Field("website", synonyms=("url", "web", "homepage")),
        Field("phone", synonyms=("telephone", "phone number"), longest=60),
        Field("address", synonyms=("postal address",), longest=1000, instead=places.PARTS),
        *places.FIELDS,
        Field("zone", parse=time_zone, synonyms=("time zone", "timezone"), longest=64),
        Field("language", synonyms=("lang",), longest=12),
        Field("annual_revenue", parse=amount, synonyms=("revenue", "turnover"), longest=40),
        Field("revenue_in_millions", parse=amount_in_millions, longest=40),
        Field("employees", parse=whole_number, synonyms=("headcount", "staff"), longest=20),
        Field("founded_year", parse=year, synonyms=("year established", "founded"), longest=20),
        Field("reference", synonyms=("external id", "customer id", "id"), longest=200),
        Field("parent", synonyms=("subsidiary of", "parent company", "belongs to")),
        Field("keeper"),
        Field("steward", synonyms=("owner", "account manager", "sales agent")),
    ),
    write=write_customers,
    key=_key,
    prepare=places.address_from_parts,
    may_import=lambda person: person.has_role("rep", "lead", "manager", "director"),
    may_export=lambda person: not person.roles <= {"admin", "privacy"},
    export=_export,
    can_undo=True,
    more=lambda: own_columns("customer"),
)
