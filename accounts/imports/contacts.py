"""Contacts in files, address books and vCards: columns, and what their cells mean."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.actions.bulk_contacts import write_contacts
from accounts.imports import wish_cells, wishes
from accounts.imports.custom import own_cells, own_columns, own_keys
from accounts.imports.customers import time_zone, yes_or_no
from accounts.imports.kinds import Field, Kind, Table
from accounts.models import Contact, Person, Preference
from accounts.queries import (
    answers_of_many,
    contacts_reachable,
    with_parts,
    with_parts_read,
)
from accounts.rules import parse_email

PLAIN = (
    "name", "email", "phone", "title", "language", "zone", "is_public_official", "may_be_asked",
    "no_surprises", "reference",
)  # fmt: skip


def email_address(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read an address, also out of "Ana <ana@x.org>"."""
    address = parse_email(cell)
    if address is None:
        raise ValueError(_("“%(cell)s” is no email address.") % {"cell": cell[:100]})
    return address


def _name_from_parts(cells: dict[str, str]) -> dict[str, str]:
    """Make a name where the file has parts of it, or nothing but an address."""
    parts = " ".join(filter(None, (cells.get("given", ""), cells.get("family", ""))))
    name = cells.get("name") or parts or cells.get("email") or cells.get("customer") or ""
    return {key: cell for key, cell in cells.items() if key not in {"given", "family"}} | {
        "name": name
    }


def _key(row: Ready) -> tuple[str, ...]:
    customer = row.text("customer") or row.text("name")
    if row.text("reference"):
        return ("reference", row.text("reference"))
    if row.text("email"):
        return ("email", customer, row.text("email"))
    return ("name", customer, row.text("name"))


def _export(person: Person | None) -> Table:
    """Give all that was imported, and what cannot be: their parts in decisions, by their codes."""
    contacts = (
        with_parts_read(person, contacts_reachable(person))
        if person
        else with_parts(Contact.objects.all())
    )
    keys = own_keys("contact")
    found = contacts.select_related("customer").order_by("id").iterator(2000)
    header = (*PLAIN, "customer", "roles", *(f"custom_{key}" for key in keys), *wish_cells.COLUMNS)
    return Table(header, _rows(found, keys))


def _rows(contacts: Iterator[Contact], keys: list[str]) -> Iterator[list[object]]:
    """Write contacts as cells, asking for the wishes of two thousand at a time."""
    while some := list(islice(contacts, 2000)):
        ids = [each.pk for each in some]
        answers = answers_of_many(ids)
        preferences = {row.contact_id: row for row in Preference.objects.filter(contact__in=ids)}
        for each in some:
            yield [
                *(getattr(each, name) for name in PLAIN),
                each.customer.name,
                " ".join(vars(each).get("parts_read", vars(each).get("does")) or ()),
                *own_cells(each.custom, keys),
                *wish_cells.cells(answers.get(each.pk, {}), preferences.get(each.pk)),
            ]


CONTACTS = Kind(
    name="contacts",
    fields=(
        Field(
            "name",
            required=True,
            synonyms=("full name", "display name", "contact", "contact name", "localized name"),
            instead=("given", "family", "email", "customer"),
        ),
        Field("given", synonyms=("first name", "given name", "forename", "first")),
        Field("family", synonyms=("last name", "family name", "surname", "last")),
        Field(
            "email",
            parse=email_address,
            synonyms=("e-mail", "primary email", "email address", "e-mail address", "mail"),
        ),
        Field(
            "phone",
            synonyms=("telephone", "mobile", "mobile number", "work phone", "home phone"),
            longest=60,
        ),
        Field("title", synonyms=("job title", "position", "function"), longest=200),
        Field(
            "customer",
            synonyms=("organisation", "organization", "company", "account", "company name"),
        ),
        Field("language", synonyms=("lang",), longest=12),
        Field("zone", parse=time_zone, synonyms=("time zone", "timezone"), longest=64),
        Field("is_public_official", parse=yes_or_no, synonyms=("public official",)),
        Field("may_be_asked", parse=yes_or_no),
        Field("no_surprises", parse=yes_or_no),
        *wishes.FIELDS,
        Field("reference", synonyms=("uid", "external id", "contact id", "id"), longest=200),
    ),
    write=write_contacts,
    key=_key,
    prepare=_name_from_parts,
    may_import=lambda person: person.has_role("rep", "director"),
    may_export=lambda person: person.has_role("rep", "service", "lead", "manager", "director"),
    export=_export,
    can_undo=True,
    more=lambda: own_columns("contact"),
)
