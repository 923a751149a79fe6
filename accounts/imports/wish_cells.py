"""What an export says of consent and preferences, as an import reads it again."""

from collections.abc import Iterable

from accounts.models import Consent, Preference, Purpose, Told
from crm import clock

PURPOSES = tuple(Purpose.values)
COLUMNS = (
    *(f"consent_{purpose}" for purpose in PURPOSES), "channels", "topics", "mails_a_month",
)  # fmt: skip


def cells(answers: dict[str, Consent], preference: Preference | None) -> Iterable[object]:
    """Give the cells of a contact under `COLUMNS`; what nobody asked about is blank."""
    for purpose in PURPOSES:
        yield _cell(answers[purpose]) if purpose in answers else ""
    if preference is None:
        yield from ("", "", "")
        return
    yield ", ".join(preference.channels) or "none"
    yield ", ".join(preference.topics)
    yield "" if preference.mails_a_month is None else preference.mails_a_month


def _cell(row: Consent) -> str:
    day = row.at.astimezone(clock.company_zone()).date().isoformat() if row.at else ""
    source = row.how or (Told(row.source).value if row.source != Told.RECORD else "")
    return " | ".join(filter(None, (row.answer, day, source if day else "")))
