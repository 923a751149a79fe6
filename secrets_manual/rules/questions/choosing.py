"""Which question to ask next: of what nothing is known yet, and what was not asked lately."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from secrets_manual.rules.kinds import Kind, is_about_organisation
from secrets_manual.rules.questions.bank import BANK

#: A question that was put, or put off, rests so long before it is offered again.
REST_DAYS: Final = 60


@dataclass(frozen=True)
class Question:
    """One question of the bank; `words` are English until they are translated."""

    kind: Kind
    key: str
    words: str

    @property
    def about_organisation(self) -> bool:
        """Whether it asks about the organisation rather than the person."""
        return is_about_organisation(self.kind)


_BY_KEY: Final = {
    f"{kind}.{name}": Question(kind, f"{kind}.{name}", words)
    for kind, named in BANK.items()
    for name, words in named.items()
}
_BY_WORDS: Final = {question.words: question.key for question in _BY_KEY.values()}


def question_of(key: str) -> Question | None:
    """Find a question of the bank by its key; None for one's own questions."""
    return _BY_KEY.get(key)


def kind_of(key: str) -> Kind | None:
    """Say of which kind an answer to the question probably is."""
    question = _BY_KEY.get(key)
    return question.kind if question else None


def key_of(words: str) -> str:
    """Recognise a question of the bank by its English words; "" when it is somebody's own."""
    return _BY_WORDS.get(" ".join(words.split()), "")


def next_questions(
    known: Collection[str],
    *,
    about_organisation: bool,
    rested: Collection[str] = (),
    deeper: bool = False,
) -> list[Question]:
    """Give one question for each kind of which nothing is known yet, in the bank's order.

    known: the kinds of which something is known. rested: the keys asked or put off lately;
    they are left out, and their kind goes on with its next question. deeper: afterwards also
    one question of each kind that is known, to learn what has changed.
    """
    kinds = [kind for kind in BANK if is_about_organisation(kind) == about_organisation]
    unknown = [kind for kind in kinds if kind not in known]
    asked = [*unknown, *(kind for kind in kinds if kind in known)] if deeper else unknown
    found = (_first_of(kind, rested) for kind in asked)
    return [question for question in found if question is not None]


def _first_of(kind: Kind, rested: Collection[str]) -> Question | None:
    keys = (f"{kind}.{name}" for name in BANK[kind])
    return next((_BY_KEY[key] for key in keys if key not in rested), None)
