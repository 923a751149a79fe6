"""Who may do what about pay; what somebody may see is said by the queries."""

from accounts.models import Person
from compensation.models import Assignment, Period, PlanVersion, Statement


def may_draft(person: Person) -> bool:
    """Finance drafts plans, assigns and calculates."""
    return person.has_role("finance")


def may_decide(person: Person) -> bool:
    """A director approves, publishes and closes, never for themselves."""
    return person.has_role("director")


def may_approve_plan(person: Person, version: PlanVersion) -> bool:
    """Neither its author nor somebody paid by a version of the same plan approves it."""
    return may_decide(person) and version.author_id != person.pk and not is_paid_by(person, version)


def is_paid_by(person: Person, version: PlanVersion) -> bool:
    return Assignment.objects.filter(person=person, plan_version__plan=version.plan_id).exists()


def may_decide_period(person: Person, period: Period) -> bool:
    """A director who is not paid by the period."""
    return (
        may_decide(person) and not Statement.objects.filter(period=period, person=person).exists()
    )


def may_try_weights(person: Person) -> bool:
    """Those who see more than their own statement see what other weights would do."""
    return person.has_role("manager", "finance", "director")
