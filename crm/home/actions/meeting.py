"""Writing down what a meeting decided, with the answer the empty chair asks for."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Customer, Person
from accounts.queries import customers_readable
from crm import clock
from crm.errors import NotVisibleError
from crm.home.models import MeetingDecision
from crm.journal import actions as journal
from secrets_manual.actions.gating import reads


@reads("decided", "effect")
@transaction.atomic
def log_decision(
    *, person: Person, decided: str, effect: str, customer: Customer | None = None
) -> MeetingDecision:
    """Write down a decision, what it does to the customer, and who says so."""
    if customer is not None and not customers_readable(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    row = MeetingDecision(
        customer=customer,
        decided=" ".join(decided.split()),
        effect=" ".join(effect.split()),
        person=person,
        decided_at=clock.now(),
    )
    row.full_clean()
    row.save()
    journal.record(
        "home.meeting_decided",
        person=person,
        subject_kind="meeting_decision",
        subject_id=row.pk,
        customer_id=customer.pk if customer else None,
    )
    return row
