"""What a person may see of plans, periods and statements."""

from django.db.models import Q, QuerySet

from accounts.models import Person
from compensation.models import Assignment, Period, PeriodState, PlanVersion, Statement

SEES_ALL = ("finance", "director")
FROZEN = (PeriodState.APPROVED, PeriodState.CLOSED)


def sees_all_pay(person: Person) -> bool:
    return person.has_role(*SEES_ALL)


def people_i_manage(person: Person) -> QuerySet[Person]:
    """Give the people of the teams this person is the manager of."""
    if not person.has_role("manager"):
        return Person.objects.none()
    return Person.objects.filter(team__manager=person)


def statements_visible(person: Person) -> QuerySet[Statement]:
    """Give one's own statements once approved; a manager's teams'; finance and directors: all.

    A calculation that can still be repeated is not shown to the rated person: two of them
    could be subtracted to find a single card.
    """
    statements = Statement.objects.select_related(
        "period", "period__approved_by", "person", "plan_version", "plan_version__plan"
    )
    if sees_all_pay(person):
        return statements
    own = Q(person=person, period__state__in=FROZEN)
    team = Q(person__in=people_i_manage(person)) & ~Q(person=person)
    return statements.filter(own | team)


def assignments_visible(person: Person) -> QuerySet[Assignment]:
    """Give who is paid by what, as far as the person may know."""
    assignments = Assignment.objects.select_related("person", "plan_version", "plan_version__plan")
    if sees_all_pay(person):
        return assignments
    return assignments.filter(Q(person=person) | Q(person__in=people_i_manage(person)))


def plan_versions_visible(person: Person) -> QuerySet[PlanVersion]:
    """Give the plans one is paid by, a manager's teams' too; finance and directors: all."""
    versions = PlanVersion.objects.select_related("plan", "author", "approver")
    if sees_all_pay(person):
        return versions
    assigned = assignments_visible(person).values("plan_version")
    return versions.filter(pk__in=assigned)


def periods_visible(person: Person) -> QuerySet[Period]:
    """Give the periods: all for finance and directors, for managers those with their teams."""
    periods = Period.objects.select_related("calculated_by", "approved_by", "closed_by")
    if sees_all_pay(person):
        return periods
    return periods.filter(
        pk__in=Statement.objects.filter(person__in=people_i_manage(person)).values("period")
    )
