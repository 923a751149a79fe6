"""Writing many cards at once: ratings of older systems, each row one submitted card."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from accounts.actions.bulk import BATCH, Outcome, Ready, Refusal, Run, people_called
from accounts.actions.bulk_contacts import write_contacts
from accounts.actions.bulk_customers import write_customers
from accounts.actions.bulk_people import write_people
from accounts.models import Contact, Customer, Person
from crm.journal import actions as journal
from report_cards import defaults
from report_cards.actions.designs import add_design, publish_design
from report_cards.models import Card, Design, Rating

ANSWERS = ("secrets_value", "other_solutions", "loyalty")


def write_ratings(rows: list[Ready], run: Run, *, scale: tuple[int, int]) -> Outcome:
    """Write cards; a customer, contact or person nobody knows yet is added by its name.

    A card is the same when its reference is, else when customer, contact, person and day are.
    What was submitted is frozen: a row that says something else about it is refused.
    """
    outcome = Outcome()
    design = import_design(scale)
    parties = _Parties(rows, run)
    there = {
        card.reference: card
        for card in Card.objects.filter(reference__in=[_reference(row) for row in rows])
        .select_related("comment")
        .prefetch_related("ratings__behaviour")
    }
    fresh: list[tuple[Ready, Card]] = []
    for row in rows:
        problem = parties.problem(row) or _empty(row)
        known = there.get(_reference(row))
        if problem is not None:
            outcome.refused.append(problem)
        elif known is None:
            fresh.append((row, parties.card(row, design)))
        elif _says(known) == _wanted(row):
            outcome.unchanged += 1
        else:
            frozen = _("This card was submitted already, and says something else.")
            outcome.refused.append(Refusal(row.line, None, frozen))
    _write(fresh, design, run)
    outcome.created += len(fresh)
    return outcome


def _write(fresh: list[tuple[Ready, Card]], design: Design, run: Run) -> None:
    """Write the cards, then their ratings, then submit them: a submitted card takes no more."""
    if not fresh:
        return
    behaviours = {row.code: row for row in design.behaviours.all()}
    Card.objects.bulk_create([card for _row, card in fresh], batch_size=BATCH)
    Rating.objects.bulk_create(
        [
            Rating(card=card, behaviour=behaviours[code], value=int(str(row.values[code])))
            for row, card in fresh
            for code in defaults.CODES
            if code in row.values
        ],
        batch_size=5 * BATCH,
    )
    for row, card in fresh:
        submitted_at = row.values.get("submitted_at")
        card.submitted_at = (
            submitted_at if isinstance(submitted_at, dt.datetime) else run.written_at
        )
    Card.objects.bulk_update([card for _row, card in fresh], ["submitted_at"], batch_size=BATCH)
    journal.record_many(
        journal.NewEntry(
            kind="report_cards.card_imported",
            person=run.person,
            subject_kind="card",
            subject_id=card.pk,
            customer_id=card.customer_id,
            facts={"rated": card.person_id},
            audience="managers",
            at=run.written_at,
        )
        for _row, card in fresh
    )


def import_design(scale: tuple[int, int]) -> Design:
    """Give the design that cards of this scale are imported with: the five default behaviours."""
    name = f"Imported, {scale[0]} to {scale[1]}"
    found = Design.objects.filter(name=name, state="published").first()
    if found is not None:
        return found
    return publish_design(person=None, design=add_design(person=None, scale=scale, name=name))


def _reference(row: Ready) -> str:
    if row.text("reference"):
        return f"import:{row.text('reference')}"
    day = str(row.values.get("submitted_at") or "")
    said = "\n".join([*(row.text(name) for name in ("customer", "contact", "person")), day])
    return f"import:{hashlib.sha256(said.encode()).hexdigest()}"


def _empty(row: Ready) -> Refusal | None:
    if any(name in row.values for name in (*defaults.CODES, *ANSWERS)):
        return None
    return Refusal(row.line, None, _("There is no rating in this row."))


def _wanted(row: Ready) -> dict[str, object]:
    return {name: row.values[name] for name in (*defaults.CODES, *ANSWERS) if name in row.values}


def _says(card: Card) -> dict[str, object]:
    said: dict[str, object] = {rating.behaviour.code: rating.value for rating in card.ratings.all()}
    for name in ANSWERS:
        value = getattr(card, name)
        if value not in {None, ""}:
            said[name] = value
    return said


class _Parties:
    """Customers, contacts and people that some rows name, found or added once for a chunk."""

    def __init__(self, rows: list[Ready], run: Run) -> None:
        self._run = run
        self._refused: dict[tuple[str, str], str] = {}
        self._customers = self._found(rows, "customer", _customers_called, write_customers)
        self._people = self._found(rows, "person", _people_known, write_people)
        self._contacts = self._found_contacts(rows)

    def _found(
        self,
        rows: list[Ready],
        role: str,
        find: Callable[[set[str]], dict[str, int]],
        write: Callable[[list[Ready], Run], Outcome],
    ) -> dict[str, int]:
        names = {row.text(role): row.line for row in rows}
        found = find(set(names))
        missing = [
            Ready(line, {"name": name, "reference": name})
            for name, line in names.items()
            if name not in found
        ]
        if missing:
            for refusal in write(missing, self._run).refused:
                self._refused[role, str(refusal.line)] = str(refusal.reason)
            found = find(set(names))
        return found

    def _found_contacts(self, rows: list[Ready]) -> dict[tuple[int, str], int]:
        named = {
            (self._customers[row.text("customer")], row.text("contact")): row
            for row in rows
            if row.text("contact") and row.text("customer") in self._customers
        }
        found = _contacts_called(named)
        missing = [
            Ready(row.line, {"customer": row.text("customer"), "name": name})
            for (customer, name), row in named.items()
            if (customer, name) not in found
        ]
        if missing:
            write_contacts(missing, self._run)
            found = _contacts_called(named)
        return found

    def problem(self, row: Ready) -> Refusal | None:
        """Say who is missing although we tried to add them."""
        for role, known in (("customer", self._customers), ("person", self._people)):
            if row.text(role) not in known:
                why = self._refused.get((role, str(row.line)))
                return Refusal(row.line, role, why or _("Nobody of this name could be added."))
        customer = self._customers[row.text("customer")]
        if row.text("contact") and (customer, row.text("contact")) not in self._contacts:
            return Refusal(row.line, "contact", _("Nobody of this name could be added."))
        return None

    def card(self, row: Ready, design: Design) -> Card:
        """Build the row's card, not submitted yet."""
        customer = self._customers[row.text("customer")]
        return Card(
            reference=_reference(row),
            design=design,
            customer_id=customer,
            person_id=self._people[row.text("person")],
            contact_id=self._contacts.get((customer, row.text("contact"))),
            **{name: row.values[name] for name in ANSWERS if name in row.values},
        )


def _customers_called(names: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in ("name", "reference"):
        rows = Customer.objects.filter(**{f"{name}__in": names}).order_by("-id")
        found |= dict(rows.values_list(name, "pk"))
    return found


def _people_known(names: set[str]) -> dict[str, int]:
    found = {name: person.pk for name, person in people_called(names).items()}
    by_reference = Person.objects.filter(reference__in=names - {""})
    return found | dict(by_reference.values_list("reference", "pk"))


def _contacts_called(named: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    pairs = set(named)
    rows = Contact.objects.filter(
        customer_id__in={customer for customer, _name in pairs},
        name__in={name for _customer, name in pairs},
    )
    return {(row.customer_id, row.name): row.pk for row in rows.order_by("-id")}
