"""Ideas for offers, whose they are to decide, and what came of them without names."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, Person
from accounts.queries import customers_readable, customers_writable
from crm.prepared import prepared
from secrets_manual.models import OfferIdea, Secret, State, Suggestion
from secrets_manual.models.codes import Label
from secrets_manual.permissions import may_keep_themes
from secrets_manual.rules.sheets import REST, Band, band_of, parts_of

_RESULTS: dict[str, Label] = {
    "welcome": _("said: welcome"),
    "not_for_me": _("said: not for me"),
    "no_answer": _("told, no answer yet"),
    "waiting": _("waits for the steward"),
    "not_now": _("not sent: not now"),
    "not_a_fit": _("not sent: not a fit"),
    "too_close": _("not sent: it would feel too close"),
    "closed": _("closed before it was sent"),
}


@dataclass(frozen=True)
class Result:
    """What came of an idea: how many customers it went to, and what became of it there."""

    customers: Band | None
    parts: list[tuple[Label, Band]]


def ideas_visible(person: Person) -> QuerySet[OfferIdea]:
    """Give the ideas of themes to who keeps themes, those of a secret to who may read it."""
    readable = Secret.objects.filter(state=State.KEPT, customer__in=customers_readable(person))
    seen = Q(secret__in=readable.order_by().values("pk"))
    if may_keep_themes(person):
        seen |= Q(theme__isnull=False)
    return (
        OfferIdea.objects.filter(seen)
        .select_related("theme", "author", "secret__customer", "secret__contact")
        .order_by("-made_at", "-id")
    )


def suggestions_visible(person: Person) -> QuerySet[Suggestion]:
    """Give the suggestions at customers one reads, as long as what they follow from is kept."""
    return _shown(Suggestion.objects.filter(customer__in=customers_readable(person)))


def suggestions_waiting(person: Person, customer: Customer | None = None) -> QuerySet[Suggestion]:
    """Give what waits for the person's yes or no, the oldest first."""
    found = Suggestion.objects.filter(
        customer__in=customers_writable(person),
        state=Suggestion.State.WAITING,
        idea__closed_at__isnull=True,
    )
    found = found.filter(customer=customer) if customer else found
    return _shown(found).order_by("made_at", "id")


@prepared
def suggestions_shown(person: Person, customer: Customer) -> QuerySet[Suggestion]:
    """Give the first three that wait at one customer."""
    return suggestions_waiting(person, customer)[:3]


def _shown(found: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    return (
        found.filter(secret__state=State.KEPT)
        .select_related("idea", "customer", "contact", "secret__customer", "secret__contact",
                        "secret__author", "secret__told_to", "secret__colleague")
    )  # fmt: skip


def result_of(idea: OfferIdea) -> Result:
    """Give what came of an idea, published by the rules for all figures across customers."""
    counted = Counter(dict.fromkeys(_RESULTS, 0))
    rows = idea.suggestions.order_by().values_list("state", "why", "said")
    for state, why, said, many in rows.annotate(many=Count("pk")):
        counted[_ended(state, why, said)] += many
    parts = parts_of(counted)
    worded = {REST: _("all others together")} | _RESULTS
    return Result(
        band_of(sum(counted.values())), [(worded[part.segment], part.band) for part in parts]
    )


def _ended(state: str, why: str, said: str) -> str:
    if state in {Suggestion.State.MAILED, Suggestion.State.SAID}:
        return said or "no_answer"
    return why or state
