"""Setting what may be given: at a customer, in a country, and by us at all (G11)."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Customer, Person
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import reads
from secrets_manual.models import GiftPolicy
from secrets_manual.permissions import may_set_gift_policies


@reads("note", "source")
@transaction.atomic
def set_gift_policy(
    *,
    person: Person,
    customer: Customer | None = None,
    country: str = "",
    nothing_at_all: bool = False,
    per_gift_minor: int | None = None,
    per_year_minor: int | None = None,
    source: str,
    note: str = "",
) -> GiftPolicy:
    """Set what may be given from today; the policy that was in force for the same ends.

    Without customer and country it is the company's own. Amounts are minor units of the
    company's currency, for one person.
    """
    _check_may(person)
    country = " ".join(country.split())
    _end(GiftPolicy.objects.filter(customer=customer, country__iexact=country))
    policy = GiftPolicy(
        customer=customer,
        country=country,
        nothing_at_all=nothing_at_all,
        per_gift_minor=0 if nothing_at_all else per_gift_minor or 0,
        per_year_minor=0 if nothing_at_all else per_year_minor or 0,
        currency=our.currency(),
        source=" ".join(source.split()),
        note=" ".join(note.split()),
        made_by=person,
        since_on=clock.today(),
    )
    policy.full_clean()
    policy.save()
    _note("gift_policy_set", person, policy)
    return policy


@transaction.atomic
def end_gift_policy(*, person: Person, policy: GiftPolicy) -> GiftPolicy:
    """End a policy today; what else applies goes on."""
    _check_may(person)
    ended = _end(GiftPolicy.objects.filter(pk=policy.pk))
    if not ended:
        raise RuleBrokenError(_("It has ended already."), "secrets_manual.policy_ended")
    _note("gift_policy_ended", person, ended[0])
    return ended[0]


def _check_may(person: Person) -> None:
    if not may_set_gift_policies(person):
        raise NotAllowedError(_("A director says what may be given."))


def _end(which: QuerySet[GiftPolicy]) -> list[GiftPolicy]:
    rows = list(which.select_for_update().filter(until_on__isnull=True))
    for row in rows:
        row.until_on = clock.today()
        row.save(update_fields=["until_on"])
    return rows


def _note(kind: str, person: Person, policy: GiftPolicy) -> None:
    journal.record(
        f"secrets_manual.{kind}",
        person=person,
        subject_kind="gift_policy",
        subject_id=policy.pk,
        customer_id=policy.customer_id,
        words={"source": policy.source, "note": policy.note, "country": policy.country},
        facts={
            "nothing_at_all": policy.nothing_at_all,
            "per_gift_minor": policy.per_gift_minor,
            "per_year_minor": policy.per_year_minor,
            "currency": policy.currency,
        },
    )
