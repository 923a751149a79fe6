"""What somebody who has just come in needs before the first secret."""

from dataclasses import dataclass

from accounts.models import Customer, Person
from secrets_manual.models import Secret
from secrets_manual.queries import contacts_of_mine, manuals_writable


@dataclass(frozen=True)
class FirstSteps:
    """How far somebody new is; `has_people` once there is a contact to write about."""

    has_customers: bool
    has_people: bool


def has_no_customers_yet(person: Person) -> bool:
    """Say whether the director still has everything before them: nobody is a customer yet."""
    return person.has_role("director") and not Customer.objects.exists()


def first_steps(person: Person) -> FirstSteps | None:
    """Give what is still to do for a rep who has written no secret yet, None for all others."""
    if not person.has_role("rep") or Secret.objects.filter(author=person).exists():
        return None
    has_people = contacts_of_mine(person).exists()
    return FirstSteps(has_people or manuals_writable(person).exists(), has_people)
