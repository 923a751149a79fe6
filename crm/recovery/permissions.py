"""Who may do what with a ticket that they can see; seeing it is decided in the queries."""

from accounts.models import Person
from crm.recovery.models import Cycle, SavedReply, Ticket

#: Who reads under which clocks and ladders we work.
POLICY_READERS = ("rep", "service", "lead", "manager", "director", "admin")
#: Roles that work with tickets at all; marketing, finance, privacy and admin do not.
TICKET_ROLES = ("rep", "service", "lead", "manager", "director")

#: Who reads the figures of recovery, each over the tickets they may read.
FIGURE_READERS = ("service", "lead", "manager", "director")


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


def may_share_out(person: Person) -> bool:
    """Whoever hands on tickets of others may hand on many at once; each is asked about again."""
    return person.has_role("service", "lead", "manager")


def may_appoint_again(person: Person) -> bool:
    """A second later time is a manager's decision: whoever leads the shift is under its clock."""
    return person.has_role("manager", "director")


def may_set_policy(person: Person) -> bool:
    """Directors set the clocks and ladders, and who leads a team of service and answers for it.

    An admin runs the house, and does not decide how soon a customer is answered.
    """
    return person.has_role("director") or person.teams_led.filter(is_service=True).exists()


def may_plan_rota(person: Person) -> bool:
    """Whoever sets the ladder says who is on call for it."""
    return may_set_policy(person)


def may_keep_causes(person: Person) -> bool:
    """Leads, managers and directors keep the list of causes."""
    return person.has_role("lead", "manager", "director")


def may_finish_lesson(person: Person, cycle: Cycle) -> bool:
    """Whoever carries a lesson out says that it is done, and those who share out the work."""
    return cycle.lesson_owner_id == person.pk or person.has_role(
        "service", "lead", "manager", "director"
    )


def may_sort_mail(person: Person) -> bool:
    """Service staff look at mail that no signature brought to a ticket."""
    return person.has_role("service")


def may_see_load(person: Person) -> bool:
    """Say who sees what each of service has in hand: service, and who answers for others."""
    return person.has_role("service", "lead", "manager", "director")


def may_edit_strength(person: Person, of: Person, *, sets_policy: bool | None = None) -> bool:
    """Everybody says what they are good at, and who leads them, or leads service.

    `sets_policy` is what `may_set_policy` says, where it was asked for many at once.
    """
    leads = of.team is not None and of.team.lead_id == person.pk
    sets = may_set_policy(person) if sets_policy is None else sets_policy
    return person.pk == of.pk or leads or sets


def may_keep_replies(person: Person) -> bool:
    """Leads, managers and directors keep the saved replies that everybody uses."""
    return person.has_role("lead", "manager", "director")


def may_keep_reply(person: Person, reply: SavedReply) -> bool:
    """Everybody keeps their own; who answers for others keeps everybody's as well."""
    return reply.person_id == person.pk or (reply.person_id is None and may_keep_replies(person))


def may_hear_complaints(person: Person) -> bool:
    """What a customer wrote to the directors is for them, and for managers to answer for."""
    return person.has_role("manager", "director")
