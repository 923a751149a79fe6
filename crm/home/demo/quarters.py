"""Quarters of the company's calendar, as the story counts them: 0 is the present one."""

import datetime as dt

from crm import clock


def quarter_starts(now: dt.datetime, back: int) -> dt.date:
    """Give the first day of a quarter, so many before the present one, in the company's zone."""
    today = now.astimezone(clock.company_zone()).date()
    month = today.year * 12 + (today.month - 1) // 3 * 3 - 3 * back
    return dt.date(month // 12, month % 12 + 1, 1)


def quarter_name(first_on: dt.date) -> str:
    """Give the name of the quarter that begins on a day, such as Q4 2026."""
    return f"Q{(first_on.month + 2) // 3} {first_on.year}"
