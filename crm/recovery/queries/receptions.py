"""Which surprises were welcome, by the kind of secret they came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from crm.recovery.models import Cycle
from secrets_manual.models import KIND_LABELS, Reception, Secret

#: A kind with fewer surprises is counted among the others, so that nobody's secret shows.
FEWEST = 5


@dataclass
class Received:
    """How surprises of one kind were received; `label` is empty for all that are too few."""

    label: str
    n: int = 0
    welcome: int = 0
    neutral: int = 0
    unwelcome: int = 0
    unknown: int = 0


def receptions_of(cases: QuerySet[Cycle]) -> list[Received]:
    """Count the surprises of some cases by kind and reception, the most frequent kind first."""
    kind = Secret.objects.filter(pk=OuterRef("secret_id")).values("kind")
    words = [word.value for word in Reception]
    rows: Iterable[Any] = (
        cases.filter(surprised_at__isnull=False)
        .order_by()
        .annotate(kind=Subquery(kind))
        .values("kind")
        .annotate(
            n=Count("pk"),
            **{word: Count("pk", filter=Q(reception=word)) for word in words if word != "unknown"},
            unknown=Count("pk", filter=Q(reception__in=["", Reception.UNKNOWN])),
        )
        .order_by("-n", "kind")
    )
    shown, others = list[Received](), Received("")
    for row in rows:
        if row["kind"] and row["n"] >= FEWEST:
            shown.append(
                Received(str(KIND_LABELS[row["kind"]]), **{w: row[w] for w in ("n", *words)})
            )
            continue
        for word in ("n", *words):
            setattr(others, word, getattr(others, word) + row[word])
    return [*shown, others] if others.n else shown
