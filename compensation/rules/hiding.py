"""What the rated person sees of few cards: the blended score, not the count or the mean."""

from dataclasses import replace

from compensation.rules.trees import Node, walk

LEAST_CARDS = 5
LEAST_CUSTOMERS = 3
FEW_CARDS = "Few cards: blended with the team figure"


def for_rated_person(node: Node) -> Node:
    """Give the tree with everything hidden that few cards would give away.

    The blended score stays, since pay follows from it. The result cannot be worked out again;
    it is for showing only.
    """
    if node.operation == "shrink" and _few(node):
        return replace(node, sentence=FEW_CARDS, operation="blended", children=(), details={})
    children = node.children
    if node.operation == "carried" and children[0].value < LEAST_CARDS:
        children = children[1:]
    return replace(node, children=tuple(for_rated_person(child) for child in children))


def _few(node: Node) -> bool:
    customers = node.children[1].value
    cards = [leaf.details["cards"] for leaf in walk(node) if "cards" in leaf.details]
    return customers < LEAST_CUSTOMERS or min(cards, default=customers) < LEAST_CARDS
