"""What one contact wants, for the page that says who they are."""

from dataclasses import dataclass, field

from accounts.models import Contact, Person
from secrets_manual.models import Secret, State
from secrets_manual.permissions import is_watched
from secrets_manual.queries.manual import LONGEST_LEAF, with_uses
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import secrets_visible
from secrets_manual.rules.kinds import Layer

CARDS = 3
LINES = 4


@dataclass(frozen=True)
class Wanting:
    """What is known of one contact: the first few of each, and how many there are in all.

    `is_closed` where each reading is journaled: such a page must not be opened by the way.
    """

    taboos: list[Secret] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    needs: list[Secret] = field(default_factory=list)
    count: int = 0
    is_closed: bool = False


def wants_of_contact(person: Person, contact: Contact) -> Wanting:
    """Give what the person may see of one contact's wants, pinned first; the reading is noted.

    What must not be mentioned is given whole: leaving out the fourth would be worse than
    a longer page. Whoever looks for a phone number by virtue of a high office is not shown
    words on the side, whose reading would be journaled: they open the manual on purpose.
    """
    if is_watched(person, contact.customer, ""):
        return Wanting(is_closed=True)
    known = list(
        with_uses(secrets_visible(person).filter(contact=contact)).order_by("-id")[:LONGEST_LEAF]
    )
    if not known:
        return Wanting()
    note_reading(person=person, customers=[contact.customer])
    spoken = [secret for secret in known if not secret.do_not_mention]
    spoken.sort(key=lambda secret: (secret.state != State.KEPT or secret.pin is None, -secret.pk))
    return Wanting(
        taboos=[secret for secret in known if secret.do_not_mention],
        secrets=[secret for secret in spoken if secret.layer != Layer.NEED][:CARDS],
        needs=[secret for secret in spoken if secret.layer == Layer.NEED][:LINES],
        count=len(known),
    )
