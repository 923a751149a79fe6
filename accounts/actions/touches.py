"""What happens to a customer on a day: they become one, or we mean to be in touch."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.versions import save_versioned
from accounts.models import Customer, Person
from accounts.permissions import may_write_customer
from accounts.queries import customers_named
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def win_customer(*, person: Person, customer: Customer, since_on: dt.date) -> Customer:
    """Say that a prospect became a customer, and on which day; its steward does."""
    row = _locked(person, customer)
    if not row.is_prospect:
        raise RuleBrokenError(
            _("%(name)s is a customer already.") % {"name": row.name}, "accounts.customer_already"
        )
    if since_on > clock.today():
        raise RuleBrokenError(
            _("This lies in the future. When did they become a customer?"),
            "accounts.won_in_future",
            field="since_on",
        )
    save_versioned(row, {"is_prospect": False, "customer_since_on": since_on})
    _note("accounts.customer_won", person, row, since_on=since_on)
    return row


@transaction.atomic
def plan_touch(
    *, person: Person, customer: Customer, on: dt.date | None, why: str = ""
) -> Customer:
    """Set the day somebody means to be in touch, and why; None takes the day away."""
    row = _locked(person, customer)
    if on is not None and on < clock.today():
        raise RuleBrokenError(
            _("That day is over. When will you be in touch?"), "accounts.touch_in_past", field="on"
        )
    if on is not None and not why.strip():
        raise RuleBrokenError(
            _("Say why you will be in touch that day."), "accounts.touch_without_why", field="why"
        )
    why = why.strip() if on else ""
    save_versioned(row, {"next_touch_on": on, "next_touch_why": why})
    journal.record(
        "accounts.touch_planned",
        person=person,
        subject_kind="customer",
        subject_id=row.pk,
        customer_id=row.pk,
        words={"why": why} if why else None,
        facts={"on": on},
    )
    return row


def _locked(person: Person, customer: Customer) -> Customer:
    if not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if not may_write_customer(person, customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    return Customer.objects.select_for_update().get(pk=customer.pk)


def _note(kind: str, person: Person, row: Customer, **facts: object) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="customer",
        subject_id=row.pk,
        customer_id=row.pk,
        facts=facts,
    )
