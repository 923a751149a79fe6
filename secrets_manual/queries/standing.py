"""How a manual stands: what is known, how sure it is, who answers for it. Never for pay."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable, get_prepared, with_role
from crm import clock
from crm.prepared import prepared
from secrets_manual.models import KeyCustomer, Secret, State
from secrets_manual.rules import completeness as rules
from secrets_manual.rules.completeness import (
    STALE_AFTER,
    Completeness,
    Freshness,
    completeness,
    freshness,
)
from secrets_manual.rules.kinds import Layer

SHOWS = ("key", "stale", "unkept", "review")


@dataclass(frozen=True)
class Standing:
    """What the kept secrets of one leaf amount to."""

    whom: str
    kinds: Completeness
    freshness: Freshness


def standing_of_leaf(
    secrets: Iterable[Secret], *, whom: str, contact: Contact | None, whole: bool
) -> Standing:
    """Sum up what is known about a contact, or about the organisation where none is named.

    whole: count the freshness of everything on the leaf, not only of what is about them.
    """
    kept = [secret for secret in secrets if secret.state == State.KEPT]
    about = [
        secret
        for secret in kept
        if secret.layer == Layer.SECRET and (contact is None or secret.contact_id == contact.pk)
    ]
    counted = kept if whole else about
    return Standing(
        whom,
        completeness((secret.kind for secret in about), about_organisation=contact is None),
        freshness(
            ((confirmed_on(each), each.review_on, each.missed_reviews) for each in counted),
            clock.today(),
        ),
    )


def confirmed_on(secret: Secret) -> dt.date:
    """Give the day somebody last said that it is true."""
    return secret.confirmed_on or secret.created_at.astimezone(clock.company_zone()).date()


def keepers_to_choose(customer: Customer) -> QuerySet[Person]:
    """Give who may keep the manual: whoever sells, serves or leads, and who keeps it now."""
    fit = with_role("rep", "service", "lead", "manager").order_by().values("pk")
    return Person.objects.filter(Q(pk__in=fit) | Q(pk=customer.keeper_id)).order_by("name", "id")


def manuals_listed(person: Person) -> QuerySet[Customer]:
    """Give the readable customers with what is kept of each, and how lately it was confirmed."""
    return manuals_of(customers_readable(person))


def manuals_of(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    """Add to customers the figures of their manuals; `last_confirmed_on` is None when empty."""
    return customers.select_related("keeper").annotate(
        secrets_count=_kept(Q(layer=Layer.SECRET.value)),
        needs_count=_kept(Q(layer=Layer.NEED.value)),
        due_count=_kept(Q(review_on__lte=clock.today())),
        last_confirmed_on=_last_confirmed(),
        is_key=Exists(_flags()),
    )


def _of_each() -> QuerySet[Secret]:
    return Secret.objects.filter(customer=OuterRef("pk"), state=State.KEPT).order_by()


def _kept(which: Q) -> Coalesce:
    counted = _of_each().filter(which).values("customer").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _last_confirmed() -> Subquery:
    day = Coalesce("confirmed_on", TruncDate("created_at", tzinfo=clock.company_zone()))
    return Subquery(
        _of_each().values("customer").annotate(day=Max(day)).values("day"),
        output_field=DateField(),
    )


def _flags() -> QuerySet[KeyCustomer]:
    return KeyCustomer.objects.filter(customer=OuterRef("pk"), until_on__isnull=True)


def narrowed(manuals: QuerySet[Customer], show: str) -> QuerySet[Customer]:
    """Narrow manuals to key customers, stale ones, those nobody keeps, or with reviews due.

    Stale: nothing learned or confirmed for more than 90 days, or ever.
    """
    stale = Q(last_confirmed_on__isnull=True) | Q(last_confirmed_on__lt=clock.today() - STALE_AFTER)
    which = {
        "key": Q(is_key=True),
        "stale": stale,
        "unkept": Q(keeper__isnull=True),
        "review": Q(due_count__gt=0),
    }
    return manuals.filter(which[show]) if show in which else manuals


def key_customers(person: Person) -> QuerySet[KeyCustomer]:
    """Give the key customers the person reads, those without keeper or gone stale first."""
    readable = customers_readable(person).values("pk")
    day = Coalesce("confirmed_on", TruncDate("created_at", tzinfo=clock.company_zone()))
    kept = Secret.objects.filter(customer=OuterRef("customer"), state=State.KEPT).order_by()
    return (
        KeyCustomer.objects.filter(customer__in=readable, until_on__isnull=True)
        .select_related("customer__keeper", "owner", "flagged_by")
        .annotate(
            last_confirmed_on=Subquery(
                kept.values("customer").annotate(day=Max(day)).values("day"),
                output_field=DateField(),
            )
        )
        .order_by(F("last_confirmed_on").asc(nulls_first=True), "customer__name", "id")
    )


def is_stale(latest_on: dt.date | None) -> bool:
    """Say whether nothing was learned or confirmed for more than 90 days, or ever."""
    return rules.is_stale(latest_on, clock.today())


def flagged(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    """Add to customers why each is a key customer; `key_reason` is None where it is none."""
    return customers.annotate(key_reason=Subquery(_flags().values("reason")[:1]))


def manual_opened(person: Person, pk: int) -> Customer:
    """Fetch a customer whose manual the person may read, flagged and with its keeper."""
    return get_prepared(_opened, _readable, person, pk)


def _readable(person: Person) -> QuerySet[Customer]:
    return flagged(customers_readable(person).select_related("keeper"))


@prepared
def _opened(person: Person, pk: int) -> QuerySet[Customer]:
    return _readable(person).filter(pk=pk)


def key_flag_of(customer: Customer) -> KeyCustomer | None:
    """Give the flag of a key customer, if it is one."""
    return (
        KeyCustomer.objects.filter(customer=customer, until_on__isnull=True)
        .select_related("owner", "flagged_by")
        .first()
    )
