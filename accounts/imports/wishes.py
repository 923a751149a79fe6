"""What files say of consent and preferences: one column for each purpose, with who told it when.

A cell is an answer, and after bars the day and the source where they are known:
``granted | 2026-03-01 | trade fair``. Exports write it so, and imports take it back.
"""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actions.bulk import Run
from accounts.actions.told_in_file import ToldInFile
from accounts.imports.kinds import Field
from accounts.models import Answer, Channel, Purpose, Topic
from accounts.models.consent import LONGEST_HOW
from accounts.rules import NO, YES
from crm import clock

LONGEST = 20 + LONGEST_HOW
_MANY = 31


def consent(cell: str, run: Run) -> ToldInFile:
    """Read an answer, with the day and the source after bars; the file's own day if it has none."""
    answer, *more = (part.strip() for part in cell.split("|"))
    day, source = [*more, "", ""][:2]
    return ToldInFile(_answer(answer), _moment(day, run) if day else None, source[:LONGEST_HOW])


def _answer(word: str) -> str:
    plain = word.casefold()
    if plain in YES:
        return Answer.GRANTED.value
    if plain in NO:
        return Answer.REFUSED.value
    codes = {str(label).casefold(): code for code, label in Answer.choices}
    code = codes.get(plain, plain)
    if code not in Answer.values:
        raise ValueError(_("Write granted, refused or unknown."))
    return code


def _moment(cell: str, run: Run) -> dt.datetime:
    try:
        day = dt.date.fromisoformat(cell[:10])
    except ValueError as error:
        raise ValueError(_("Write the day like 2026-11-23.")) from error
    at = dt.datetime.combine(day, dt.time(12), clock.company_zone())
    if day > run.written_at.astimezone(clock.company_zone()).date():
        raise ValueError(_("This lies in the future. When did they tell us?"))
    return min(at, run.written_at)


def _codes(cell: str, choices: type[Channel | Topic]) -> list[str]:
    named = {str(label).casefold(): code for code, label in choices.choices}
    words = [part.strip().casefold() for part in cell.replace(";", ",").split(",")]
    codes = {named.get(word, word) for word in words if word} - {"none"}
    if not codes <= set(choices.values):
        raise ValueError(_("Choose of: %(words)s.") % {"words": ", ".join(choices.values)})
    return sorted(codes)


def channels(cell: str, run: Run) -> list[str]:  # noqa: ARG001 - one signature for all
    """Read channels, divided by commas; "none" is none of them."""
    return _codes(cell, Channel)


def topics(cell: str, run: Run) -> list[str]:  # noqa: ARG001 - one signature for all
    """Read topics, divided by commas."""
    return _codes(cell, Topic)


def mails(cell: str, run: Run) -> int:  # noqa: ARG001 - one signature for all
    """Read how many mails a month they want at most."""
    if not cell.isascii() or not cell.isdecimal() or int(cell[:9]) > _MANY:
        raise ValueError(_("From no mail to 31 mails a month."))
    return int(cell)


FIELDS = (
    *(
        Field(
            f"consent_{purpose}",
            parse=consent,
            longest=LONGEST,
            synonyms=(f"consent {purpose.replace('_', ' ')}",),
        )
        for purpose in Purpose.values
    ),
    Field(
        "consent_source", synonyms=("source of consent", "how they told us"), longest=LONGEST_HOW
    ),
    Field("channels", parse=channels, longest=60),
    Field("topics", parse=topics, longest=60),
    Field("mails_a_month", parse=mails, longest=9),
)
