"""A statement as the page shows it: sums, the bar of its parts, the ledger that opens."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from compensation.components import COMPONENTS
from compensation.defaults import BEHAVIOUR_WORDS
from compensation.models import Statement
from compensation.rules import Node, for_rated_person, from_json, number_text, round_half_up, walk
from compensation.views.explaining import one_about, why
from crm import money

LETTERS = "ABCDEFGH"
# What somebody looks for first stands open: what was sold, and what customers said.
OPENED = frozenset({"quota", "relationship"})


@dataclass
class Line:
    """One row of the ledger, as `parts/ledger_node.html` reads it."""

    name: str
    figure: str
    why: str = ""
    n: str = ""
    factor: bool = False
    open: bool = False
    total: bool = False
    children: list["Line"] = field(default_factory=list)


class Ledger:
    """Reads the tree of one statement for one reader; few cards stay hidden from who they rate."""

    def __init__(
        self, statement: Statement, *, for_person: bool, facts: list[Line] | None = None
    ) -> None:
        tree = from_json(statement.tree)
        self.statement = statement
        self.own = for_person
        self.tree = for_rated_person(tree) if for_person else tree
        self.named = {node.name: node for node in walk(self.tree)}
        self.credit = facts or []

    def amount(self, minor: int) -> str:
        return money.shown(minor, self.statement.currency)

    def lines(self) -> list[Line]:
        """Give the whole ledger: the components, then what is held, then what is payable."""
        places = [""] if "total" in self.named else self._prefixes()
        lines = [line for prefix in places for line in self._components(prefix)]
        lines.append(Line(_("Calculated"), self.amount(self.statement.calculated_minor)))
        for name, title in (("held", _("Held, not yet earned")), ("lapsed", _("Lapsed"))):
            minor = getattr(self.statement, f"{name}_minor")
            if minor:
                branches = [
                    self._line(child)
                    for prefix in places
                    if prefix + name in self.named
                    for child in self.named[prefix + name].children
                    if child.value
                ]
                lines.append(Line(title, f"−{self.amount(minor)}", children=branches))
        lines.append(Line(_("Payable now"), self.amount(self.statement.released_minor), total=True))
        return lines

    def _prefixes(self) -> list[str]:
        return [child.name.removesuffix("payable") for child in self.tree.children]

    def _components(self, prefix: str) -> list[Line]:
        lines = []
        for letter, part in zip(LETTERS, self.statement.parts, strict=False):
            code = part["code"]
            if prefix + f"part.{code}" in self.named:
                lines.append(self._component(prefix, letter, part))
        return lines

    def _component(self, prefix: str, letter: str, part: dict[str, Any]) -> Line:
        code = part["code"]
        node = self.named[f"{prefix}part.{code}"]
        target = self.named[f"{prefix}target.{code}"]
        multiplier = self.named[f"{prefix}multiplier.{code}"]
        line = Line(
            name=_("%(letter)s %(name)s, %(weight)s %% of the target")
            % {
                "letter": letter,
                "name": COMPONENTS[code].label,
                "weight": number_text(Fraction(part["weight"])),
            },
            figure=node.shown,
            why=one_about(f"{target.shown} × {multiplier.shown}")
            + f", {self._because(prefix, code, multiplier)}",
            n=self._n(prefix, code),
        )
        line.open = code in OPENED
        line.children = self._branches(prefix, code, multiplier, target)
        cent = int(node.value) - round_half_up(self.named[f"{prefix}exact.{code}"].value)
        if cent:
            line.children.append(
                Line(
                    _("Remainder cent"),
                    self.amount(cent),
                    _("so that the parts add up to the rounded total"),
                )
            )
        return line

    def _branches(self, prefix: str, code: str, multiplier: Node, target: Node) -> list[Line]:
        score = self.named[f"{prefix}score.{code}"]
        scored = self._line(score, name=_("Score"))
        if code == "quota":
            scored.children += self.credit
            if score.operation == "quotient":
                scored.why = " / ".join(self._major(part.value) for part in score.children)
        paying = self._line(multiplier, name=_("Pay"))
        paying.figure = "× " + multiplier.shown.removeprefix("≈ ")
        if multiplier.operation != "least":
            paying.children = []
        else:
            paying.why = multiplier.sentence
        return [scored, paying, self._line(target, name=_("Target"))]

    def _because(self, prefix: str, code: str, multiplier: Node) -> str:
        score = self.named[f"{prefix}score.{code}"]
        if multiplier.operation == "carried":
            return _("because too few customers have answered yet: the target is carried over")
        if code == "quota":
            credited, quota = score.children
            return _("because credited %(credited)s of %(quota)s is %(share)s") % {
                "credited": self._major(credited.value),
                "quota": self._major(quota.value),
                "share": f"{number_text(score.value * 100, 2)} %",
            }
        yes = self.named.get(f"{prefix}score.other_solutions.yes")
        asked = self.named.get(f"{prefix}score.other_solutions.asked")
        if code == "other_solutions" and yes and asked:
            return _("because %(yes)s of %(n)s were pointed to someone else") % {
                "yes": yes.shown,
                "n": asked.shown,
            }
        if code == "secrets":
            return _("because customers gave %(score)s for “knows what really matters to me”") % {
                "score": score.shown
            }
        return _("because the score is %(score)s") % {"score": score.shown}

    def _major(self, value: Fraction) -> str:
        digits = money.minor_digits(self.statement.currency)
        return self.amount(round_half_up(value * 10**digits))

    def _n(self, prefix: str, code: str) -> str:
        """Say how many customers stand behind a score, unless they are too few to tell."""
        counts = [
            int(node.children[1].value)
            for node in walk(self.named[f"{prefix}score.{code}"])
            if node.operation == "shrink"
        ]
        if not counts or (code == "relationship" and self._hidden(prefix)):
            return ""
        return _("%(n)s customers") % {"n": min(counts)}

    def _hidden(self, prefix: str) -> bool:
        return any(
            node.operation == "blended" for node in walk(self.named[f"{prefix}score.relationship"])
        )

    def _line(self, node: Node, name: str = "") -> Line:
        children = (
            [] if node.operation == "same" else [self._line(child) for child in node.children]
        )
        figure = node.shown
        if node.name.endswith(("score.quota.credited", "score.quota.target")):
            figure = self._major(node.value)
        told = why(node)
        return Line(
            name=name or self._titled(node),
            figure=figure,
            why=node.sentence if name and not told else told,
            n=_("%(n)s customers") % {"n": node.children[1].shown}
            if node.operation == "shrink"
            else "",
            factor=node.unit != "money",
            children=children,
        )

    def _titled(self, node: Node) -> str:
        """Name a behaviour by its words; everything else by its own sentence."""
        code = node.name.rpartition("score.relationship.")[2].split(".")[0]
        if node.name.endswith(f"score.relationship.{code}.weighed") and code in BEHAVIOUR_WORDS:
            return str(BEHAVIOUR_WORDS[code])
        return node.sentence


def split_shares(statement: Statement) -> list[dict[str, Any]]:
    """Give the bar of the parts, widths in per cent of what was calculated."""
    total = statement.calculated_minor
    shares, start = [], 0
    for tint, (letter, part) in enumerate(zip(LETTERS, statement.parts, strict=False), 1):
        if not total:
            break
        held = Fraction(part["held"] * 100, total)
        width = Fraction(part["part"] * 100, total)
        shares.append({
            "tint": min(tint, 4),
            "letter": letter,
            "name": COMPONENTS[part["code"]].label,
            "start": _per_cent(Fraction(start * 100, total)),
            "width": _per_cent(width),
            "held_width": _per_cent(held) if held else "",
            "held_start": _per_cent(Fraction(start * 100, total) + width - held),
            "amount": money.shown(part["part"], statement.currency),
            "percent": f"{float(width):.1f} %",
        })  # fmt: skip
        start += part["part"]
    return shares


def split_label(statement: Statement) -> str:
    """Say in words what the bar draws."""
    parts = "; ".join(
        f"{letter} {COMPONENTS[part['code']].label} {money.shown(part['part'], statement.currency)}"
        for letter, part in zip(LETTERS, statement.parts, strict=False)
    )
    calculated = money.shown(statement.calculated_minor, statement.currency)
    return _("Calculated %(sum)s: %(parts)s") % {"sum": calculated, "parts": parts}


def _per_cent(share: Fraction) -> str:
    return f"{float(share):.2f}"
