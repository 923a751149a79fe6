"""Cards and pay: what managers, finance and directors have to decide."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from compensation.models import Assignment, Dispute, Period, PeriodState, PlanState, PlanVersion
from compensation.queries import people_i_manage, statements_visible
from crm.home.queries.docket.lines import Line
from report_cards.models import Card, Decision, Exclusion, Round, RoundState
from report_cards.permissions import seen_in_full


def cards_today(person: Person) -> list[Line]:
    """Give the cards set aside and the exclusions that wait for a manager's decision."""
    full = seen_in_full(person).order_by().values("pk")
    aside = Card.objects.filter(released_at__isnull=True, person__in=full).exclude(quarantine="")
    number = aside.count()
    lines = []
    if number:
        lines.append(
            Line(
                kind=_("Set aside"),
                icon="pause-circle",
                title=ngettext(
                    "%(n)d report card counts for nothing until you look at it",
                    "%(n)d report cards count for nothing until you look at them",
                    number,
                )
                % {"n": number},
                url=reverse("report_cards"),
                text=_("It may have come from a program, or from a colleague’s browser."),
                button=_("Look"),
                rank=2,
            )
        )
    return [*lines, *_exclusions(person)]


def _exclusions(person: Person) -> list[Line]:
    rows = (
        Exclusion.objects.filter(decision=Decision.OPEN)
        .exclude(proposed_by=person)
        .select_related("customer", "proposed_by", "round")
    )
    if not person.has_role("director"):
        rows = rows.filter(proposed_by__in=people_i_manage(person))
    return [
        Line(
            kind=_("Decide"),
            icon="signpost-split",
            title=_("Leave %(customer)s out of “%(round)s”?")
            % {"customer": row.customer.name, "round": row.round.name},
            url=reverse("round", args=[row.round_id]),
            text=_("%(name)s proposes it: “%(reason)s”")
            % {"name": row.proposed_by.get_short_name(), "reason": row.reason},
            button=_("Decide"),
            rank=3,
        )
        for row in rows.order_by("proposed_at")[:2]
    ]


def rounds_today() -> list[Line]:
    """Give the rounds that are drawn and wait to be sent."""
    return [
        Line(
            kind=_("Send"),
            icon="send",
            title=_("The round “%(name)s” is drawn and waits to be sent") % {"name": row.name},
            url=reverse("round", args=[row.pk]),
            button=_("Look"),
            rank=3,
        )
        for row in Round.objects.filter(state=RoundState.DRAWN).order_by("last_on")[:2]
    ]


def unsigned_today(person: Person) -> list[Line]:
    """Give who of one's people is paid by a plan that they have not signed."""
    rows = list(
        Assignment.objects.filter(signed_at__isnull=True, person__in=people_i_manage(person))
        .exclude(person=person)
        .select_related("person")
        .order_by("person__name")[:20]
    )
    if not rows:
        return []
    names = ", ".join(row.person.name for row in rows[:3])
    return [
        Line(
            kind=_("Unsigned"),
            icon="pen",
            title=_("%(names)s: paid by a plan that is not signed") % {"names": names},
            url=reverse("bonus"),
            text=_("Talk it through; nobody signs what they do not understand."),
            button=_("Look"),
            rank=4,
        )
    ]


def periods_today(person: Person, today: dt.date) -> list[Line]:
    """Give the periods on which finance or a director is to act, the oldest first."""
    rows = Period.objects.exclude(state=PeriodState.CLOSED).order_by("first_on")[:4]
    lines = [_period_line(person, row, today) for row in rows]
    return [line for line in lines if line is not None]


def _period_line(person: Person, row: Period, today: dt.date) -> Line | None:
    runs = row.last_on >= today
    title, button = {
        PeriodState.OPEN: (_("%(period)s waits to be calculated"), _("Calculate")),
        PeriodState.CALCULATED: (
            _("%(period)s is calculated so far")
            if runs
            else _("%(period)s is calculated and waits to be approved"),
            _("Look") if runs or not person.has_role("director") else _("Approve"),
        ),
        PeriodState.APPROVED: (_("%(period)s is approved and waits to be closed"), _("Close")),
    }[PeriodState(row.state)]
    if row.state == PeriodState.OPEN and not person.has_role("finance"):
        return None
    ends = _("It runs until %(day)s.") if runs else _("It ended on %(day)s.")
    return Line(
        kind=_("Period"),
        icon="calendar-check",
        title=title % {"period": row.name},
        url=reverse("period", args=[row.pk]),
        text=ends % {"day": f"{row.last_on:%d %b %Y}"},
        button=button,
        rank=3 if runs else 1,
    )


def plans_today(person: Person) -> list[Line]:
    """Give the plans that wait: drafts for approval, approved ones for publishing."""
    rows = (
        PlanVersion.objects.filter(state__in=[PlanState.DRAFT, PlanState.APPROVED])
        .select_related("plan", "author")
        .order_by("effective_from", "id")[:3]
    )
    return [
        Line(
            kind=_("Plan"),
            icon="sliders",
            title=_("“%(plan)s”, version %(number)d: %(what)s")
            % {
                "plan": row.plan.name,
                "number": row.number,
                "what": _("a draft to approve")
                if row.state == PlanState.DRAFT
                else _("approved, to be published"),
            },
            url=reverse("plan", args=[row.pk]),
            text=_("By %(name)s, from %(day)s.")
            % {"name": row.author.name, "day": f"{row.effective_from:%d %b %Y}"},
            button=_("Look") if not person.has_role("director") else _("Read and decide"),
            rank=2,
        )
        for row in rows
    ]


def disputes_today(person: Person) -> list[Line]:
    """Give the disputed numbers that wait for an answer of the person."""
    rows = (
        Dispute.objects.filter(
            answer="", statement__in=statements_visible(person).order_by().values("pk")
        )
        .exclude(statement__person=person)
        .select_related("statement__person", "statement__period")
        .order_by("answer_by_on")[:2]
    )
    return [
        Line(
            kind=_("Dispute"),
            icon="chat-dots",
            title=_("%(name)s disputes a number of %(period)s")
            % {"name": row.statement.person.name, "period": row.statement.period.name},
            url=reverse("statement", args=[row.statement_id]),
            text=_("Answer by %(day)s.") % {"day": f"{row.answer_by_on:%d %b %Y}"},
            button=_("Answer"),
            rank=2,
        )
        for row in rows
    ]
