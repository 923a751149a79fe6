"""The question bank: open questions, one kind at a time, with nothing to sell behind them."""

from typing import Final

from secrets_manual.rules.kinds import Kind, is_about_organisation
from secrets_manual.rules.wording import gettext_noop

QUESTIONS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.DREAM: (
        gettext_noop("What would make next year a great year for you?"),
        gettext_noop("If you had a free month, what would you do with it?"),
    ),
    Kind.HOPE: (
        gettext_noop("What are you looking forward to this year?"),
        gettext_noop("What should be different here in twelve months?"),
    ),
    Kind.HABIT: (
        gettext_noop("How does a good working day begin for you?"),
        gettext_noop("How do you like to decide: on paper, in a call, over coffee?"),
    ),
    Kind.BIAS: (
        gettext_noop("What should nobody ever send you?"),
        gettext_noop("Which supplier got it right once, and how?"),
    ),
    Kind.SKILL: (gettext_noop("What can you do that few people here know of?"),),
    Kind.COMPETENCY: (gettext_noop("What do colleagues come to you for?"),),
    Kind.LIFESTYLE_CHOICE: (gettext_noop("When is the best time to reach you, and when never?"),),
    Kind.FAMILY_PRIORITY: (gettext_noop("What time of the week is sacred to you?"),),
    Kind.EGO_DRIVE: (
        gettext_noop("What was the best thing that happened at work this month?"),
        gettext_noop("What would you like your department to be known for?"),
    ),
    Kind.FRIENDSHIP_AFFINITY: (gettext_noop("Whom in your field would you like to meet?"),),
    Kind.RECREATION: (gettext_noop("What do you do when you are not here?"),),
    Kind.ENTERTAINMENT: (gettext_noop("What did you last see, read or hear that stayed?"),),
    Kind.INVENTORY_PROBLEM: (gettext_noop("What runs out at the worst moment?"),),
    Kind.CASH_FLOW_CHALLENGE: (gettext_noop("Which month of the year is the tightest?"),),
    Kind.MARGIN_CHALLENGE: (gettext_noop("Where does the money get lost before it reaches you?"),),
    Kind.EMPLOYMENT_EQUITY_CONCERN: (gettext_noop("What would make this a fairer place to work?"),),
    Kind.PRODUCT_QUALITY_ISSUE: (
        gettext_noop("What did you last have to send back, and what did it cost you?"),
    ),
}


def next_questions(known: frozenset[str], *, about_organisation: bool) -> list[tuple[Kind, str]]:
    """Give one question for each kind of which nothing is known yet, in the bank's order.

    about_organisation: ask about the organisation rather than about the person.
    """
    return [
        (kind, asked[0])
        for kind, asked in QUESTIONS.items()
        if kind not in known and is_about_organisation(kind) == about_organisation
    ]
