"""Products and deals by the thousand: what an import writes."""

from collections.abc import Mapping
from functools import partial

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run, Sheaf, people_called
from accounts.models import Customer, Person
from accounts.queries import customers_called, customers_writable
from accounts.rules import match_name
from crm.deals.models import ENDED, Deal, DealCredit, Product, Stage
from crm.journal import actions as journal

PRODUCT_FIELDS = ("name", "series", "list_price_minor")
DEAL_FIELDS = (
    "name", "customer", "product", "owner", "stage", "amount_minor", "opened_on", "closed_on",
)  # fmt: skip


class _RefusedError(Exception):
    def __init__(self, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def write_products(rows: list[Ready], run: Run) -> Outcome:
    """Add and change products; one is the same when its name is, whatever its capitals."""
    there = {product.name.casefold(): product for product in Product.objects.all()}
    sheaf = Sheaf[Product]()
    for row in rows:
        values = {name: row.values[name] for name in PRODUCT_FIELDS if name in row.values}
        found = there.get(row.text("name").casefold())
        if found:
            values["name"] = found.name
        there[row.text("name").casefold()] = sheaf.lay(found, values, partial(Product, **values))
    outcome = sheaf.write(Product, PRODUCT_FIELDS, run)
    journal.record_many(
        journal.NewEntry(
            kind="deals.product_imported",
            person=run.person,
            subject_kind="product",
            subject_id=product.pk,
            words={"name": product.name},
            at=run.written_at,
        )
        for product in (*sheaf.new, *sheaf.changed)
    )
    return outcome


class _Known:
    """What some rows of a file may mean, asked for once."""

    def __init__(self, rows: list[Ready], run: Run) -> None:
        seen = customers_writable(run.person) if run.person else Customer.objects.all()
        names = {row.text("customer") for row in rows} - {""}
        self.customers = customers_called(seen, names)
        self.products = {product.name: product for product in Product.objects.all()}
        self.people = people_called(row.text("owner") for row in rows)
        references = {row.text("reference") for row in rows} - {""}
        deals = Deal.objects.filter(reference__in=references)
        self.deals = {deal.reference: deal for deal in deals.select_for_update()}
        self.run = run

    def product(self, spelt: str) -> Product | None:
        """Find a product however it is spelt; one that is only alike is remarked upon."""
        if not spelt:
            return None
        match = match_name(spelt, self.products)
        if match is None:
            raise _RefusedError(
                "product", _("We sell nothing called “%(name)s”.") % {"name": spelt}
            )
        if match.how != "exact":
            words = {"spelt": spelt, "name": match.found}
            self.run.remarks[_("“%(spelt)s” was taken for the product “%(name)s”.") % words] += 1
        return self.products[match.found]

    def customer(self, name: str, stage: str) -> Customer | None:
        if not name:
            if stage not in ENDED:
                self.run.remarks[_("An open deal without a customer was kept.")] += 1
            return None
        if name not in self.customers:
            raise _RefusedError(
                "customer", _("There is no customer called “%(name)s”.") % {"name": name}
            )
        return self.customers[name]

    def is_theirs(self, deal: Deal) -> bool:
        return deal.customer_id in {customer.pk for customer in self.customers.values()}

    def owner(self, name: str) -> Person:
        if name not in self.people:
            raise _RefusedError("owner", _("Nobody of ours is called “%(name)s”.") % {"name": name})
        return self.people[name]


def write_deals(rows: list[Ready], run: Run) -> Outcome:
    """Add and change deals by their reference; the whole credit of a new one is its owner's.

    For a person, only customers they look after are known.
    """
    known = _Known(rows, run)
    outcome, sheaf = Outcome(), Sheaf[Deal]()
    for row in rows:
        try:
            _lay(row, known, sheaf)
        except _RefusedError as refused:
            outcome.refused.append(Refusal(row.line, refused.field, refused.reason))
    written = sheaf.write(Deal, DEAL_FIELDS, run)
    _give_credit(sheaf, run)
    _note(sheaf, run)
    written.refused = outcome.refused
    return written


def _lay(row: Ready, known: _Known, sheaf: Sheaf[Deal]) -> None:
    values = _values(row, known)
    found = known.deals.get(row.text("reference"))
    if found and known.run.person and not known.is_theirs(found):
        raise _RefusedError("reference", _("This deal is not yours to change."))
    sheaf.lay(found, values, lambda: Deal(reference=row.text("reference"), **values))


def _values(row: Ready, known: _Known) -> dict[str, object]:
    stage = row.text("stage") or Stage.PROSPECT
    ended = stage in ENDED
    values: dict[str, object] = {
        "stage": stage,
        "owner": known.owner(row.text("owner")),
        "product": known.product(row.text("product")),
        "customer": known.customer(row.text("customer"), stage),
    }
    values |= {
        name: row.values[name]
        for name in ("name", "amount_minor", "opened_on", "closed_on")
        if name in row.values
    }
    _check(values, ended=ended)
    return values


def _check(values: Mapping[str, object], *, ended: bool) -> None:
    """Say in a sentence what the database would refuse for the whole batch."""
    opened, closed = values.get("opened_on"), values.get("closed_on")
    if ended and closed is None:
        raise _RefusedError("closed_on", _("A won or lost deal has the day it ended."))
    if not ended and closed is not None:
        raise _RefusedError("closed_on", _("An open deal has no day it ended."))
    if opened and closed and closed < opened:  # type: ignore[operator]
        raise _RefusedError("closed_on", _("The deal ends before it begins."))
    if values["stage"] == Stage.WON and (
        values.get("amount_minor") is None or values["customer"] is None
    ):
        raise _RefusedError("stage", _("A won deal has a customer and an amount."))
    amount = values.get("amount_minor")
    if isinstance(amount, int) and amount < 0:
        raise _RefusedError("amount", _("An amount cannot be below zero."))


def _give_credit(sheaf: Sheaf[Deal], run: Run) -> None:
    """New deals credit their owner; where a file names a new owner, whole credit follows."""
    fresh = [DealCredit(deal=deal, person=deal.owner) for deal in sheaf.new]
    run.note_made(DealCredit.objects.bulk_create(fresh, batch_size=1000), follows=True)
    owners = {deal.pk: deal.owner_id for deal in sheaf.changed}
    whole = DealCredit.objects.select_for_update().filter(
        deal__in=owners, numerator=F("denominator")
    )
    moved = [credit for credit in whole if credit.person_id != owners[credit.deal_id]]
    before = {credit.pk: credit.person_id for credit in moved}
    for credit in moved:
        credit.person_id = owners[credit.deal_id]
    DealCredit.objects.bulk_update(moved, ["person"], batch_size=1000)
    for credit in moved:
        run.note_changed(credit, {"person_id": before[credit.pk]})


def _note(sheaf: Sheaf[Deal], run: Run) -> None:
    journal.record_many(
        journal.NewEntry(
            kind="deals.deal_imported",
            person=run.person,
            subject_kind="deal",
            subject_id=deal.pk,
            customer_id=deal.customer_id,
            facts={"stage": str(deal.stage)},
            at=run.written_at,
        )
        for deal in (*sheaf.new, *sheaf.changed)
    )
