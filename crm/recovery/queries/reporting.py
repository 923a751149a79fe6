"""What a contact's own page offers when they tell us of a mishap."""

from accounts.models import Customer

_SHOWN = 30


def things_of(customer: Customer) -> list[tuple[int, str]]:
    """Give what they bought of us, the latest of each product: its deal and the product's name.

    A deal's own name may be a word among ourselves; the product's is not.
    """
    bought = customer.deals.filter(stage="won", product__isnull=False)
    latest = bought.order_by("-closed_on", "-pk").values_list("pk", "product__name")[:_SHOWN]
    found: dict[str, int] = {}
    for pk, name in latest:
        found.setdefault(str(name), pk)
    return [(pk, name) for name, pk in found.items()]


def thing_named(customer: Customer, about_kind: str, about_id: str) -> str:
    """Give the product that a ticket is about; "" where it is about none."""
    if about_kind != "deal" or not about_id.isdecimal():
        return ""
    deal = customer.deals.filter(pk=about_id).values_list("product__name", flat=True).first()
    return str(deal or "")
