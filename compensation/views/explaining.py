"""How each operation of a statement's tree reads: one line of why."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compensation.rules import Node, exact, number_text
from compensation.rules.curves import TIER_MODES


def why(node: Node) -> str:
    """Say how a number follows from what stands under it."""
    teller = _TELLERS.get(node.operation)
    return teller(node) if teller else ""


def one_about(line: str) -> str:
    """Say once, in front, that a line holds rounded numbers: "≈ 5,250.00 × 1.1033"."""
    plain = line.replace("≈ ", "")
    return line if plain == line else f"≈ {plain}"


def _joined(sign: str) -> Callable[[Node], str]:
    def told(node: Node) -> str:
        shown = [child.shown for child in node.children]
        if not 1 < len(shown) <= 6:
            return ""
        return one_about(sign.join(shown))

    return told


def _shrink(node: Node) -> str:
    mean, n, team, k = (child.shown for child in node.children)
    return _(
        "(%(n)s · %(mean)s + %(k)s · %(team)s) / (%(n)s + %(k)s):"
        " the team's figure counts as %(k)s more customers"
    ) % {"n": n, "mean": mean, "k": k, "team": team}


def _on_scale(node: Node) -> str:
    total, count, low, high = (child.shown for child in node.children)
    return f"({total} / {count} − {low}) / ({high} − {low})"


def _curve(node: Node) -> str:
    points = [(exact(x), exact(y)) for x, y in node.details["points"]]
    at = node.children[0].value
    reached = [point for point in points if point[0] <= at]
    beyond = [point for point in points if point[0] > at]
    if not reached:
        return _("below %(x)s nothing is paid") % {"x": number_text(points[0][0])}
    x0, y0 = map(number_text, reached[-1])
    if not beyond:
        return _("from %(x)s on it stays at %(y)s") % {"x": x0, "y": y0}
    x1, y1 = map(number_text, beyond[0])
    return _("straight line from %(x0)s → %(y0)s to %(x1)s → %(y1)s") % {
        "x0": x0,
        "y0": y0,
        "x1": x1,
        "y1": y1,
    }


def _tiers(node: Node) -> str:
    return str(TIER_MODES.get(node.details["mode"], ""))


def _carried(node: Node) -> str:
    if len(node.children) < 3:  # the rated person does not see how few they are
        return _("fewer customers than the plan asks for before year end")
    n, needed = node.children[:2]
    return ngettext(
        "%(n)s customer so far, and %(needed)s are needed before year end",
        "%(n)s customers so far, and %(needed)s are needed before year end",
        int(n.value),
    ) % {"n": n.shown, "needed": needed.shown}


def _fact(node: Node) -> str:
    for name, one, many in (
        ("cards", "from %(n)s card", "from %(n)s cards"),
        ("deals", "from %(n)s deal", "from %(n)s deals"),
    ):
        if name in node.details:
            count = int(node.details[name])
            return ngettext(one, many, count) % {"n": count}
    return ""


def _parameter(_node: Node) -> str:
    return _("fixed by the plan")


_TELLERS: dict[str, Callable[[Node], str]] = {
    "sum": _joined(" + "),
    "product": _joined(" × "),
    "difference": _joined(" − "),
    "quotient": _joined(" / "),
    "shrink": _shrink,
    "on_scale": _on_scale,
    "curve": _curve,
    "tiers": _tiers,
    "carried": _carried,
    "fact": _fact,
    "parameter": _parameter,
}
