"""What the gate refused, for the privacy officers: counts and appeals, never words."""

from django.db.models import Count, QuerySet

from secrets_manual.models import Refusal, SetAside


def appeals() -> QuerySet[Refusal]:
    """Give the refusals that their authors call false alarms, the longest waiting first."""
    return (
        Refusal.objects.filter(appealed_at__isnull=False)
        .select_related("person")
        .order_by("appealed_at")
    )


def refusals_by_rule() -> list[dict[str, object]]:
    """Count the refusals by rule and category, the most frequent first."""
    counted = Refusal.objects.order_by().values("rule", "category").annotate(n=Count("pk"))
    return [dict(row) for row in counted.order_by("-n", "rule")]


def set_aside() -> QuerySet[SetAside]:
    """Give what the nightly rescan set aside, without its words, the oldest first."""
    return (
        SetAside.objects.select_related("refusal__person")
        .only("table", "on", "refusal__category", "refusal__person__name")
        .order_by("on", "id")
    )
