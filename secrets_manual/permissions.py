"""Who may read and write a manual; seeing single secrets is decided in the queries."""

from accounts.models import Customer, Person
from accounts.permissions import is_steward, leads_steward_of, may_read_customer
from secrets_manual.models import Commitment, Gift, Promise, Secret, State

#: Roles whose reading of somebody else's manual is journaled and shown to its keeper.
WATCHED_ROLES = ("director",)
#: Who gives to customers, and so writes the register.
GIVING = ("rep", "service", "lead", "manager", "director")


#: Who nominates, votes and may win an award.
COLLEAGUES = ("rep", "service", "lead", "manager")


def may_read_manual(person: Person, customer: Customer) -> bool:
    """Steward, keeper, lead or manager of the steward's team, director."""
    return may_read_customer(person, customer)


def may_write_manual(person: Person, customer: Customer) -> bool:
    """The steward writes, and the keeper does."""
    return customer.keeper_id == person.pk or is_steward(person, customer)


def may_change_secret(person: Person, secret: Secret) -> bool:
    """A draft is its author's; of a third party's word, author and manager decide together."""
    if secret.state == State.DRAFT:
        return secret.author_id == person.pk
    if secret.state == State.THIRD_PARTY:
        return secret.author_id == person.pk or manages(person, secret.author)
    return may_write_manual(person, secret.customer)


def may_hand_over(person: Person, customer: Customer) -> bool:
    """Who leads the steward says who keeps the manual; a director does where nobody leads."""
    return person.has_role("director") or leads_steward_of(person, customer)


def may_flag_key_customer(person: Person, customer: Customer) -> bool:
    """Who writes the manual flags a key customer, and who leads them."""
    return may_write_manual(person, customer) or may_hand_over(person, customer)


def may_keep_promise(person: Person, promise: Promise) -> bool:
    """Who owns or made it, who writes the manual, and who leads the steward."""
    return (
        person.pk in {promise.owner_id, promise.person_id}
        or may_write_manual(person, promise.customer)
        or leads_steward_of(person, promise.customer)
        or leads_person(person, promise.owner)
    )


def leads_person(person: Person, other: Person) -> bool:
    """Say whether the person leads or manages the other's team."""
    team = other.team
    return team is not None and (
        (person.has_role("lead") and team.lead_id == person.pk)
        or (person.has_role("manager") and team.manager_id == person.pk)
    )


def may_mind_commitment(person: Person, commitment: Commitment) -> bool:
    """Who minds it, who writes the manual, and who leads the steward."""
    return (
        person.pk == commitment.owner_id
        or may_write_manual(person, commitment.customer)
        or leads_steward_of(person, commitment.customer)
    )


def manages(person: Person, author: Person) -> bool:
    """Say whether the person is the manager of the author's team."""
    return (
        person.has_role("manager")
        and author.team is not None
        and author.team.manager_id == person.pk
    )


def is_watched(person: Person, customer: Customer, ticket_id: str) -> bool:
    """Say whether this reading is journaled: through a ticket, or by virtue of a high office."""
    if ticket_id:
        return True
    return person.has_role(*WATCHED_ROLES) and not may_write_manual(person, customer)


def may_release(person: Person) -> bool:
    """Only the privacy officer calls a refusal a false alarm."""
    return person.has_role("privacy")


def may_export_secrets(person: Person) -> bool:
    """Only the privacy officer takes secrets out of the house."""
    return person.has_role("privacy")


def may_keep_themes(person: Person) -> bool:
    """Marketing says which themes are followed, and so may directors."""
    return person.has_role("marketing", "director")


def may_record_gift(person: Person, customer: Customer) -> bool:
    """Who reads the customer, and service staff, who put mishaps right for everybody."""
    return person.has_role("service") or (
        person.has_role(*GIVING) and may_read_customer(person, customer)
    )


def may_decide_gift(person: Person, gift: Gift) -> bool:
    """Who leads the giver or the steward, and directors; never for oneself."""
    if person.pk in {gift.person_id, gift.hidden_from_id}:
        return False
    return (
        person.has_role("director")
        or leads_person(person, gift.person)
        or leads_steward_of(person, gift.customer)
    )


def may_set_gift_policies(person: Person) -> bool:
    """Directors set policies."""
    return person.has_role("director")


def may_vote(person: Person) -> bool:
    """Colleagues who sell, serve or lead tell stories and choose among them."""
    return person.is_active and person.has_role(*COLLEAGUES)


def may_see_keeping(person: Person, keeper: Person) -> bool:
    """How somebody keeps their manuals is seen by themselves, who leads them, and a director."""
    return person.pk == keeper.pk or person.has_role("director") or leads_person(person, keeper)
