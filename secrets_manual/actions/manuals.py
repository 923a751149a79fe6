"""Whose manual it is, and which customers we cannot afford to know badly."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Customer, Person
from accounts.queries import customers_readable, steward_of
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.models import KeyCustomer
from secrets_manual.permissions import may_flag_key_customer, may_hand_over
from secrets_manual.queries import keepers_to_choose


@transaction.atomic
def hand_over_manual(
    *, person: Person, customer: Customer, keeper: Person | None, version: int | None = None
) -> Customer:
    """Give a manual to another keeper, or back to the steward (None); both are told."""
    row = _readable(person, customer)
    if not may_hand_over(person, row):
        raise NotAllowedError(
            _("Whoever leads the steward of this customer says who keeps the manual.")
        )
    check_version(row, version)
    if keeper is not None and not keepers_to_choose(row).filter(pk=keeper.pk).exists():
        raise RuleBrokenError(
            _("Choose somebody who sells, serves or leads."),
            "secrets_manual.unfit_keeper",
            field="keeper",
        )
    before = row.keeper
    if (before and before.pk) == (keeper and keeper.pk):
        return row
    save_versioned(row, {"keeper": keeper})
    journal.record(
        "secrets_manual.manual_handed_over",
        person=person,
        subject_kind="manual",
        subject_id=row.pk,
        customer_id=row.pk,
        facts={
            "from": before.pk if before else None,
            "to": keeper.pk if keeper else None,
        },
    )
    _tell_both(person, row, before, keeper)
    return row


def _tell_both(
    person: Person, customer: Customer, before: Person | None, keeper: Person | None
) -> None:
    now_kept_by = keeper or steward_of(customer)
    told = {each.pk: each for each in (before, now_kept_by) if each is not None}
    told.pop(person.pk, None)
    notices.tell(
        people=told.values(),
        once_key=f"manual-handed-over:{customer.pk}:{customer.version}",
        subject=_("%(keeper)s keeps the manual of %(customer)s now")
        % {
            "keeper": now_kept_by.name if now_kept_by else _("Nobody"),
            "customer": customer.name,
        },
        body=_("%(name)s handed it over.") % {"name": person.name},
        url=f"/manuals/{customer.pk}/",
        about_kind="manual",
        about_id=str(customer.pk),
        customer_id=customer.pk,
    )


@transaction.atomic
def flag_key_customer(
    *, person: Person, customer: Customer, reason: str, owner: Person | None = None
) -> KeyCustomer:
    """Flag a customer we cannot afford to know badly; somebody answers for it by name."""
    row = _flaggable(person, customer)
    answers = owner or person
    if KeyCustomer.objects.filter(customer=row, until_on__isnull=True).exists():
        raise RuleBrokenError(
            _("This is a key customer already."), "secrets_manual.key_customer_already"
        )
    flag = KeyCustomer(
        customer=row,
        flagged_by=person,
        owner=answers,
        reason=" ".join(reason.split())[:300],
        since_on=clock.today(),
    )
    flag.full_clean()
    flag.save()
    _note("secrets_manual.key_customer_flagged", person, flag)
    if answers.pk != person.pk:
        notices.tell(
            people=[answers],
            once_key=f"key-customer:{flag.pk}",
            subject=_("Look after our key customer %(customer)s: you answer for them")
            % {"customer": row.name},
            body=flag.reason,
            url=f"/manuals/{row.pk}/",
            about_kind="manual",
            about_id=str(row.pk),
            customer_id=row.pk,
        )
    return flag


@transaction.atomic
def end_key_customer(*, person: Person, customer: Customer) -> KeyCustomer:
    """Take the flag away from today on; the list keeps that it stood."""
    row = _flaggable(person, customer)
    flag = KeyCustomer.objects.select_for_update().filter(customer=row, until_on__isnull=True)
    found = flag.first()
    if found is None:
        raise RuleBrokenError(_("This is no key customer."), "secrets_manual.no_key_customer")
    found.until_on = clock.today()
    found.full_clean()
    found.save(update_fields=["until_on"])
    _note("secrets_manual.key_customer_ended", person, found)
    return found


def _flaggable(person: Person, customer: Customer) -> Customer:
    row = _readable(person, customer)
    if not may_flag_key_customer(person, row):
        raise NotAllowedError(_("The steward, the keeper and those who lead them flag customers."))
    return row


def _readable(person: Person, customer: Customer) -> Customer:
    row = (
        Customer.objects.select_for_update(of=("self",))
        .select_related("keeper")
        .filter(pk__in=customers_readable(person).filter(pk=customer.pk).values("pk"))
        .first()
    )
    if row is None:
        raise NotVisibleError(_("There is no such customer."))
    return row


def _note(kind: str, person: Person, flag: KeyCustomer) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="manual",
        subject_id=flag.customer_id,
        customer_id=flag.customer_id,
        words={"reason": flag.reason},
        facts={"owner": flag.owner_id, "flag": flag.pk},
    )
