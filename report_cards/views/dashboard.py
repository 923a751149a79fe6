"""The dashboard: coverage first, then figures with their n; a cell opens down to its cards."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm import clock
from crm.recovery.queries import tickets_visible_to
from report_cards import rules
from report_cards.actions import release_card
from report_cards.models import LANGUAGES, Card
from report_cards.permissions import CARD_ROLES, may_see_rounds, may_send_rounds, seen_in_full
from report_cards.queries import (
    Mean,
    PersonFigures,
    Quarter,
    comments_in,
    coverage_in,
    distribution_of,
    figures_in,
    label_of,
    look,
    quarantined_in,
    quarter_of,
    rounds_for,
)

QUARTERS_BACK = 6


@dataclass(frozen=True)
class Cell:
    """One figure of the table, ready to be written; `mean` is "" when too few."""

    code: str
    label: str
    mean: str = ""
    low: str = ""
    high: str = ""
    n: int = 0
    customers: int = 0
    unknown: int = 0
    url: str = ""
    mean_at: str = ""
    low_at: str = ""
    high_at: str = ""
    team: str = ""
    team_at: str = ""
    few: bool = True
    needed: int = rules.NEEDED_CARDS


@dataclass(frozen=True)
class Row:
    """One person's line of the table."""

    figures: PersonFigures
    cells: list[Cell]


@roles_required(*CARD_ROLES)
def report_cards(request: SignedInRequest) -> HttpResponse:
    """Show who has spoken, then what they say, of whom this person may see it."""
    person = request.user
    quarter = _chosen_quarter(request)
    sight = look(person, quarter)
    figures = figures_in(sight, language=_language())
    labels = _labels(figures)
    team = _team_means(figures)
    rows = [_row(one, labels, team, quarter) for one in figures]
    chosen = _focus(request, rows)
    sees_teams = person.has_role("manager", "director")
    shown = {
        "quarter": quarter,
        "quarters": [quarter_of(clock.today()).after(-n) for n in range(QUARTERS_BACK)],
        "labels": labels,
        "rows": rows,
        "focus": chosen,
        "coverage": coverage_in(sight) if sees_teams else None,
        "comments": comments_in(sight),
        "quarantined": quarantined_in(sight) if sees_teams else [],
        "rounds": rounds_for(person),
        "may_send": may_send_rounds(person),
        "may_see_rounds": may_see_rounds(person),
        "needed": rules.NEEDED_CARDS,
    }
    return render(request, "report_cards/dashboard.html", shown)


def _chosen_quarter(request: SignedInRequest) -> Quarter:
    """Take whole quarters only: two times that overlap could be subtracted."""
    year, _dash, number = request.GET.get("quarter", "").partition("-Q")
    if year.isdecimal() and number in {"1", "2", "3", "4"} and 2000 <= int(year[:5]) <= 2199:
        return Quarter(int(year), int(number))
    return quarter_of(clock.today())


def _focus(request: SignedInRequest, rows: list[Row]) -> Row | None:
    wanted = request.GET.get("person", "")
    named = [row for row in rows if str(row.figures.person.pk) == wanted]
    drawn = [row for row in rows if not row.figures.is_few]
    return next(iter([*named, *drawn, *rows]), None)


def _labels(figures: list[PersonFigures]) -> dict[str, str]:
    """Give code → words of every behaviour met, in the order of the card."""
    means = [mean for one in figures for mean in one.means.values()]
    return {mean.code: mean.label for mean in sorted(means, key=lambda one: (one.slot, one.code))}


def _language() -> str:
    """Give the reader's language as far as cards are written in it."""
    language = (get_language() or "").partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _team_means(figures: list[PersonFigures]) -> dict[str, float]:
    """Give the team's mean per behaviour, over customers; only with three people shown in full."""
    full = [one for one in figures if one.is_full]
    found: dict[str, float] = {}
    for code in {code for one in full for code in one.means}:
        shown = [mean for one in full if (mean := one.means.get(code)) is not None and mean.figure]
        if len(shown) >= 2:
            weight = sum(mean.customers for mean in shown)
            found[code] = (
                sum(mean.figure.mean * mean.customers for mean in shown if mean.figure) / weight
            )
    return found


def _row(
    one: PersonFigures, labels: dict[str, str], team: dict[str, float], quarter: Quarter
) -> Row:
    cells = []
    for code, label in labels.items():
        mean = one.means.get(code)
        cells.append(
            _cell(one, mean, label, team.get(code) if one.is_full else None, quarter)
            if mean
            else Cell(code, label)
        )
    return Row(one, cells)


def _cell(one: PersonFigures, mean: Mean, label: str, team: float | None, quarter: Quarter) -> Cell:
    if one.is_few or mean.figure is None:
        return Cell(mean.code, label, n=mean.cards, customers=mean.customers)
    figure = mean.figure
    url = ""
    if one.is_full:
        page = reverse("card_cell", args=[one.person.pk, mean.code])
        url = f"{page}?quarter={quarter}"
    return Cell(
        mean.code,
        label,
        mean=f"{figure.mean:.1f}",
        low=f"{figure.low:.1f}",
        high=f"{figure.high:.1f}",
        n=mean.cards,
        customers=mean.customers,
        unknown=mean.unknown,
        url=url,
        mean_at=_place(figure.mean),
        low_at=_place(figure.low),
        high_at=_place(figure.high),
        team="" if team is None else f"{team:.1f}",
        team_at="" if team is None else _place(team),
        few=False,
    )


def _place(value: float) -> str:
    return f"{(value - 1) * 25:.2f}"


@roles_required(*CARD_ROLES)
def card_cell(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Open one figure: how often each value was given, the comments, the tickets it opened."""
    rated = get_visible(seen_in_full(request.user), pk)
    quarter = _chosen_quarter(request)
    sight = look(request.user, quarter)
    cards = [card for card, _customer in sight.cards.get(rated.pk, [])]
    given = distribution_of(cards, code)
    if not given.n and not given.unknown:
        raise Http404
    top = max(n for _value, n in given.counts) or 1
    tickets = tickets_visible_to(request.user).filter(
        about_kind="card", about_id__in=[str(card) for card in cards]
    )
    shown = {
        "rated": rated,
        "quarter": quarter,
        "label": label_of(code, _language()),
        "bars": [
            {"value": value, "n": n, "width": f"{100 * n / top:.1f}"} for value, n in given.counts
        ],
        "given": given,
        "tickets": tickets.select_related("customer").order_by("-reported_at")[:20],
        "comments": [one for one in comments_in(sight) if one.rated.pk == pk],
    }
    return render(request, "report_cards/cell.html", shown)


@roles_required("manager", "director")
@require_POST
def card_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a card that was set aside count."""
    visible = Card.objects.filter(person__in=seen_in_full(request.user))
    release_card(person=request.user, card=get_visible(visible, pk))
    return redirect("report_cards")
