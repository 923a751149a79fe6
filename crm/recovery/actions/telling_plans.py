"""Who is to hand over a surprise hears of it, and hears when it is off."""

from accounts.models import Person
from accounts.queries import stand_in_for
from crm.notices import actions as notices
from crm.recovery.actions.telling import tell_of
from crm.recovery.models import SurprisePlan, Ticket
from crm.recovery.queries.planned import open_plans

_PLANNED, _OFF = "surprise_planned", "surprise_off"


def tell_planned(ticket: Ticket, plan: SurprisePlan, *, by: Person | None) -> None:
    """Tell who hands it over, or who stands in for them on that day; what was said before goes."""
    reached = _taken_back(ticket)
    one = stand_in_for(plan.giver, plan.due_at)
    is_told = one.pk not in {by.pk if by else None, ticket.hidden_from_id}
    people = [one] if is_told else []
    tell_of(
        _PLANNED, ticket, people, once=f"{_PLANNED}:{plan.pk}:{ticket.version}", said=plan.words,
        is_for_few=True, must_tell=False, due_at=plan.due_at,
    )  # fmt: skip
    _tell_off(ticket, reached - {one.pk}, by=by)


def tell_plan_moved(of: Ticket, to: Ticket, plan: SurprisePlan, *, by: Person | None) -> None:
    """Tell of a plan where it stands now; what was said of the other ticket goes."""
    _taken_back(of)
    tell_planned(to, plan, by=by)


def tell_plan_ended(ticket: Ticket, *, by: Person | None) -> None:
    """Tell whom the plan had reached that there is nothing to hand over any more."""
    _tell_off(ticket, _taken_back(ticket), by=by)


def end_plan(ticket: Ticket, *, by: Person | None, **end: object) -> None:
    """End the plan of the present cycle, if there is one: given, or dropped with its reason."""
    if open_plans().filter(cycle=ticket.cycle).update(**end):
        tell_plan_ended(ticket, by=by)


def forget_told(ticket: Ticket, *, keep_new: bool) -> None:
    """Let go of the words of plans in all that was told; `keep_new` spares what now waits."""
    notices.forget_words(about_kind="ticket", about_id=ticket.pk, event=_PLANNED, keep_new=keep_new)


def _taken_back(ticket: Ticket) -> set[int]:
    told = notices.withdraw(about_kind="ticket", about_id=ticket.pk, event=_PLANNED, undone_by=_OFF)
    return set(told)


def _tell_off(ticket: Ticket, people: set[int], *, by: Person | None) -> None:
    left = Person.objects.filter(pk__in=people - {by.pk if by else 0}, is_active=True)
    tell_of(
        _OFF, ticket, list(left), once=f"{_OFF}:{ticket.version}", is_for_few=True, must_tell=False
    )
