"""What may be read before a meeting: fetched and recorded as read in one call."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Customer, Person
from accounts.queries import customers_readable
from crm.prepared import prepared
from secrets_manual.models import Conversation, Secret, State, Turn
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import conversations_visible, secrets_visible
from secrets_manual.rules.kinds import Use

LONGEST_LEAF = 200


@dataclass(frozen=True)
class ForBrief:
    """The secrets a brief may show, newest first, and all visible ones: not to be asked again."""

    shown: list[Secret]
    known: list[Secret]


def secrets_for_brief(person: Person, customer: Customer) -> ForBrief:
    """Give the kept secrets that may be used for a brief; the reading is recorded.

    Drafts and what a third party told are never shown. Those not to be mentioned are: a brief
    says so.
    """
    known = _known(person, customer)
    shown = [one for one in known if one.state == State.KEPT and Use.BRIEF.value in one.uses]
    if shown:
        note_reading(person=person, customers=[customer])
    return ForBrief(shown, known)


@prepared
def _known(person: Person, customer: Customer) -> QuerySet[Secret]:
    visible = secrets_visible(person).filter(customer=customer)
    return visible.order_by("-id")[:LONGEST_LEAF]


def words_said(person: Person) -> QuerySet[Turn]:
    """Give what customers said in conversations a person may read, the newest first.

    Words that became a secret or a need follow the rules of secrets and are left out, and so
    are those that were taken back.
    """
    return (
        Turn.objects.filter(
            conversation__customer__in=customers_readable(person), secret__isnull=True
        )
        .exclude(words__in=["(taken back)", _("(taken back)")])
        .select_related("conversation__contact", "conversation__customer")
        .order_by("-at", "-id")
    )


def last_talk(person: Person, customer: Customer) -> Conversation | None:
    """Give the latest conversation in which they said something, with `said`: their words."""
    return next(iter(_last_talk(person, customer)), None)


@prepared
def _last_talk(person: Person, customer: Customer) -> QuerySet[Conversation]:
    said = Turn.objects.order_by("id")
    return (
        conversations_visible(person)
        .filter(customer=customer, turns__isnull=False)
        .prefetch_related(Prefetch("turns", queryset=said, to_attr="said"))
        .order_by("-at", "-id")[:1]
    )
