"""Products and deals in files: columns, and what their cells mean."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.imports.customers import amount
from accounts.imports.kinds import Field, Kind, Table
from accounts.models import Person
from crm import company as our
from crm import money
from crm.deals.actions import write_deals, write_products
from crm.deals.models import Deal, Product, Stage
from crm.deals.queries import deals_visible

STAGES = {
    "prospecting": Stage.PROSPECT,
    "lead": Stage.PROSPECT,
    "engaging": Stage.DISCOVERY,
    "qualification": Stage.DISCOVERY,
    "quote": Stage.PROPOSAL,
    "closed won": Stage.WON,
    "closed lost": Stage.LOST,
} | {stage.value: stage for stage in Stage}


def day(cell: str, run: Run) -> dt.date:  # noqa: ARG001 - one signature for all
    """Read a day such as 2026-11-23."""
    try:
        return dt.date.fromisoformat(cell[:10])
    except ValueError as error:
        raise ValueError(_("Write the day like 2026-11-23.")) from error


def stage(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read a stage, ours or what other programs call it."""
    found = STAGES.get(cell.casefold())
    if found is None:
        raise ValueError(_("“%(cell)s” is no stage we know.") % {"cell": cell})
    return found.value


def _export_deals(person: Person | None) -> Table:
    rows: QuerySet[Deal] = (
        deals_visible(person)
        if person
        else Deal.objects.select_related("customer", "product", "owner")
    )
    header = (
        "reference",
        "name",
        "customer",
        "product",
        "owner",
        "stage",
        "amount",
        "opened_on",
        "closed_on",
    )
    return Table(header, map(_cells, rows.order_by("id").iterator(2000)))


def _cells(deal: Deal) -> list[object]:
    amount_minor = deal.amount_minor
    return [
        deal.reference,
        deal.name,
        deal.customer.name if deal.customer else "",
        deal.product.name if deal.product else "",
        deal.owner.email or deal.owner.name,
        deal.stage,
        "" if amount_minor is None else money.shown(amount_minor, our.currency()),
        deal.opened_on or "",
        deal.closed_on or "",
    ]


def _deal_key(row: Ready) -> str | None:
    return row.text("reference") or None


PRODUCTS = Kind(
    name="products",
    fields=(
        Field("name", required=True, synonyms=("product", "product name"), longest=200),
        Field("series", synonyms=("family", "line"), longest=120),
        Field(
            "list_price_minor",
            parse=amount,
            synonyms=("sales_price", "sales price", "price", "list price"),
            longest=40,
        ),
    ),
    write=write_products,
    can_undo=True,
    key=lambda row: row.text("name").casefold(),
    may_import=lambda person: person.has_role("director", "manager"),
    export=lambda _person: Table(
        ("name", "series"),
        Product.objects.order_by("id").values_list("name", "series").iterator(2000),
    ),
)
DEALS = Kind(
    name="deals",
    fields=(
        Field(
            "reference",
            required=True,
            synonyms=("opportunity_id", "opportunity id", "deal id", "id"),
            longest=200,
        ),
        Field("owner", required=True, synonyms=("sales_agent", "sales agent", "rep", "seller")),
        Field("name", synonyms=("deal", "about", "title", "opportunity")),
        Field("customer", synonyms=("account", "company", "account name")),
        Field("product", synonyms=("product name",), longest=200),
        Field("stage", parse=stage, synonyms=("deal_stage", "deal stage", "status"), longest=40),
        Field(
            "amount_minor",
            parse=amount,
            synonyms=("amount", "close_value", "close value", "value"),
            longest=40,
        ),
        Field(
            "opened_on",
            parse=day,
            synonyms=("engage_date", "engage date", "opened", "created"),
            longest=40,
        ),
        Field("closed_on", parse=day, synonyms=("close_date", "close date", "closed"), longest=40),
    ),
    write=write_deals,
    key=_deal_key,
    may_import=lambda person: person.has_role("rep", "manager", "director"),
    may_export=lambda person: person.has_role("rep", "lead", "manager", "director", "finance"),
    export=_export_deals,
    can_undo=True,
)
KINDS = (PRODUCTS, DEALS)
