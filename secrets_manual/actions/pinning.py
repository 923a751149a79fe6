"""At most five secrets of a contact stand on top of their manual."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from crm.errors import RuleBrokenError
from secrets_manual.actions.correcting import locked, write
from secrets_manual.models import Secret, State
from secrets_manual.models.constraints import MOST_PINNED


@transaction.atomic
def pin_secret(*, person: Person, secret: Secret) -> Secret:
    """Put a secret on top of its contact's manual, in the first place that is free."""
    row = locked(person, secret)
    if row.state != State.KEPT:
        raise RuleBrokenError(
            _("It is not confirmed yet. Ask the customer first."), "secrets_manual.not_confirmed"
        )
    if row.pin is not None:
        return row
    _wait_for_others(row)
    free = sorted(set(range(1, MOST_PINNED + 1)) - pins_taken(row))
    if not free:
        raise RuleBrokenError(
            _("Five are pinned already. Unpin one of them first."), "secrets_manual.five_pinned"
        )
    return write(person, row, "pinned", {"pin": free[0]})


@transaction.atomic
def unpin_secret(*, person: Person, secret: Secret) -> Secret:
    """Take a secret's pin away."""
    row = locked(person, secret)
    return row if row.pin is None else write(person, row, "unpinned", {"pin": None})


def pins_taken(secret: Secret) -> set[int]:
    """Give the places taken by other kept secrets about the same contact, or organisation."""
    beside = Secret.objects.filter(
        customer=secret.customer_id, contact=secret.contact_id, state=State.KEPT, pin__isnull=False
    )
    taken = beside.exclude(pk=secret.pk).values_list("pin", flat=True)
    return {pin for pin in taken if pin is not None}


def _wait_for_others(secret: Secret) -> None:
    """Let one person pin at a time, so that the sixth hears a sentence and not an error."""
    if secret.contact_id:
        Contact.objects.select_for_update().get(pk=secret.contact_id)
    else:
        Customer.objects.select_for_update().get(pk=secret.customer_id)
