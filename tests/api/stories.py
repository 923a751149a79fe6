"""Bodies and moments that tests of tickets share."""

import datetime as dt

from tests.people import Company

WORDS = "The sterilisers came without gaskets."
NOW = dt.datetime(2026, 11, 23, 9, 12, tzinfo=dt.UTC)


def a_ticket(company: Company, **changes: object) -> dict[str, object]:
    body: dict[str, object] = {
        "customer": str(company.norte.pk),
        "contact": str(company.ana.pk),
        "words": WORDS,
        "severity": 2,
        "channel": "phone",
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def hours_ago(hours: float) -> str:
    return (NOW - dt.timedelta(hours=hours)).isoformat()
