"""Customers by the thousand: what an import writes."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run, Sheaf, lacking, people_called
from accounts.actions.customers import entrust_customer
from accounts.models import Customer, Person, Stewardship
from accounts.queries import (
    customers_called,
    customers_readable,
    customers_writable,
    merged_by_reference,
    stewardships_now,
)
from crm import clock
from crm.journal import actions as journal

PLAIN = (
    "name", "kind", "is_prospect", "sector", "country", "website", "phone", "address", "zone",
    "language", "employees", "founded_year", "reference",
)  # fmt: skip


class _NotNowError(Exception):
    """A row that is refused, or waits for its parent."""

    def __init__(self, refusal: Refusal, *, waits: bool = False) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.waits = waits


class _Known:
    """The customers and people that some rows may mean, asked for once."""

    def __init__(self, rows: list[Ready], person: Person | None) -> None:
        self.person = person
        seen = customers_readable(person) if person else Customer.objects.all()
        names = {row.text("name") for row in rows} | {row.text("parent") for row in rows}
        references = {row.text("reference") for row in rows} - {""}
        self.by_name = customers_called(seen, names)
        self.by_reference = {one.reference: one for one in seen.filter(reference__in=references)}
        self._lead_on(seen, references)
        self.people = people_called(
            row.text(role) for row in rows for role in ("steward", "keeper")
        )
        found = {one.pk for one in (*self.by_name.values(), *self.by_reference.values())}
        holding = stewardships_now().filter(customer__in=found)
        self.steward_ids = dict(holding.values_list("customer_id", "person_id"))
        self._writable = set(
            customers_writable(person).filter(pk__in=found).values_list("pk", flat=True)
            if person
            else found
        )

    def _lead_on(self, seen: QuerySet[Customer], references: set[str]) -> None:
        """Let references that a merge gave up lead to whoever took it in, as one object each."""
        into = merged_by_reference(Customer, references - self.by_reference.keys())
        there = {one.pk: one for one in (*self.by_name.values(), *self.by_reference.values())}
        there |= {one.pk: one for one in seen.filter(pk__in=set(into.values()) - there.keys())}
        self.merged = {name: there[pk] for name, pk in into.items() if pk in there}

    def is_of_merged(self, row: Ready, customer: Customer) -> bool:
        """Say whether a row speaks of a customer that became part of this one."""
        reference = row.text("reference")
        called_otherwise = row.text("name") != customer.name
        return reference in self.merged or (reference not in self.by_reference and called_otherwise)

    def find(self, row: Ready) -> Customer | None:
        """Find by reference, or by name where the row, or what is there, has none."""
        if row.text("reference") in self.merged:
            return self.merged[row.text("reference")]
        if row.text("reference") in self.by_reference:
            return self.by_reference[row.text("reference")]
        found = self.by_name.get(row.text("name"))
        return found if found and not (row.text("reference") and found.reference) else None

    def may_change(self, customer: Customer) -> bool:
        return customer.pk in self._writable

    def somebody(self, row: Ready, role: str) -> Person | None:
        """Find the steward or keeper a row names; refuse the row when nobody is called so."""
        name = row.text(role)
        if name and name not in self.people:
            reason = _("Nobody of ours is called “%(name)s”.") % {"name": name}
            raise _NotNowError(Refusal(row.line, role, reason))
        return self.people.get(name)


def write_customers(rows: list[Ready], run: Run) -> Outcome:
    """Add and change customers; one whose parent is not there yet waits.

    A customer is the same when its reference is, or, without one, its name; what is said of one
    that was merged only fills what its survivor lacks. For a person only
    what they may read counts as there, only what they look after is changed, and what they
    add is theirs to look after.
    """
    outcome = Outcome()
    there = _Known(rows, run.person)
    sheaf = Sheaf[Customer]()
    wishes: list[tuple[Customer, Person]] = []
    for row in rows:
        try:
            wishes += _lay(row, there, sheaf)
        except _NotNowError as error:
            if error.waits:
                outcome.waiting.append((row, error.refusal))
            else:
                outcome.refused.append(error.refusal)
    fields = (*PLAIN, "custom", "annual_revenue_minor", "parent", "keeper")
    outcome.add(sheaf.write(Customer, fields, run))
    _entrust(wishes, sheaf, outcome, run)
    record_written(sheaf.new, sheaf.changed, run)
    return outcome


def _lay(row: Ready, there: _Known, sheaf: Sheaf[Customer]) -> list[tuple[Customer, Person]]:
    """Lay one row into the sheaf and say who shall look after the customer, if that is said."""
    values = {name: row.values[name] for name in PLAIN if name in row.values}
    for name in ("annual_revenue", "revenue_in_millions"):
        if name in row.values:
            values["annual_revenue_minor"] = row.values[name]
    values |= _pointers(row, there)
    steward = there.somebody(row, "steward")
    customer = there.find(row)
    values |= row.own(customer.custom if customer else {})
    if customer is not None and there.is_of_merged(row, customer):
        steward = None
        values = lacking(customer, values)
        if values.get("parent_id") == customer.pk:
            del values["parent_id"]
    if customer is None:
        steward = steward or (
            there.person if there.person and there.person.has_role("rep") else None
        )
    else:
        _check_rights(row, customer, values, steward, there)
    # Plain values in all columns let the thousand rows go as arrays; a default of the database
    # would have every cell compiled by itself.
    written = sheaf.lay(customer, values, lambda: Customer(next_touch_why="", **values))
    is_new_wish = steward and there.steward_ids.get(written.pk) != steward.pk
    return [(written, steward)] if steward and is_new_wish else []


def _pointers(row: Ready, there: _Known) -> dict[str, object]:
    found: dict[str, object] = {}
    keeper = there.somebody(row, "keeper")
    if keeper:
        found["keeper_id"] = keeper.pk
    name = row.text("parent")
    if name == row.text("name") and name:
        raise _NotNowError(Refusal(row.line, "parent", _("A customer cannot belong to itself.")))
    if name and name not in there.by_name:
        reason = _("No customer is called “%(name)s”.") % {"name": name}
        raise _NotNowError(Refusal(row.line, "parent", reason), waits=True)
    if name:
        found["parent_id"] = there.by_name[name].pk
    return found


def _check_rights(
    row: Ready,
    customer: Customer,
    values: dict[str, object],
    steward: Person | None,
    there: _Known,
) -> None:
    differs = any(getattr(customer, name) != value for name, value in values.items())
    if differs and not there.may_change(customer):
        reason = _("Only the steward, who looks after this customer, may change this.")
        raise _NotNowError(Refusal(row.line, None, reason))
    moves = steward is not None and there.steward_ids.get(customer.pk) != steward.pk
    if moves and there.person and not there.person.has_role("director"):
        reason = _("Another steward is appointed by the lead, not by an import.")
        raise _NotNowError(Refusal(row.line, "steward", reason))


def _entrust(
    wishes: list[tuple[Customer, Person]], sheaf: Sheaf[Customer], outcome: Outcome, run: Run
) -> None:
    """Appoint stewards in bulk; where somebody is relieved, one by one."""
    held = set(
        stewardships_now()
        .filter(customer__in=[customer.pk for customer, _person in wishes])
        .values_list("customer_id", flat=True)
    )
    day = clock.today()
    first = [
        Stewardship(customer=customer, person=person, from_on=day)
        for customer, person in wishes
        if customer.pk not in held
    ]
    new = {customer.pk for customer in sheaf.new}
    for given in Stewardship.objects.bulk_create(first, batch_size=1000):
        run.note_made([given], follows=given.customer_id in new)
    for customer, person in wishes:
        if customer.pk in held:
            entrust_customer(person=None, customer=customer, steward=person)
    unchanged = {customer.pk for customer in sheaf.unchanged}
    moved = sum(customer.pk in unchanged for customer, _person in wishes)
    outcome.updated += moved
    outcome.unchanged -= moved


def record_written(new: Iterable[Customer], changed: Iterable[Customer], run: Run) -> None:
    """Record each customer that an import added or changed; names stay in the table itself."""
    for kind, customers in (
        ("accounts.customer_added", new),
        ("accounts.customer_changed", changed),
    ):
        journal.record_of_customers(
            kind,
            [customer.pk for customer in customers],
            person=run.person,
            facts={"imported": True},
            at=run.written_at,
        )
