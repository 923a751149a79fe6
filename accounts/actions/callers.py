"""Writing down a customer or a contact whom nobody knew until they called."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.customers import add_customer, write_contact
from accounts.models import Contact, Customer, Person
from accounts.permissions import may_take_down_callers
from accounts.queries import customers_named, steward_of, with_role
from crm.errors import NotAllowedError, NotVisibleError
from crm.notices import actions as notices


@transaction.atomic
def take_down_caller(
    *,
    person: Person,
    customer: Customer | None,
    customer_name: str = "",
    contact_name: str = "",
    phone: str = "",
    email: str = "",
) -> tuple[Customer, Contact | None]:
    """Write down who called: a new customer of this name where none is given, and the human.

    Whoever may write down a mishap may. A customer that nobody looks after then is told to the
    directors, who entrust it. A phone without a contact's name is the customer's own.
    """
    if not may_take_down_callers(person):
        raise NotAllowedError(_("Tell somebody of service; you cannot add customers."))
    if customer is None:
        own_phone = "" if contact_name else phone
        customer = add_customer(person=person, name=customer_name, phone=own_phone)
        _tell_without_steward(customer, person)
    elif not customers_named(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if not contact_name:
        return customer, None
    contact = write_contact(
        person=person, customer=customer, name=contact_name, phone=phone, email=email
    )
    return customer, contact


def _tell_without_steward(customer: Customer, person: Person) -> None:
    if steward_of(customer) is not None:
        return
    notices.tell(
        people=with_role("director"),
        once_key=f"accounts:{customer.pk}:without_steward",
        subject=_("Say who looks after %(name)s: a new customer") % {"name": customer.name},
        body=_("%(person)s wrote them down when they called. Entrust them to somebody.")
        % {"person": person.name},
        url=reverse("customer", args=[customer.pk]),
        about_kind="customer",
        about_id=str(customer.pk),
        customer_id=customer.pk,
    )
