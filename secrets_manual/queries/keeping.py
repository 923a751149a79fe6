"""How well manuals are kept: known, fresh and used by colleagues; counted by contacts, never more.

The figures of the manual keeper's award (G10): no second secret about a contact adds anything,
and whoever asked not to be remembered is not counted at all.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Answer, Consent, Contact, Customer, Person, Purpose
from accounts.queries import customers_readable, stewardships_now
from crm import clock
from secrets_manual.models import Reception, Secret, State, Use
from secrets_manual.queries.awards import KEEPER
from secrets_manual.queries.stories import colleagues
from secrets_manual.rules.awards import Keeping, next_begin


def _contacts_counted(begin: dt.date) -> QuerySet[Contact]:
    """Give contacts with their manual's keeper and, for the year from `begin`, what is true."""
    zone = clock.company_zone()
    end = next_begin(KEEPER, begin)
    starts, stops = (dt.datetime.combine(day, dt.time(), zone) for day in (begin, end))
    steward = stewardships_now().filter(customer=OuterRef("customer"))
    asked = Consent.objects.filter(contact=OuterRef("pk"), purpose=Purpose.REMEMBERING)
    kept = Secret.objects.filter(
        contact=OuterRef("pk"), state=State.KEPT, created_at__lt=stops
    ).order_by()
    confirmed = Q(confirmed_on__gte=begin, confirmed_on__lt=end)
    used = Use.objects.filter(
        secret__contact=OuterRef("pk"), secret__state=State.KEPT, at__gte=starts, at__lt=stops
    ).order_by()
    by_others = (
        used.filter(reception=Reception.WELCOME)
        .exclude(person=OuterRef("kept_by"))
        .exclude(judged_by=OuterRef("kept_by"), judged_by__isnull=False)
    )
    return (
        Contact.objects.alias(
            last_word=Subquery(asked.order_by("-id").values("answer")[:1]),
        )
        .exclude(last_word=Answer.REFUSED, last_word__isnull=False)
        .annotate(
            kept_by=Coalesce(
                "customer__keeper_id",
                Subquery(steward.values("person_id")[:1]),
                output_field=BigIntegerField(),
            ),
            is_known=Exists(kept),
            is_fresh=Exists(kept.filter(confirmed)),
            is_shared=Exists(by_others) & ~Exists(used.filter(reception=Reception.UNWELCOME)),
        )
        .filter(created_at__lt=stops)
        .order_by()
    )


def _summed(contacts: QuerySet[Contact], by: str) -> dict[int, Keeping]:
    """Sum contacts by their keeper or their customer, in the database."""
    rows = contacts.values(by).annotate(
        contacts=Count("pk"),
        known=Count("pk", filter=Q(is_known=True)),
        fresh=Count("pk", filter=Q(is_fresh=True)),
        shared=Count("pk", filter=Q(is_shared=True)),
    )
    figures = rows.values_list(by, "contacts", "known", "fresh", "shared")
    return {pk: Keeping(*counted) for pk, *counted in figures}


def keepings(begin: dt.date) -> dict[int, Keeping]:
    """Give how each colleague kept the manuals they keep now, in the year from `begin`."""
    here = set(colleagues().order_by().values_list("pk", flat=True))
    rows = _contacts_counted(begin).filter(kept_by__in=here)  # type: ignore[misc]
    return _summed(rows, "kept_by")


@dataclass(frozen=True)
class KeptManual:
    """One manual in the account of its keeper."""

    customer: Customer
    keeping: Keeping


@dataclass(frozen=True)
class KeepingShown:
    """The account of one keeper: the whole, the manuals the reader may open, and the others."""

    whole: Keeping
    manuals: list[KeptManual]
    others: int


def keeping_of(reader: Person, keeper: Person, begin: dt.date) -> KeepingShown:
    """Give what stands behind a keeper's figures; customers the reader may not read are summed."""
    own = stewardships_now().filter(person=keeper).values("customer")
    customers = Customer.objects.filter(Q(keeper=keeper) | Q(keeper__isnull=True, pk__in=own))
    rows = _contacts_counted(begin).filter(customer__in=customers.order_by().values("pk"))
    figures = _summed(rows, "customer")
    readable = customers_readable(reader).filter(pk__in=figures).order_by("name", "id")
    shown = [KeptManual(customer, figures[customer.pk]) for customer in readable]
    return KeepingShown(sum(figures.values(), Keeping()), shown, len(figures) - len(shown))
