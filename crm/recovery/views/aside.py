"""What may be done with a ticket besides its step: five acts at once, the others in groups."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.recovery.models import Severity, State, Step
from crm.recovery.queries import Page, is_bridged
from crm.recovery.rules import lesson_needed
from crm.recovery.views.acts import ACTS, Act
from crm.recovery.views.raising import RAISING
from crm.recovery.views.related import ASIDE_MERGED, RELATED

AT_ONCE = 5
_ALL = ACTS | RELATED | RAISING
#: The groups of all acts, in the page's order.
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        _("The way to the end"),
        ("fix", "workaround", "plan", "give", "surprise", "recover", "reopen"),
    ),
    (_("With the customer"), ("standing", "appoint", "lose")),
    (_("Among us"), ("owner", "cause", "raise", "lesson", "link", "merge")),
)
#: Which come first where nothing presses.
_USUAL = ("workaround", "recover", "owner", "cause", "standing", "plan", "appoint")
_CLOSED = ("reopen", "lesson", "standing", "cause", "link")
Acts = list[tuple[str, Act]]


def aside_of(
    page: Page, may: dict[str, bool], *, besides: str
) -> tuple[Acts, list[tuple[str | Promise, Acts]]]:
    """Give the first five acts and the others by group; what the state asks for comes first."""
    left = [name for name in _offered(page) if may[name] and name != besides]
    pressing = [name for name in _pressing(page) if name in left]
    usual = _USUAL if page.cycle.state == State.OPEN else _CLOSED
    order = dict.fromkeys([*pressing, *(name for name in usual if name in left), *left])
    first = list(order)[: max(AT_ONCE, len(pressing))]
    rest = [name for name in left if name not in first]
    if len(rest) == 1:
        first, rest = [*first, *rest], []
    groups = [(title, _named(name for name in names if name in rest)) for title, names in GROUPS]
    return _named(first), [(title, acts) for title, acts in groups if acts]


def _named(names: Iterable[str]) -> Acts:
    return [(name, _ALL[name]) for name in names]


def _pressing(page: Page) -> list[str]:
    """Name what the ticket cannot end without, or what was promised, and is not done."""
    cycle = page.cycle
    found = []
    if cycle.fix_promised_at and cycle.fixed_at is None:
        found.append("fix")
        if cycle.step == Step.SURPRISE:
            found.append(surprising(page))
    needed = lesson_needed(
        severity=page.ticket.severity,
        repeated=page.repeats is not None,
        breached=bool(page.pieces.breaches),
    )
    if needed and not cycle.lesson_change:
        found.append("lesson")
    if page.ticket.cause_id is None and cycle.fixed_at is not None:
        found.append("cause")
    return found


def surprising(page: Page) -> str:
    """Name the act by which a surprise is recorded: one that is planned, and may be, is given."""
    plan = page.pieces.plan
    return "give" if plan and not plan.against else "surprise"


def _offered(page: Page) -> tuple[str, ...]:
    if page.cycle.state == State.MERGED:
        return ASIDE_MERGED
    if page.cycle.state != State.OPEN:
        return _CLOSED
    bridged = is_bridged(page.cycle)
    left = {
        "workaround": page.cycle.step in {Step.RESPOND, Step.FIX}
        and page.cycle.worked_around_at is None,
        "plan": page.pieces.plan is None and page.cycle.step != Step.RECOVER,
        "surprise": page.cycle.step == Step.SURPRISE and (bridged or page.pieces.plan is not None),
        "give": page.cycle.step == Step.SURPRISE and bridged and surprising(page) == "give",
        "recover": page.cycle.step == Step.SURPRISE,
        "fix": page.cycle.fixed_at is None and page.cycle.step != Step.FIX,
        "raise": page.ticket.severity < Severity.GRAVE,
        "reopen": False,
    }
    names = (name for _title, group in GROUPS for name in group)
    return tuple(name for name in names if left.get(name, True))
