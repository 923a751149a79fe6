"""Pay of a whole team, with plans, holds and disputes, so that a query per row would show."""

from django.urls import reverse

from accounts.models import Person
from compensation.actions import (
    answer_dispute,
    approve_period,
    calculate_period,
    draft_plan,
    open_dispute,
    open_period,
    sign_assignment,
)
from compensation.models import Period, PlanVersion, Statement
from compensation.rules import from_json, walk
from tests.compensation.paid import Q3, Q4, YEAR, carded, paid, published, won
from tests.house.access import Place
from tests.people import make_person

Asked = tuple[Person, str]


def _team(place: Place) -> PlanVersion:
    """Pay twelve people by one plan, and keep three plans more."""
    company = place.company
    plan = published(company)
    people = [place.steward]
    people += [make_person(f"Rep {number}", "rep", team=company.sales) for number in range(11)]
    for number, person in enumerate(people):
        signed = paid(person, plan)
        if number % 2 == 0:
            sign_assignment(
                person=person, assignment=signed, name=person.name, hash_seen=plan.content_hash
            )
        for day in (Q3[0], Q4[0]):
            won(person, 40_000_000 + number, day)
    for person in people[:3]:
        carded(person, 6, pointed=4, pushed=2)
    for number in range(3):
        draft_plan(person=company.fin, effective_from=YEAR, name=f"Plan {number}")
    return plan


def periods_of(place: Place, *, approved: bool = True) -> Period:
    """Two quarters, paid to everybody; Dana disputes the second and has answers."""
    _team(place)
    company = place.company
    for name, (first_on, last_on) in (("Q3", Q3), ("Q4", Q4)):
        row = open_period(person=company.fin, name=name, first_on=first_on, last_on=last_on)
        calculate_period(person=company.fin, period=row)
        if approved or name == "Q3":
            row = approve_period(person=company.olga, period=row)
    if approved:
        mine = Statement.objects.get(period=row, person=place.steward)
        for node in sorted({found.name for found in walk(from_json(mine.tree))})[:6]:
            said = open_dispute(person=place.steward, statement=mine, node=node, words="Why?")
            if said.pk % 2:
                answer_dispute(person=company.fin, dispute=said, answer="So it was said.")
    return row


def _statement(place: Place) -> int:
    return Statement.objects.get(period=periods_of(place), person=place.steward).pk


def bonus(places: dict[str, Place]) -> Asked:
    periods_of(places["own"])
    return places["own"].steward, reverse("bonus")


def bonus_of_finance(places: dict[str, Place]) -> Asked:
    periods_of(places["own"])
    return places["own"].company.fin, reverse("bonus")


def statement(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("statement", args=[_statement(places["own"])])


def statement_of_a_manager(places: dict[str, Place]) -> Asked:
    return places["own"].company.max, reverse("statement", args=[_statement(places["own"])])


def statement_of_finance(places: dict[str, Place]) -> Asked:
    return places["own"].company.fin, reverse("statement", args=[_statement(places["own"])])


def statement_csv(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("statement_csv", args=[_statement(places["own"])])


def plans(places: dict[str, Place]) -> Asked:
    periods_of(places["own"])
    return places["own"].company.fin, reverse("plans")


def plans_of_a_rep(places: dict[str, Place]) -> Asked:
    periods_of(places["own"])
    return places["own"].steward, reverse("plans")


def plan_new(places: dict[str, Place]) -> Asked:
    _team(places["own"])
    return places["own"].company.fin, reverse("plan_new")


def plan(places: dict[str, Place]) -> Asked:
    return places["own"].company.fin, reverse("plan", args=[_team(places["own"]).pk])


def plan_of_a_director(places: dict[str, Place]) -> Asked:
    return places["own"].company.olga, reverse("plan", args=[_team(places["own"]).pk])


def plan_of_a_rep(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("plan", args=[_team(places["own"]).pk])


def plan_in_draft(places: dict[str, Place]) -> Asked:
    _team(places["own"])
    draft = PlanVersion.objects.filter(state="draft").latest("pk")
    return places["own"].company.fin, reverse("plan", args=[draft.pk])


def plan_assign(places: dict[str, Place]) -> Asked:
    return places["own"].company.fin, reverse("plan_assign", args=[_team(places["own"]).pk])


def periods(places: dict[str, Place]) -> Asked:
    periods_of(places["own"])
    return places["own"].company.fin, reverse("periods")


def periods_of_a_manager(places: dict[str, Place]) -> Asked:
    periods_of(places["own"])
    return places["own"].company.max, reverse("periods")


def period(places: dict[str, Place]) -> Asked:
    return places["own"].company.fin, reverse("period", args=[periods_of(places["own"]).pk])


def period_of_a_manager(places: dict[str, Place]) -> Asked:
    return places["own"].company.max, reverse("period", args=[periods_of(places["own"]).pk])


def period_to_approve(places: dict[str, Place]) -> Asked:
    row = periods_of(places["own"], approved=False)
    return places["own"].company.olga, reverse("period", args=[row.pk])


def period_close(places: dict[str, Place]) -> Asked:
    return places["own"].company.olga, reverse("period_close", args=[periods_of(places["own"]).pk])


PAGES = [
    bonus,
    bonus_of_finance,
    statement,
    statement_of_a_manager,
    statement_of_finance,
    statement_csv,
    plans,
    plans_of_a_rep,
    plan_new,
    plan,
    plan_of_a_director,
    plan_of_a_rep,
    plan_in_draft,
    plan_assign,
    periods,
    periods_of_a_manager,
    period,
    period_of_a_manager,
    period_to_approve,
    period_close,
]
