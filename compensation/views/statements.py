"""Pages about one's bonus: the newest statement, any statement, its file, a dispute."""

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import get_visible
from accounts.rules import neutralise_cell
from compensation.actions import answer_dispute, dispute_until, open_dispute
from compensation.components import COMPONENTS
from compensation.forms import AnswerForm, DisputeForm, SignForm
from compensation.models import Statement
from compensation.queries import (
    credited_deals,
    newest_statement,
    own_statements,
    people_i_manage,
    present_assignment,
    sees_all_pay,
    statements_visible,
)
from compensation.rules import from_json, number_text, round_half_up, walk
from compensation.views.ledger import LETTERS, Ledger, Line, split_label, split_shares
from crm import clock, money
from secrets_manual.queries.worth import Worth, worth_of


@require_GET
@sign_in_required
def bonus(request: SignedInRequest) -> HttpResponse:
    """Show one's newest statement, or what is coming."""
    person = request.user
    newest = newest_statement(person)
    assignment = present_assignment(person)
    context: dict[str, Any] = {
        "assignment": assignment,
        "sign_form": _sign_form(assignment),
        "others": list(own_statements(person)[1:9]) if newest else [],
        "sees_periods": sees_all_pay(person) or people_i_manage(person).exists(),
        "plan_parts": _plan_parts(assignment),
    }
    if newest is None:
        return render(request, "compensation/bonus.html", context)
    return render(request, "compensation/bonus.html", context | statement_context(request, newest))


def _sign_form(assignment: Any) -> SignForm | None:
    if assignment is None or assignment.signed_at is not None:
        return None
    return SignForm(initial={"hash_seen": assignment.plan_version.content_hash})


def _plan_parts(assignment: Any) -> list[dict[str, Any]]:
    """Say what the target is made of, component by component."""
    if assignment is None:
        return []
    return [
        {
            "name": COMPONENTS[row.code].label,
            "weight": number_text(row.weight_pct),
            "target": money.shown(
                round_half_up(assignment.target_minor * row.weight_pct / 100),
                assignment.plan_version.currency,
            ),
        }
        for row in assignment.plan_version.components.all()
    ]


@require_GET
@sign_in_required
def statement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one statement; every number opens into what stands behind it."""
    row = get_visible(statements_visible(request.user), pk)
    return _show(request, row)


@require_POST
@sign_in_required
def statement_dispute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a number of one's own statement is wrong."""
    row = get_visible(statements_visible(request.user), pk)
    form = DisputeForm(request.POST, nodes=_disputable(row))

    def make() -> str:
        open_dispute(person=request.user, statement=row, **form.changes)
        return reverse("statement", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, dispute=form)


@require_POST
@sign_in_required
def dispute_answer(request: SignedInRequest, pk: int, dispute: int) -> HttpResponse:
    """Answer a dispute with a reason."""
    row = get_visible(statements_visible(request.user), pk)
    disputed = get_visible(row.disputes.all(), dispute)
    form = AnswerForm(request.POST)

    def make() -> str:
        answer_dispute(person=request.user, dispute=disputed, answer=form.cleaned_data["answer"])
        return reverse("statement", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, answer=form)


@require_GET
@sign_in_required
def statement_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the whole tree as a file: the same figures as the page."""
    row = get_visible(statements_visible(request.user), pk)
    ledger = Ledger(row, for_person=row.person_id == request.user.pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = slugify(f"{row.person.name} {row.period.name}") or "statement"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(["number", "meaning", "how", "exact", "shown", "unit"])
    for node in walk(ledger.tree):
        cells = [
            node.name,
            node.sentence,
            node.operation,
            str(node.value),
            node.shown,
            row.currency if node.unit == "money" else node.unit,
        ]
        writer.writerow([cell if _is_number(cell) else neutralise_cell(cell) for cell in cells])
    return answer


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace("/", "").replace(".", "").replace(",", "").isdigit()


def _show(
    request: SignedInRequest,
    row: Statement,
    *,
    dispute: DisputeForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    refused = dispute or answer
    context = statement_context(request, row)
    if dispute:
        context["dispute_form"] = dispute
    if answer:
        context["answer_form"] = answer
    return render(
        request,
        "compensation/statement.html",
        context,
        status=answer_status(refused) if refused else 200,
    )


def statement_context(request: SignedInRequest, row: Statement) -> dict[str, Any]:
    """Give what a statement's page needs, as its reader may see it."""
    own = row.person_id == request.user.pk
    ledger = Ledger(row, for_person=own, facts=_credit_lines(row))
    until = dispute_until(row)
    open_now = own and until is not None and clock.today() <= until
    return {
        "statement": row,
        "own": own,
        "ledger": ledger.lines(),
        "shares": split_shares(row),
        "split_label": split_label(row),
        "held_words": money.shown(row.held_minor, row.currency) if row.held_minor else "",
        "carried": _carried(row),
        "worth": _worth(row),
        "dispute_until": until,
        "disputes": list(row.disputes.select_related("answered_by").order_by("pk")),
        "dispute_names": dict(_disputable(row)),
        "dispute_form": DisputeForm(nodes=_disputable(row)) if open_now else None,
        "answer_form": None if own else AnswerForm(),
    }


def _worth(row: Statement) -> Worth | None:
    """Count, of the contacts looked after, of how many something is known: beside the secrets.

    Evidence only. Nothing of it enters an amount, and no figure grows with the number of secrets.
    """
    if not any(part["code"] == "secrets" for part in row.parts):
        return None
    found = worth_of(row.person, since=row.period.first_on, until=row.period.last_on)
    return found if found.contacts else None


def _carried(row: Statement) -> list[dict[str, str]]:
    return [
        {"name": str(COMPONENTS[code].label), "amount": money.shown(minor, row.currency)}
        for code, minor in row.carried.items()
        if code in COMPONENTS
    ]


def _credit_lines(row: Statement) -> list[Line]:
    """List the deals behind the quota, the largest first."""
    deals, count = credited_deals(row)
    lines = [
        Line(
            name=deal.customer,
            figure=money.shown(round_half_up(deal.credited), row.currency),
            why=_("won on %(day)s, share %(share)s")
            % {"day": deal.won_on, "share": f"{number_text(deal.share * 100, 2)} %"},
            factor=True,
        )
        for deal in deals
    ]
    if count > len(deals):
        rest = _("and %(n)s more deals") % {"n": count - len(deals)}
        lines.append(Line(name=rest, figure=""))
    return lines


def _disputable(row: Statement) -> list[tuple[str, str]]:
    """Name the numbers one can dispute: each component's amount and score, the sum, what waits."""
    names = {node.name for node in walk(from_json(row.tree))}
    choices = []
    for letter, part in zip(LETTERS, row.parts, strict=False):
        label = COMPONENTS[part["code"]].label
        choices += [
            (f"part.{part['code']}", f"{letter} {label}"),
            (f"score.{part['code']}", _("%(name)s: the score") % {"name": label}),
        ]
    choices += [("total", _("Calculated")), ("held", _("Held")), ("payable", _("Payable now"))]
    return [(name, words) for name, words in choices if name in names]
