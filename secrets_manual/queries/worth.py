"""What knowing customers is worth, counted so that more secrets never pay (G10).

Covered, fresh, confirmed and well received; each contact at most once each, so that a second
secret about the same contact adds nothing. Drafts, hearsay and blocked words are not counted.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from accounts.models import Contact, Person
from accounts.queries import customers_writable
from crm import clock
from secrets_manual.models import Reception, State, Use

FRESH_DAYS = 365


@dataclass(frozen=True)
class Worth:
    """Contacts of the person's customers, and of how many each is true; never a secret's count.

    covered: something they told us, or that is public or observed, is kept. fresh: it was
    learned or reviewed within a year. confirmed: they told us themselves. well_received: a
    use within the period was welcome, and none was unwelcome.
    """

    contacts: int
    covered: int
    fresh: int
    confirmed: int
    well_received: int


@dataclass(frozen=True)
class Fact:
    """One kept secret as it is counted: about whom, since when, and whether they told it."""

    contact: int
    learned_on: dt.date
    told_us: bool


def worth_of(person: Person, *, since: dt.date, until: dt.date) -> Worth:
    """Give the person's facts for a period; `until` is its last day."""
    customers = customers_writable(person).values("pk")
    kept = FilteredRelation("secrets", condition=Q(secrets__state=State.KEPT))
    known = list(
        Contact.objects.filter(customer__in=customers)
        .annotate(kept=kept)
        .values_list("pk", "kept__told_on", "kept__created_at", "kept__provenance")
        .order_by()
    )
    contacts = {contact for contact, *_what in known}
    facts = [
        Fact(contact, told_on or created_at.date(), provenance == "told_us")
        for contact, told_on, created_at, provenance in known
        if created_at is not None and created_at.date() <= until
    ]
    zone = clock.company_zone()
    begins = dt.datetime.combine(since, dt.time(), zone)
    ends = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), zone)
    uses = Use.objects.filter(
        secret__contact__in=contacts, secret__state=State.KEPT, at__gte=begins, at__lt=ends
    )
    received = uses.order_by().values_list("secret__contact", "reception")
    return counted(contacts, facts, [(each or 0, how) for each, how in received], until=until)


def counted(
    contacts: set[int],
    facts: Iterable[Fact],
    received: Iterable[tuple[int, str]],
    *,
    until: dt.date,
) -> Worth:
    """Count contacts, never secrets: every figure is at most the number of contacts."""
    known = [fact for fact in facts if fact.contact in contacts]
    fresh_since = until - dt.timedelta(days=FRESH_DAYS)
    uses = [(contact, how) for contact, how in received if contact in contacts]
    welcome = {contact for contact, how in uses if how == Reception.WELCOME}
    unwelcome = {contact for contact, how in uses if how == Reception.UNWELCOME}
    return Worth(
        contacts=len(contacts),
        covered=len({fact.contact for fact in known}),
        fresh=len({fact.contact for fact in known if fact.learned_on >= fresh_since}),
        confirmed=len({fact.contact for fact in known if fact.told_us}),
        well_received=len(welcome - unwelcome),
    )
