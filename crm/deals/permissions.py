"""Who may write a deal."""

from accounts.models import Person
from accounts.permissions import leads_steward_of, may_write_customer
from crm.deals.models import Deal


def may_write_deal(person: Person, deal: Deal) -> bool:
    """The customer's steward writes; without a customer, the deal's owner does."""
    if deal.customer is None:
        return deal.owner_id == person.pk
    return may_write_customer(person, deal.customer)


def may_override_deal(person: Person, deal: Deal) -> bool:
    """Leads and managers of the steward may change a deal, with a reason."""
    return deal.customer is not None and leads_steward_of(person, deal.customer)
