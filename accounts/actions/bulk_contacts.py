"""Contacts by the thousand: what an import writes."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run, Sheaf, lacking
from accounts.actions.bulk_customers import record_written
from accounts.actions.bulk_wishes import PREFERRED, WishesInFile
from accounts.actions.suppressions import suppressed
from accounts.actions.told_in_file import PREFIX, flags_told
from accounts.models import Contact, Customer, CustomerKind, Person, Stewardship
from accounts.queries import (
    customers_called,
    customers_readable,
    customers_writable,
    merged_by_reference,
    merged_contacts,
)
from crm import clock
from crm.journal import actions as journal

PLAIN = (
    "name", "email", "phone", "title", "language", "zone", "is_public_official", "may_be_asked",
    "no_surprises", "reference",
)  # fmt: skip
IDENTIFIERS = ("email", "phone", "reference")
#: Stands where a customer's number does: a reference is one in all of the company.
_BY_REFERENCE = 0


def write_contacts(rows: list[Ready], run: Run) -> Outcome:
    """Add and change contacts, and the customers they name that are not there yet.

    A contact is the same when its reference is; else when address and customer are; else when
    name and customer are and one of both has no address. What is said of one that was merged
    only fills what its survivor lacks. Without a customer a contact is a household of its own.
    A person adds to the customers they look after; a director, who brings the company's book,
    to all, and changes nobody there.
    """
    outcome = Outcome()
    rows = _without_the_forgotten(rows, outcome)
    customers = _customers_for(rows, run)
    there = _Known(rows, customers, run.person)
    sheaf = Sheaf[Contact]()
    wishes = WishesInFile.of(map(there.find, rows), run)
    for row in rows:
        values = {name: row.values[name] for name in PLAIN if name in row.values}
        contact = there.find(row)
        if refusal := wishes.refusal(row, contact):
            outcome.refused.append(refusal)
            continue
        values |= row.own(contact.custom if contact else {})
        values = _with_flags(values, row, contact)
        if contact is not None and there.is_of_merged(row, contact):
            values = lacking(contact, values)
        if contact is None:
            values["customer_id"] = customers[_customer_name(row)].pk
        elif run.person and not there.may_change(contact, values, row):
            reason = _("Only the steward, who looks after this customer, may change this.")
            outcome.refused.append(Refusal(row.line, None, reason))
            continue
        if run.person and contact and values.get("email", contact.email) != contact.email:
            contact.address_edited_by, contact.address_edited_at = run.person, run.written_at
        laid = sheaf.lay(contact, values, lambda values=values: _new(values, run))  # type: ignore[misc]
        wishes.lay(row, laid, is_new=contact is None)
    outcome.add(_write(sheaf, wishes, run))
    _record(sheaf, run)
    return outcome


def _with_flags(
    values: dict[str, object], row: Ready, contact: Contact | None
) -> dict[str, object]:
    """Let the answers of a row speak for the flags; those of a new contact follow its answers."""
    flags = flags_told(row)
    if contact is not None:
        return values | flags
    return {name: value for name, value in values.items() if name not in flags}


def _write(sheaf: Sheaf[Contact], wishes: WishesInFile, run: Run) -> Outcome:
    """Write the answers of contacts that are there first, so that their flags agree already."""
    news = wishes.write()
    outcome = sheaf.write(
        Contact, (*PLAIN, "custom", "address_edited_by", "address_edited_at"), run
    )
    wishes.write_new()
    heard = sum(contact.pk in news for contact in sheaf.unchanged)
    outcome.unchanged -= heard
    outcome.updated += heard
    return outcome


def _without_the_forgotten(rows: list[Ready], outcome: Outcome) -> list[Ready]:
    forgotten = suppressed(row.text(name) for row in rows for name in IDENTIFIERS)
    kept = []
    for row in rows:
        column = next((name for name in IDENTIFIERS if row.text(name) in forgotten), None)
        if column and row.text(column):
            reason = _("This person asked us to forget them.")
            outcome.refused.append(Refusal(row.line, column, reason))
        else:
            kept.append(row)
    return kept


def _customer_name(row: Ready) -> str:
    return row.text("customer") or row.text("name")


def _customers_for(rows: list[Ready], run: Run) -> dict[str, Customer]:
    """Find the customers by name, and add those that are missing: they are not ours yet."""
    kinds = {
        _customer_name(row): CustomerKind.ORGANISATION
        if row.text("customer")
        else CustomerKind.HOUSEHOLD
        for row in rows
    }
    found = customers_called(_open_to(run.person), kinds)
    new = [
        Customer(name=name, kind=kind, is_prospect=True)
        for name, kind in kinds.items()
        if name not in found
    ]
    Customer.objects.bulk_create(new, batch_size=1000)
    run.note_made(new)
    if run.person and run.person.has_role("rep"):
        run.note_made(_look_after(new, run.person), follows=True)
    record_written(new, (), run)
    return found | {customer.name: customer for customer in new}


def _open_to(person: Person | None) -> QuerySet[Customer]:
    """Give the customers that somebody may add contacts to; the system may to all."""
    if person is None:
        return Customer.objects.all()
    return customers_readable(person) if person.has_role("director") else customers_writable(person)


def _look_after(customers: list[Customer], person: Person) -> list[Stewardship]:
    day = clock.today()
    return Stewardship.objects.bulk_create(
        [Stewardship(customer=customer, person=person, from_on=day) for customer in customers]
    )


class _Known:
    """The contacts that some rows may mean, asked for once."""

    def __init__(
        self, rows: list[Ready], customers: dict[str, Customer], person: Person | None
    ) -> None:
        self.customers = customers
        self.customer_ids = {customer.pk for customer in customers.values()}
        own = customers_writable(person) if person else Customer.objects.all()
        self.own_ids = set(own.filter(pk__in=self.customer_ids).values_list("pk", flat=True))
        here = Contact.objects.filter(customer__in=self.customer_ids).order_by("-id")
        references = {row.text("reference") for row in rows} - {""}
        by_reference = Contact.objects.filter(reference__in=references)
        self.by_reference = {contact.reference: contact for contact in by_reference}
        named = here.filter(name__in={row.text("name") for row in rows})
        self.by_name = {(contact.customer_id, contact.name): contact for contact in named}
        reached = here.filter(email__in={row.text("email") for row in rows} - {""})
        self.by_email = {(contact.customer_id, contact.email): contact for contact in reached}
        self.merged = self._merged(references)

    def _merged(self, references: set[str]) -> dict[tuple[int, str], Contact]:
        """Give those who took others in, by the reference, address or name these had."""
        into: dict[tuple[int, str], int] = {}
        for gone, pk in merged_contacts(self.customer_ids):
            into |= {(gone.customer_id, each): pk for each in (gone.name, gone.email) if each}
        given_up = merged_by_reference(Contact, references - self.by_reference.keys())
        into |= {(_BY_REFERENCE, reference): pk for reference, pk in given_up.items()}
        known = (*self.by_reference.values(), *self.by_name.values(), *self.by_email.values())
        there = {contact.pk: contact for contact in known}
        missing = set(into.values()) - there.keys()
        there |= Contact.objects.in_bulk(missing) if missing else {}
        found = {key: there[pk] for key, pk in into.items() if pk in there}
        # What the survivor is called itself speaks of the survivor.
        return {key: one for key, one in found.items() if key[1] not in (one.name, one.email)}

    def _of_merged(self, row: Ready) -> Contact | None:
        customer = self.customers[_customer_name(row)]
        if row.text("reference"):
            return self.merged.get((_BY_REFERENCE, row.text("reference")))
        return self.merged.get((customer.pk, row.text("email") or row.text("name")))

    def is_of_merged(self, row: Ready, contact: Contact) -> bool:
        """Say whether a row speaks of a contact that became part of this one."""
        return self._of_merged(row) == contact

    def may_change(self, contact: Contact, values: dict[str, object], row: Ready) -> bool:
        """Say whether a row may be: it is of one's own customer, or says what is there already."""
        if contact.customer_id in self.own_ids:
            return True
        is_same = all(getattr(contact, name) == value for name, value in values.items())
        return is_same and not any(
            name.startswith(PREFIX) or name in PREFERRED for name in row.values
        )

    def find(self, row: Ready) -> Contact | None:
        """Find as `write_contacts` says."""
        return self._standing(row) or self._of_merged(row)

    def _standing(self, row: Ready) -> Contact | None:
        reference, email = row.text("reference"), row.text("email")
        if reference in self.by_reference:
            return self.by_reference[reference]
        customer = self.customers[_customer_name(row)]
        found = self.by_email.get((customer.pk, email)) if email else None
        if found is None:
            found = self.by_name.get((customer.pk, row.text("name")))
            if found and email and found.email:
                return None
        return found if found and not (reference and found.reference) else None


def _new(values: dict[str, object], run: Run) -> Contact:
    contact = Contact(**values)
    if contact.email and run.person:
        contact.address_edited_by, contact.address_edited_at = run.person, run.written_at
    return contact


def _record(sheaf: Sheaf[Contact], run: Run) -> None:
    journal.record_many(
        journal.NewEntry(
            kind=kind,
            person=run.person,
            subject_kind="contact",
            subject_id=contact.pk,
            customer_id=contact.customer_id,
            facts={"imported": True},
            at=run.written_at,
        )
        for kind, contacts in (
            ("accounts.contact_added", sheaf.new),
            ("accounts.contact_changed", sheaf.changed),
        )
        for contact in contacts
    )
