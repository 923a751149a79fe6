"""Every number explains itself: a statement as a tree that can be worked out again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from compensation.rules.curves import pay_curve, tier_payout
from compensation.rules.exact import (
    ZERO,
    NoBasisError,
    exact,
    largest_remainder,
    money_text,
    number_text,
    round_half_up,
)
from compensation.rules.scores import shrink

LEAVES = frozenset({"fact", "parameter"})


@dataclass(frozen=True, slots=True)
class Node:
    """One number of a statement.

    `name` is stable ("part.quota"), so that a person can dispute it; `operation` says how the
    value follows from the children ("fact" and "parameter" are leaves, "same" repeats a node
    that stands elsewhere); `value` is exact, `shown` is what the page prints. `unit` is "money"
    (in minor units), "number" or "count". `details` holds what an operation needs beyond its
    children, or where a leaf's facts are; only text, whole numbers, lists and maps.
    """

    name: str
    sentence: str
    operation: str
    value: Fraction
    shown: str
    unit: str = "number"
    children: tuple["Node", ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def fact(name: str, sentence: str, value: Fraction | int, **more: Any) -> Node:
    """Make a leaf for something that happened; `more` says where the single facts are."""
    return _leaf("fact", name, sentence, value, more)


def parameter(name: str, sentence: str, value: Fraction | int, **more: Any) -> Node:
    """Make a leaf for something the plan fixed."""
    return _leaf("parameter", name, sentence, value, more)


def _leaf(
    operation: str, name: str, sentence: str, value: Fraction | int, more: dict[str, Any]
) -> Node:
    number = Fraction(value)
    details = {key: detail for key, detail in more.items() if detail not in ("", None)}
    return Node(name, sentence, operation, number, number_text(number), details=details)


def worked_out(
    name: str, sentence: str, operation: str, children: Sequence[Node], **details: Any
) -> Node:
    """Make a node whose value follows from its children alone, and work that value out."""
    value = _OPERATIONS[operation]([child.value for child in children], details)
    return Node(
        name, sentence, operation, value, number_text(value), "number", tuple(children), details
    )


def money_node(node: Node, minor_units: int) -> Node:
    """Show a value in minor units as money; one before rounding keeps its extra decimals."""
    if node.value.denominator == 1:
        shown = money_text(int(node.value), minor_units, thousands=True)
    else:
        shown = number_text(node.value / 10**minor_units, minor_units + 4)
    return Node(
        node.name,
        node.sentence,
        node.operation,
        node.value,
        shown,
        "money",
        node.children,
        node.details,
    )


def referring(
    name: str,
    sentence: str,
    operation: str,
    *over: Node,
    children: Sequence[Node] = (),
    **details: Any,
) -> Node:
    """Make a node that also rests on nodes standing elsewhere in the tree, named in `over`."""
    values = [node.value for node in (*children, *over)]
    value = _OPERATIONS[operation](values, details)
    details["over"] = [node.name for node in over]
    return Node(
        name, sentence, operation, value, number_text(value), "number", tuple(children), details
    )


def evaluate(tree: Node) -> Fraction:
    """Work the whole tree out again from its leaves.

    ValueError where a stored value differs from what its children give, or a name is unknown.
    """
    named = {node.name: node for node in walk(tree)}
    known: dict[str, Fraction] = {}
    return _evaluate(tree, named, known, set())


def _evaluate(
    node: Node, named: Mapping[str, Node], known: dict[str, Fraction], open_names: set[str]
) -> Fraction:
    if node.name in known:
        return known[node.name]
    if node.name in open_names:
        raise ValueError(f"{node.name} rests on itself")
    open_names.add(node.name)
    values = [_evaluate(child, named, known, open_names) for child in node.children]
    for name in node.details.get("over", ()):
        if name not in named:
            raise ValueError(f"{node.name} rests on {name}, which is not there")
        values.append(_evaluate(named[name], named, known, open_names))
    value = node.value if node.operation in LEAVES else _apply(node, values)
    if value != node.value:
        raise ValueError(f"{node.name} is stored as {node.value} but works out as {value}")
    open_names.discard(node.name)
    known[node.name] = value
    return value


def _apply(node: Node, values: list[Fraction]) -> Fraction:
    if node.operation not in _OPERATIONS:
        raise ValueError(f"{node.name} has an unknown operation, {node.operation}")
    return _OPERATIONS[node.operation](values, node.details)


def walk(tree: Node) -> Iterator[Node]:
    """Give every node, parents first."""
    yield tree
    for child in tree.children:
        yield from walk(child)


def to_json(node: Node) -> dict[str, Any]:
    """Turn a tree into maps, lists and text; exact values as "a/b"."""
    plain: dict[str, Any] = {
        "name": node.name,
        "sentence": node.sentence,
        "operation": node.operation,
        "value": str(node.value),
        "shown": node.shown,
        "unit": node.unit,
    }
    if node.details:
        plain["details"] = dict(node.details)
    if node.children:
        plain["children"] = [to_json(child) for child in node.children]
    return plain


def from_json(plain: Mapping[str, Any]) -> Node:
    """Read back what `to_json` wrote."""
    return Node(
        name=str(plain["name"]),
        sentence=str(plain["sentence"]),
        operation=str(plain["operation"]),
        value=exact(plain["value"]),
        shown=str(plain["shown"]),
        unit=str(plain["unit"]),
        children=tuple(from_json(child) for child in plain.get("children", ())),
        details=plain.get("details", {}),
    )


def _sum(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    return sum(values, ZERO)


def _product(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    product = Fraction(1)
    for value in values:
        product *= value
    return product


def _difference(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    return values[0] - sum(values[1:], ZERO)


def _quotient(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    if values[1] == 0:
        raise NoBasisError("There is nothing to divide by.")
    return values[0] / values[1]


def _same(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    """All that is said to be the same must be: a total and its rounding, a repeated figure."""
    if len(set(values)) != 1:
        raise ValueError(f"these should agree: {', '.join(map(str, values))}")
    return values[0]


def _on_scale(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    total, count, low, high = values
    return (total / count - low) / (high - low)


def _carried(values: list[Fraction], _details: Mapping[str, Any]) -> Fraction:
    """Nothing is paid on too few customers yet; the first value is their number."""
    if values[0] >= values[1]:
        raise ValueError("there are enough customers, so nothing is carried over")
    return ZERO


_OPERATIONS: dict[str, Callable[[list[Fraction], Mapping[str, Any]], Fraction]] = {
    "sum": _sum,
    "product": _product,
    "difference": _difference,
    "quotient": _quotient,
    "same": _same,
    "agree": _same,
    "least": lambda values, _details: min(values),
    "on_scale": _on_scale,
    "shrink": lambda values, _details: shrink(*values),
    "carried": _carried,
    "curve": lambda values, details: pay_curve(details["points"], values[0]),
    "tiers": lambda values, details: tier_payout(
        values[0], details["tiers"], details["mode"], details["start"]
    ),
    "round_half_up": lambda values, _details: Fraction(round_half_up(values[0])),
    "share_by_weights": lambda values, details: Fraction(
        largest_remainder(values[0], details["weights"])[details["line"]]
    ),
    "share_over": lambda values, details: Fraction(
        largest_remainder(values[1], values[2:])[details["line"]]
    ),
}
