"""Writes about products and deals."""

from crm.deals.actions.bulk import write_deals, write_products
from crm.deals.actions.deals import (
    add_product,
    change_deal,
    move_deal,
    open_deal,
    record_success_definition,
    share_credit,
)

__all__ = [
    "add_product",
    "change_deal",
    "move_deal",
    "open_deal",
    "record_success_definition",
    "share_credit",
    "write_deals",
    "write_products",
]
