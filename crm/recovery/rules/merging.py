"""Which of two tickets about one mishap goes on, and when they may become one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What the rule looks at of a ticket and its present cycle.

    `further` says that something was done for it beyond reaching the customer; `surprise` is
    "planned", "given" or ""; `apart` whose eyes it is kept from, and whether it came from an
    older system.
    """

    key: int
    customer: int
    state: str
    started_at: datetime
    surprise: str = ""
    further: bool = False
    apart: tuple[int | None, bool] = (None, False)


def main_first(one: Standing, other: Standing) -> tuple[Standing, Standing]:
    """Put first the ticket that goes on: the one whose clock began earlier, ties the lower number.

    So the customer's clock is that of the first report, and nothing of it has to be moved.
    """
    first, second = sorted((one, other), key=lambda ticket: (ticket.started_at, ticket.key))
    return first, second


def merge_refusal(main: Standing, merged: Standing) -> str | None:
    """Give the code of the first rule against merging the second into the first, or None."""
    against = (
        ("recovery.merge_itself", main.key == merged.key),
        ("recovery.merge_elsewhere", main.customer != merged.customer),
        ("recovery.merge_closed", not main.state == merged.state == "open"),
        ("recovery.merge_apart", main.apart != merged.apart),
        ("recovery.merge_further", merged.further),
        ("recovery.merge_planned", bool(main.surprise and merged.surprise)),
    )
    return next((code for code, holds in against if holds), None)
