"""Wants across customers, without seeing who said it."""

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Person
from accounts.queries import customers_readable
from secrets_manual.models import KIND_LABELS, Secret, State
from secrets_manual.models.codes import Label
from secrets_manual.rules.kinds import Layer

FEWEST_CUSTOMERS = 5


@dataclass(frozen=True)
class Theme:
    """One kind of want: how many customers share it, in how many secrets; None when too few."""

    kind: str
    label: Label
    customers: int | None
    secrets: int | None


def wants_by_kind(person: Person, *, layer: str = Layer.SECRET.value) -> list[Theme]:
    """Count kept wants by kind over the customers in the person's reach, most shared first.

    Marketing and directors count over all customers. A kind of fewer than five customers
    shows no figure at all, so that nobody can be guessed from a count.
    """
    kept = Secret.objects.filter(state=State.KEPT, layer=layer)
    if not person.has_role("marketing", "director"):
        kept = kept.filter(customer__in=customers_readable(person))
    counted = {
        row["kind"]: (row["customers"], row["secrets"])
        for row in kept.order_by()
        .values("kind")
        .annotate(customers=Count("customer", distinct=True), secrets=Count("pk"))
    }
    themes = [_theme(str(kind), label, counted) for kind, label in KIND_LABELS.items()]
    return sorted(themes, key=lambda theme: -(theme.customers or 0))


def _theme(kind: str, label: Label, counted: dict[str, tuple[int, int]]) -> Theme:
    customers, secrets = counted.get(kind, (0, 0))
    if customers < FEWEST_CUSTOMERS:
        return Theme(kind, label, None, None)
    return Theme(kind, label, customers, secrets)
