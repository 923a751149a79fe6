"""The lines of a card as its page shows them: number, words, choices, what is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from report_cards import rules
from report_cards.models import Behaviour, Design, OtherSolutions, Question

UNKNOWN = "none"


@dataclass(frozen=True)
class Choice:
    """One radio button."""

    value: str
    words: str
    end: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Line:
    """One question; `kind` is "scale", "ten" or "list"."""

    number: int
    name: str
    words: str
    kind: str
    choices: list[Choice]
    low: str = ""
    high: str = ""
    unknown: Choice | None = None
    saved: bool = False
    error: bool = False

    @property
    def answer(self) -> str:
        """What was chosen, in words; "" when the line stayed open."""
        every = [*self.choices, *([self.unknown] if self.unknown else [])]
        return next((one.words for one in every if one.chosen), "")


@dataclass(frozen=True)
class Sheet:
    """What the lines are made from."""

    design: Design
    turn: int
    questions: Mapping[str, Question]
    words: Mapping[str, str]
    saved: Mapping[str, str]
    chosen: Mapping[str, str]
    errors: frozenset[str] = frozenset()


def lines_of(sheet: Sheet) -> list[Line]:
    """Give the lines of a card in order: behaviours, the paid two, then whose turn it is."""
    behaviours = list(sheet.design.behaviours.all())
    lines = [_scale(sheet, n, f"q{row.slot}", row) for n, row in enumerate(behaviours, start=1)]
    for code in rules.questions_on_card(len(behaviours), sheet.turn):
        number = len(lines) + 1
        if code == "matters":
            lines.append(_scale(sheet, number, code, None))
        elif code == "loyalty":
            lines.append(_ten(sheet, number))
        else:
            lines.append(_list(sheet, number, code))
    return lines


def _scale(sheet: Sheet, number: int, name: str, behaviour: Behaviour | None) -> Line:
    code = behaviour.code if behaviour else name
    question = sheet.questions.get(code)
    low, high = sheet.design.scale_low, sheet.design.scale_high
    ends = {
        str(low): question.low_words if question else "",
        str(high): question.high_words if question else "",
    }
    chosen = sheet.chosen.get(name, "")
    return Line(
        number,
        name,
        question.words if question else code,
        "scale",
        [
            Choice(str(n), str(n), ends.get(str(n), ""), chosen == str(n))
            for n in range(low, high + 1)
        ],
        low=f"{low} {ends[str(low)]}".strip(),
        high=f"{high} {ends[str(high)]}".strip(),
        unknown=Choice(UNKNOWN, sheet.words["cant_say"], chosen=chosen == UNKNOWN),
        saved=name in sheet.saved,
        error=name in sheet.errors,
    )


def _ten(sheet: Sheet, number: int) -> Line:
    chosen = sheet.chosen.get("loyalty", "")
    ends = {"0": sheet.words["loyal_low"], "10": sheet.words["loyal_high"]}
    return Line(
        number,
        "loyalty",
        _words(sheet, "loyalty"),
        "ten",
        [Choice(str(n), str(n), ends.get(str(n), ""), chosen == str(n)) for n in range(11)],
        low=f"0 {ends['0']}",
        high=f"10 {ends['10']}",
        saved="loyalty" in sheet.saved,
        error="loyalty" in sheet.errors,
    )


def _list(sheet: Sheet, number: int, code: str) -> Line:
    if code == "other_solutions":
        pairs = [(value, sheet.words[f"fit_{value}"]) for value in OtherSolutions.values]
    else:
        pairs = [("no", sheet.words["no"]), ("yes", sheet.words["yes"])]
    chosen = sheet.chosen.get(code, "")
    return Line(
        number,
        code,
        _words(sheet, code),
        "list",
        [Choice(value, words, chosen=chosen == value) for value, words in pairs],
        saved=code in sheet.saved,
        error=code in sheet.errors,
    )


def _words(sheet: Sheet, code: str) -> str:
    question = sheet.questions.get(code)
    return question.words if question else code
