"""Who may do what with a ticket that they can see; seeing it is decided in the queries."""

from accounts.models import Person
from crm.recovery.models import Ticket

#: Roles that work with tickets at all; marketing, finance, privacy and admin do not.
TICKET_ROLES = ("rep", "service", "lead", "manager", "director")


def may_open(person: Person) -> bool:
    """Whoever serves customers may write down a mishap, for any customer they know by name."""
    return person.has_role(*TICKET_ROLES)


def may_work(person: Person, ticket: Ticket) -> bool:
    """Service staff take the steps, and whoever was handed the ticket."""
    return person.has_role("service") or ticket.owner_id == person.pk


def may_comment(person: Person) -> bool:
    """Whoever reads a ticket may comment on it."""
    return person.has_role(*TICKET_ROLES)


def may_hand_on(person: Person, ticket: Ticket) -> bool:
    """Leads and managers share out the load without taking steps themselves."""
    return may_work(person, ticket) or person.has_role("lead", "manager")


def may_appoint_again(person: Person) -> bool:
    """A second later time is a decision of somebody who answers for others."""
    return person.has_role("lead", "manager", "director")


def may_set_policy(person: Person) -> bool:
    """Policies are the director's."""
    return person.has_role("director")


def may_sort_mail(person: Person) -> bool:
    """Service staff look at mail that no signature brought to a ticket."""
    return person.has_role("service")
