"""What the writer of a secret may still put right: the latest of today, and whose they are."""

import datetime as dt

from django.db.models import Count, F, QuerySet, Window
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.prepared import prepared
from secrets_manual.models import Secret, State
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import manuals_writable

MOST_LOGGED = 10
_STANDING = (State.KEPT, State.DRAFT, State.THIRD_PARTY)


def logged_today(person: Person) -> list[Secret]:
    """Give what the person wrote down today, the latest first, at most ten; a reading like any.

    Each carries how many there are: `of_them` about the same one, `of_all` in all.
    """
    midnight = dt.datetime.combine(clock.today(), dt.time.min, clock.company_zone())
    rows = _written_since(person, midnight)
    if rows:
        note_reading(
            person=person, customers={row.customer_id: row.customer for row in rows}.values()
        )
    return rows


@prepared
def _written_since(person: Person, midnight: dt.datetime) -> QuerySet[Secret]:
    return (
        Secret.objects.filter(
            author=person,
            created_at__gte=midnight,
            state__in=_STANDING,
            customer__in=manuals_writable(person).values("pk"),
        )
        .select_related("customer", "contact")
        .annotate(
            of_them=Window(Count("id"), partition_by=[F("customer"), F("contact")]),
            of_all=Window(Count("id")),
        )
        .order_by("-id")[:MOST_LOGGED]
    )


def why_it_stays(secret: Secret) -> str:
    """Say why a secret cannot be moved to somebody else any more, or nothing."""
    if secret.in_their_hand:
        return _("They wrote this themselves, so it stays theirs.")
    if secret.used.exists() or secret.offer_ideas.exists() or secret.suggestions.exists():
        return _("It was used already. Forget it here, and write it down anew.")
    if secret.predecessors.exists():
        return _("Another line went into this one. Forget it here, and write it down anew.")
    return ""
