"""What a contact said yes and no to, in the same words on every page."""

from dataclasses import dataclass, field

from accounts.models import Answer, Consent, Contact, Purpose
from accounts.queries import answers_of
from accounts.rules.mail import NEEDS_A_YES

#: In the order people read them. Being remembered at all is said apart.
PURPOSES = (
    Purpose.CARD,
    Purpose.LOYALTY,
    Purpose.NEWS,
    Purpose.OFFER,
    Purpose.YOUR_PAGE,
    Purpose.SURPRISE,
)


@dataclass(frozen=True)
class Said:
    """One answer, with whom we have it from: told by whom to whom, when and how."""

    label: str
    answer: str
    code: str
    row: Consent | None
    waits_for_a_yes: bool = False


@dataclass(frozen=True)
class AnswersSaid:
    """What was answered, and the names of what nobody asked about: free until a no, or not."""

    given: list[Said] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    wants_nothing_remembered: bool = False


def said_of(purpose: str, row: Consent | None) -> Said:
    """Say one answer in words."""
    answer = Answer(row.answer if row else Answer.UNKNOWN)
    label = str(Purpose(purpose).label)
    waits = answer == Answer.UNKNOWN and purpose in NEEDS_A_YES
    return Said(label[:1].upper() + label[1:], str(answer.label), str(answer), row, waits)


def answers_said(contact: Contact) -> AnswersSaid:
    """Give all answers of a contact the reader of their page reaches; one question."""
    rows = answers_of(contact)
    said = [said_of(purpose, rows.get(purpose)) for purpose in PURPOSES]
    unknown = [one for one in said if one.code == Answer.UNKNOWN]
    remembering = rows.get(Purpose.REMEMBERING)
    return AnswersSaid(
        given=[one for one in said if one.code != Answer.UNKNOWN],
        free=[one.label for one in unknown if not one.waits_for_a_yes],
        waiting=[one.label for one in unknown if one.waits_for_a_yes],
        wants_nothing_remembered=remembering is not None and remembering.answer == Answer.REFUSED,
    )
