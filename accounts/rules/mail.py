"""Whether a mail may go to a contact: consent first, then the channel, then the cap."""

from typing import Final

#: Mail about a mishap of their own always goes: a cap must not keep whoever waits in the dark.
ALWAYS: Final = frozenset({"recovery"})
#: Needs a yes; everything else needs only that nobody said no.
NEEDS_A_YES: Final = frozenset({"offer"})


def mail_problem(
    purpose: str, *, answer: str, takes_mail: bool, already_sent: int, most: int
) -> str:
    """Give why this mail may not go: "refused", "not_granted", "no_mail", "cap"; or "".

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
    return "cap" if already_sent >= most else ""


def most_mails(cap: int, days: int, mails_a_month: int | None) -> int:
    """Give how many mails may go within `days`: our cap, or less where the contact chose less."""
    if mails_a_month is None:
        return cap
    return min(cap, mails_a_month * days // 30 if days >= 30 else mails_a_month)
