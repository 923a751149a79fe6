"""Whether a mail may go to a contact: consent first, then the channel, then the cap."""

from collections.abc import Collection
from typing import Final

#: Mail about a mishap of their own always goes: a cap must not keep whoever waits in the dark.
ALWAYS: Final = frozenset({"recovery"})
#: Needs a yes; everything else needs only that nobody said no.
NEEDS_A_YES: Final = frozenset({"offer"})
#: What such mail is about when whoever sends it does not say.
TOPIC_OF: Final = {"offer": "products", "news": "company"}


def mail_problem(
    purpose: str,
    *,
    answer: str,
    takes_mail: bool,
    already_sent: int,
    most: int,
    topic: str = "",
    topics: Collection[str] = (),
) -> str:
    """Give why this mail may not go: "refused", "not_granted", "no_mail", "topic", "cap"; or "".

    `topics` are those the contact ticked; who ticked none left the choice to us. Only offers
    and news have a topic, said by `topic` or else by their purpose.
    `already_sent` counts the mails within the cap's days, `most` is the smaller of our cap
    and the number the contact chose.
    """
    if purpose in ALWAYS:
        return ""
    if answer == "refused":
        return "refused"
    if purpose in NEEDS_A_YES and answer != "granted":
        return "not_granted"
    if not takes_mail:
        return "no_mail"
    about = (topic or TOPIC_OF[purpose]) if purpose in TOPIC_OF else ""
    if about and topics and about not in topics:
        return "topic"
    return "cap" if already_sent >= most else ""


def most_mails(cap: int, days: int, mails_a_month: int | None) -> int:
    """Give how many mails may go within `days`: our cap, or less where the contact chose less."""
    if mails_a_month is None:
        return cap
    return min(cap, mails_a_month * days // 30 if days >= 30 else mails_a_month)
