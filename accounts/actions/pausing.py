"""Leaving a customer in peace: snoozed until a day, or not a fit; and taking it up again."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Customer, Pause, Person
from accounts.permissions import leads_steward_of, may_write_customer
from accounts.queries import customers_named
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def pause_customer(
    *, person: Person, customer: Customer, kind: str, reason: str, until_on: dt.date | None = None
) -> Pause:
    """Stop reminding of a customer, with a reason; a pause that was open ends with it."""
    row = _locked(person, customer)
    if kind == Pause.Kind.SNOOZE and (until_on is None or until_on <= clock.today()):
        raise RuleBrokenError(
            _("Until when? Name a day that is still to come."),
            "accounts.pause_in_past",
            field="until_on",
        )
    now = clock.now()
    row.pauses.filter(ended_at__isnull=True).update(ended_at=now)
    pause = Pause(
        customer=row,
        person=person,
        kind=kind,
        reason=" ".join(reason.split()),
        until_on=until_on if kind == Pause.Kind.SNOOZE else None,
        made_at=now,
    )
    pause.full_clean()
    pause.save()
    _note("accounts.customer_paused", person, pause, words={"reason": pause.reason})
    return pause


@transaction.atomic
def resume_customer(*, person: Person, customer: Customer) -> Customer:
    """Remind of a customer again; it changes nothing where there was no pause."""
    row = _locked(person, customer)
    pause = row.pauses.filter(ended_at__isnull=True).first()
    if pause is not None:
        pause.ended_at = clock.now()
        pause.save(update_fields=["ended_at"])
        _note("accounts.customer_resumed", person, pause)
    return row


def _locked(person: Person, customer: Customer) -> Customer:
    if not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if not (may_write_customer(person, customer) or leads_steward_of(person, customer)):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, and their lead may change this.")
        )
    return Customer.objects.select_for_update().get(pk=customer.pk)


def _note(kind: str, person: Person, pause: Pause, words: dict[str, str] | None = None) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="customer",
        subject_id=pause.customer_id,
        customer_id=pause.customer_id,
        words=words,
        facts={"kind": pause.kind, "until": str(pause.until_on or "")},
    )
