"""What is never remembered about a person, and what the author is told instead.

Source of the list: Articles 9 and 10 of the General Data Protection Regulation, and the
house rule that relatives, minors and gossip are not ours to remember.
"""

from enum import StrEnum

from secrets_manual.rules.wording import gettext_noop


class Category(StrEnum):
    """A blocked category. When several match, the one that stands first here is reported."""

    RELATIVES = "relatives"
    MINORS = "minors"
    HEALTH = "health"
    GENETICS = "genetics"
    BIOMETRICS = "biometrics"
    RELIGION = "religion"
    POLITICS = "politics"
    UNION = "union"
    SEX_LIFE = "sex_life"
    ETHNICITY = "ethnicity"
    CRIMINAL_RECORD = "criminal_record"
    INTOXICATION = "intoxication"
    DEBTS = "debts"
    INSIDE_INFORMATION = "inside_information"
    LOOKS = "looks"
    GOSSIP = "gossip"


MESSAGES: dict[Category, str] = {
    Category.RELATIVES: gettext_noop("Relatives are not ours to remember."),
    Category.MINORS: gettext_noop("Children and young people are not ours to remember."),
    Category.HEALTH: gettext_noop("Health is not ours to remember."),
    Category.GENETICS: gettext_noop("Genetic facts are not ours to remember."),
    Category.BIOMETRICS: gettext_noop("Fingerprints, faces and voices are not ours to remember."),
    Category.RELIGION: gettext_noop("Religion or belief is not ours to remember."),
    Category.POLITICS: gettext_noop("Political opinions are not ours to remember."),
    Category.UNION: gettext_noop("Union membership is not ours to remember."),
    Category.SEX_LIFE: gettext_noop("Whom somebody loves, and how, is not ours to remember."),
    Category.ETHNICITY: gettext_noop("Ethnic origin is not ours to remember."),
    Category.CRIMINAL_RECORD: gettext_noop("Arrests and convictions are not ours to remember."),
    Category.INTOXICATION: gettext_noop("Drinking and drugs are not ours to remember."),
    Category.DEBTS: gettext_noop("Private money troubles are not ours to remember."),
    Category.INSIDE_INFORMATION: gettext_noop(
        "What is not public, or told under a non-disclosure agreement, is not ours to keep."
    ),
    Category.LOOKS: gettext_noop("How somebody looks is not ours to remember."),
    Category.GOSSIP: gettext_noop("Gossip is not ours to remember."),
}

_THEIRS = gettext_noop("Write what they want themselves.")
_ARRANGE = gettext_noop("Write only what to arrange: a time, a place, a meal.")
_FROM_US = gettext_noop("Write only what they want from us.")
INSTEAD: dict[Category, str] = dict.fromkeys(Category, _FROM_US) | {
    Category.RELATIVES: _THEIRS,
    Category.MINORS: _THEIRS,
    Category.HEALTH: _ARRANGE,
    Category.GENETICS: _ARRANGE,
    Category.RELIGION: _ARRANGE,
    Category.INTOXICATION: _ARRANGE,
    Category.INSIDE_INFORMATION: gettext_noop("Write only what anybody may know."),
    Category.GOSSIP: gettext_noop("Write only what they told you of themselves."),
}
"""One sentence for each: what to write instead, where no rewrite follows from the words."""
