"""Who changed what, with the words that were there before: only for who might read them then."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.models import Customer, Person
from secrets_manual.models import Secret, SecretChange, State, Use
from secrets_manual.queries.visible import gone_into_others, secrets_visible
from secrets_manual.rules.diffs import Piece, word_diff

PRIVATE = (State.DRAFT, State.THIRD_PARTY)


@dataclass(frozen=True)
class Change:
    """One line of a history; `pieces` is empty where the words stayed or are not the reader's."""

    row: SecretChange
    pieces: list[Piece] = field(default_factory=list)

    @property
    def secret(self) -> Secret:
        return self.row.secret


def history_of_secret(person: Person, secret: Secret) -> list[Change]:
    """Give what happened to one secret, the latest first."""
    rows = SecretChange.objects.filter(secret=secret).select_related("person").order_by("at", "id")
    changes = list(rows)
    for row in changes:
        row.secret = secret
    return _told(person, changes)[::-1]


def changes_of_manual(person: Person, customer: Customer, *, most: int = 50) -> list[Change]:
    """Give who changed what in a manual, the latest first, of what the person may see.

    What was superseded or merged shows its history as long as its successor is kept.
    """
    seen = secrets_visible(person).filter(customer=customer).order_by().values("pk")
    gone = gone_into_others(person).filter(customer=customer).order_by().values("pk")
    latest = (
        SecretChange.objects.filter(Q(secret__in=seen) | Q(secret__in=gone))
        .order_by("-at", "-id")
        .values("secret_id")[:most]
    )
    rows = (
        SecretChange.objects.filter(secret__in=latest)
        .select_related("person", "secret")
        .order_by("at", "id")
    )
    told = _told(person, list(rows))
    return sorted(told, key=lambda one: (one.row.at, one.row.pk), reverse=True)[:most]


def _told(person: Person, rows: list[SecretChange]) -> list[Change]:
    """Lay each change beside the words that followed it; `rows` holds all of each secret."""
    following: dict[int, str] = {}
    told = []
    for row in reversed(rows):
        before = str(row.before.get("text", ""))
        after = following.get(row.secret_id, row.secret.text)
        following[row.secret_id] = before or after
        seen = row.before.get("state") not in PRIVATE or row.secret.author_id == person.pk
        pieces = word_diff(before, after) if before and before != after and seen else []
        told.append(Change(row, pieces))
    return told[::-1]


def uses_of_manual(person: Person, customer: Customer) -> QuerySet[Use]:
    """Give how secrets of a manual were used, the latest first."""
    visible = secrets_visible(person).filter(customer=customer)
    return uses_visible(person).filter(secret__in=visible.order_by().values("pk"))


def uses_visible(person: Person) -> QuerySet[Use]:
    """Give the uses of the secrets a person may see, the latest first."""
    seen = secrets_visible(person).order_by().values("pk")
    gone = gone_into_others(person).order_by().values("pk")
    return (
        Use.objects.filter(Q(secret__in=seen) | Q(secret__in=gone))
        .select_related("person", "secret", "judged_by")
        .order_by("-at", "-id")
    )
