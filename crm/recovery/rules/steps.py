"""Which step may be recorded, at which time, and what it may cost.

Refusals are stable codes; the actions turn them into sentences for the person.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Severity = Literal[1, 2, 3]
Act = Literal[
    "respond", "workaround", "fix", "plan", "surprise", "recover", "lose", "reopen", "appoint",
    "raise",
]  # fmt: skip

GRAVE: Final = 3
CLOCK_SKEW: Final = timedelta(minutes=2)
REPEAT_WITHIN: Final = timedelta(days=30)
# Minor units of the company's currency; a surprise is a gesture, not a compensation.
SURPRISE_CAPS: Final[Mapping[int, int]] = {1: 25_00, 2: 75_00, 3: 200_00}


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What is recorded so far in the present cycle of a ticket.

    `lasting_fix_promised` says that the workaround carries a promised date for the lasting
    fix; `may_appoint_again` that the person acting may make a second appointment.
    """

    severity: int
    state: str = "open"
    responded: bool = False
    workaround: bool = False
    lasting_fix_promised: bool = False
    fixed: bool = False
    surprised: bool = False
    no_surprise_reason: str = ""
    lesson: bool = False
    repeated: bool = False
    breached: bool = False
    appointments: int = 0
    may_appoint_again: bool = False


def is_mended(course: Course) -> bool:
    """Tell whether it is fixed, or working again with a promised date for the lasting fix."""
    return course.fixed or (course.workaround and course.lasting_fix_promised)


def lesson_needed(*, severity: int, repeated: bool, breached: bool) -> bool:
    return severity >= GRAVE or repeated or breached


def step_refusal(act: Act, course: Course) -> str | None:
    """Return the code of the first rule that refuses this step now, or None."""
    if course.state == "merged":
        return "recovery.merged_already"
    if act == "reopen":
        return "recovery.still_open" if course.state == "open" else None
    if course.state != "open":
        return "recovery.already_closed"
    return _REFUSALS[act](course)


def _respond(course: Course) -> str | None:
    return "recovery.already_answered" if course.responded else None


def _workaround(course: Course) -> str | None:
    if course.fixed:
        return "recovery.already_fixed"
    return "recovery.already_worked_around" if course.workaround else None


def _fix(course: Course) -> str | None:
    return "recovery.already_fixed" if course.fixed else None


def _plan(course: Course) -> str | None:
    return "recovery.already_surprised" if course.surprised else None


def _surprise(course: Course) -> str | None:
    if not is_mended(course):
        return "recovery.fix_first"
    return "recovery.already_surprised" if course.surprised else None


def _recover(course: Course) -> str | None:
    if not course.responded:
        return "recovery.respond_first"
    if not is_mended(course):
        return "recovery.fix_first"
    if not course.surprised and not course.no_surprise_reason.strip():
        return "recovery.surprise_or_reason"
    needed = lesson_needed(
        severity=course.severity, repeated=course.repeated, breached=course.breached
    )
    return "recovery.lesson_needed" if needed and not course.lesson else None


def _while_open(_course: Course) -> str | None:
    return None


def _appoint(course: Course) -> str | None:
    if course.appointments and not course.may_appoint_again:
        return "recovery.second_appointment"
    return None


_REFUSALS: Final[Mapping[str, Callable[[Course], str | None]]] = {
    "respond": _respond,
    "workaround": _workaround,
    "fix": _fix,
    "plan": _plan,
    "surprise": _surprise,
    "recover": _recover,
    "lose": _while_open,
    "raise": _while_open,
    "appoint": _appoint,
}


def report_time_refusal(reported_at: datetime, *, now: datetime) -> str | None:
    """Allow a report in the past, and in the future only as far as clocks disagree."""
    return "recovery.reported_in_future" if reported_at > now + CLOCK_SKEW else None


def step_time_refusal(
    at: datetime, *, now: datetime, reported_at: datetime, after: Iterable[datetime | None] = ()
) -> str | None:
    """Check a time entered by hand.

    `reported_at` is when the present cycle began; `after` holds the times of the steps this
    one needs. A report inside the allowed clock skew may be answered at its own instant.
    """
    if at < reported_at:
        return "recovery.before_report"
    if at > max(now, reported_at):
        return "recovery.in_future"
    if any(earlier is not None and at < earlier for earlier in after):
        return "recovery.before_needed_step"
    return None


def appointment_refusal(until: datetime, *, now: datetime) -> str | None:
    return None if until > now else "recovery.appointment_in_past"


def surprise_cap(severity: int, *, public_official: bool) -> int:
    """Return the most a surprise may cost, in minor units; nothing for a public official."""
    return 0 if public_official else SURPRISE_CAPS[severity]


def is_repeat(reported_at: datetime, known_reports: Iterable[datetime]) -> bool:
    """Tell a second mishap of one customer within 30 days, the thirtieth included.

    One that is written down later may have been reported before the one we know of.
    """
    return any(abs(reported_at - known) <= REPEAT_WITHIN for known in known_reports)
