"""The branch of the tree that explains what is held and what has lapsed."""

from collections.abc import Sequence

from compensation.rules.holds import HELD, LAPSED, DealLine
from compensation.rules.trees import Node, fact, money_node, referring, worked_out

# Beyond this the branch would be a list nobody reads: one leaf stands for it.
MOST_DEALS_SHOWN = 20
_SENTENCES = {HELD: "Held until the customer signs", LAPSED: "Lapsed with cancelled deals"}


def waiting_nodes(
    part: Node,
    deals: Sequence[DealLine],
    waiting: Sequence[Sequence[tuple[int, str]]],
    minor_units: int,
) -> list[Node]:
    """Give what is taken off the total: held, and lapsed where anything has.

    `waiting` are the (units, state) pairs of each deal's milestones.
    """
    found = {state for line in waiting for _units, state in line}
    taken = [HELD, *([LAPSED] if LAPSED in found else [])]
    if len(deals) > MOST_DEALS_SHOWN:
        return [money_node(_aggregate(state, waiting), minor_units) for state in taken]
    milestones = _milestones(part, deals, minor_units)
    return [
        money_node(_sum_of(state, milestones, waiting, minor_units, first=place == 0), minor_units)
        for place, state in enumerate(taken)
    ]


def _aggregate(state: str, waiting: Sequence[Sequence[tuple[int, str]]]) -> Node:
    units = [units for line in waiting for units, found in line if found == state]
    return fact(state, _SENTENCES[state], sum(units), milestones=len(units), deals=len(waiting))


def _milestones(part: Node, deals: Sequence[DealLine], minor_units: int) -> list[list[Node]]:
    """Make each milestone's part; a deal's own part stands in full under its first milestone."""
    credited = [str(deal.credited) for deal in deals]
    rows = []
    for row, deal in enumerate(deals):
        name = f"deal.{row}"
        origin = referring(f"{name}.of", "The part that waits", "same", part)
        whole = worked_out(
            name,
            f"{deal.name}: its part by credited revenue",
            "share_by_weights",
            [money_node(origin, minor_units)],
            weights=credited,
            line=row,
        )
        rows.append([
            _milestone(money_node(whole, minor_units), deal, column, minor_units)
            for column in range(len(deal.schedule))
        ])  # fmt: skip
    return rows


def _milestone(whole: Node, deal: DealLine, column: int, minor_units: int) -> Node:
    name = f"{whole.name}.{column}"
    source = whole if column == 0 else referring(f"{name}.of", whole.sentence, "same", whole)
    node = worked_out(
        name,
        f"{deal.name}, milestone {column + 1}",
        "share_by_weights",
        [money_node(source, minor_units)],
        weights=[str(share) for share in deal.schedule],
        line=column,
    )
    return money_node(node, minor_units)


def _sum_of(
    state: str,
    milestones: list[list[Node]],
    waiting: Sequence[Sequence[tuple[int, str]]],
    minor_units: int,
    *,
    first: bool,
) -> Node:
    """Sum the milestones in a state; those in another count nothing, and are seen to."""
    terms = []
    for nodes, line in zip(milestones, waiting, strict=True):
        for node, (_units, found) in zip(nodes, line, strict=True):
            name = f"{node.name}.{state}"
            source = node if first else referring(f"{name}.of", node.sentence, "same", node)
            counts = fact(f"{name}.counts", f"The milestone is {found}", int(found == state))
            term = worked_out(
                name, node.sentence, "product", [money_node(source, minor_units), counts]
            )
            terms.append(money_node(term, minor_units))
    return worked_out(state, _SENTENCES[state], "sum", terms)
