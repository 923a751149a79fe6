"""People in files: columns, and what their cells mean."""

import re

from django.contrib.postgres.aggregates import StringAgg
from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.actions.bulk_people import write_people
from accounts.imports.contacts import email_address
from accounts.imports.customers import time_zone
from accounts.imports.kinds import Field, Kind, Table
from accounts.models import ROLES, Person


def roles(cell: str, run: Run) -> frozenset[str]:  # noqa: ARG001 - one signature for all
    """Read roles divided by commas, semicolons or blanks."""
    found = frozenset(word for word in re.split(r"[\s,;]+", cell.casefold()) if word)
    unknown = found.difference(ROLES)
    if unknown:
        raise ValueError(_("There is no role %(role)s.") % {"role": min(unknown)})
    return found


def _key(row: Ready) -> tuple[str, str]:
    for name in ("email", "reference"):
        if row.text(name):
            return (name, row.text(name).lower())
    return ("name", row.text("name"))


def _export(person: Person | None) -> Table:  # noqa: ARG001 - who may at all, may all of it
    held = StringAgg("role_grants__role", delimiter=" ", order_by="role_grants__role", default="")
    rows = (
        Person.objects.annotate(held=held)
        .order_by("id")
        .values_list(
            "name", "email", "held", "team__name", "phone", "zone", "language", "reference"
        )
    )
    header = ("name", "email", "roles", "team", "phone", "zone", "language", "reference")
    return Table(header, rows.iterator(2000))


PEOPLE = Kind(
    name="people",
    fields=(
        Field(
            "name",
            required=True,
            synonyms=("person", "full name", "sales agent", "agent", "employee"),
            longest=200,
        ),
        Field("email", parse=email_address, synonyms=("e-mail", "email address", "mail")),
        Field("roles", parse=roles, synonyms=("role",)),
        Field("team", longest=120),
        Field("manager", synonyms=("boss", "supervisor"), longest=200),
        Field("phone", synonyms=("telephone", "mobile"), longest=60),
        Field("zone", parse=time_zone, synonyms=("time zone", "timezone"), longest=64),
        Field("language", synonyms=("lang",), longest=12),
        Field("reference", synonyms=("external id", "employee id", "id"), longest=200),
    ),
    write=write_people,
    key=_key,
    may_import=lambda person: person.has_role("admin", "director"),
    may_export=lambda person: person.has_role("admin", "director"),
    export=_export,
)
