"""Opening, approving and closing periods; a person's dispute of a number and its answer."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Person
from compensation.models import LedgerEntry, LedgerKind, Period, PeriodState, Statement
from compensation.permissions import may_decide_period, may_draft
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices


@transaction.atomic
def open_period(
    *,
    person: Person | None,
    name: str,
    first_on: dt.date,
    last_on: dt.date,
    year_end: bool | None = None,
) -> Period:
    """Open a period, both days included; the year ends with one that ends on 31 December."""
    if person is not None and not may_draft(person):
        raise NotAllowedError(_("Finance opens the periods."))
    ends = (last_on.month, last_on.day) == (12, 31) if year_end is None else year_end
    period = Period(name=name.strip(), first_on=first_on, last_on=last_on, year_end=ends)
    period.full_clean()
    period.save()
    _note("compensation.period_opened", person, period)
    return period


@transaction.atomic
def approve_period(*, person: Person, period: Period, version: int | None = None) -> Period:
    """Approve what was calculated: a director who is not paid by it; then it is frozen."""
    row = _locked(period, person, version, PeriodState.CALCULATED)
    unsettled = Period.objects.filter(
        last_on__lt=row.first_on, state__in=[PeriodState.OPEN, PeriodState.CALCULATED]
    ).first()
    if unsettled is not None:
        raise RuleBrokenError(
            _("Approve %(name)s first: what it carries over belongs into this period.")
            % {"name": unsettled.name},
            "compensation.earlier_period_open",
        )
    save_versioned(
        row,
        {"state": PeriodState.APPROVED, "approved_by": person, "approved_at": clock.now()},
    )
    _note("compensation.period_approved", person, row, digest=row.digest)
    _tell_the_paid(row)
    return row


@transaction.atomic
def close_period(*, person: Person, period: Period, version: int | None = None) -> Period:
    """Close an approved period: post its ledger and freeze it for good, both or neither."""
    row = _locked(period, person, version, PeriodState.APPROVED)
    at = clock.now()
    statements = Statement.objects.filter(period=row).defer("tree", "parts")
    LedgerEntry.objects.bulk_create(
        [
            LedgerEntry(
                period=row,
                person_id=statement.person_id,
                statement=statement,
                kind=kind,
                amount_minor=amount,
                currency=statement.currency,
                author=person,
                at=at,
            )
            for statement in statements
            for kind, amount in _postings(statement)
        ],
        batch_size=5000,
    )
    save_versioned(row, {"state": PeriodState.CLOSED, "closed_by": person, "closed_at": at})
    _note("compensation.period_closed", person, row, digest=row.digest)
    return row


def _postings(statement: Statement) -> list[tuple[LedgerKind, int]]:
    amounts = [
        (LedgerKind.CALCULATED, statement.calculated_minor),
        (LedgerKind.HELD, statement.held_minor),
        (LedgerKind.RELEASED, statement.released_minor),
        (LedgerKind.LAPSED, statement.lapsed_minor),
    ]
    return [(kind, amount) for kind, amount in amounts if amount]


def _locked(period: Period, person: Person, version: int | None, state: PeriodState) -> Period:
    row = Period.objects.select_for_update().get(pk=period.pk)
    check_version(row, version)
    if not may_decide_period(person, row):
        raise NotAllowedError(_("A director whom this period does not pay decides about it."))
    if row.state != state:
        raise RuleBrokenError(
            _("This period is %(state)s.") % {"state": row.get_state_display()},
            "compensation.period_state",
        )
    return row


def _tell_the_paid(period: Period) -> None:
    notices.tell_many([
        notices.NewNotice(
            person=statement.person,
            once_key=f"statement:{statement.pk}",
            subject=_("Your bonus statement for %(period)s") % {"period": period.name},
            body=_("It is approved. Every number opens into what stands behind it."),
            url=reverse("statement", args=[statement.pk]),
            about_kind="statement",
            about_id=str(statement.pk),
        )
        for statement in Statement.objects.filter(period=period)
        .select_related("person")
        .defer("tree", "parts")
    ])  # fmt: skip


def _note(kind: str, person: Person | None, period: Period, **facts: object) -> None:
    journal.record(
        kind, person=person, subject_kind="period", subject_id=period.pk, facts=dict(facts)
    )
