"""Planning who is on call, and on which days the company rests."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person, Team
from accounts.queries import get_visible
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from crm.recovery.actions.acts import one_act
from crm.recovery.actions.sentences import moment
from crm.recovery.models import Holiday, OnCall
from crm.recovery.permissions import may_plan_rota
from crm.recovery.queries import can_be_on_call

ROTA_URL = "/settings/recovery/rota/"


def plan_on_call(
    *,
    by: Person | None,
    team: Team,
    person: Person,
    from_at: dt.datetime,
    until_at: dt.datetime,
) -> OnCall:
    """Put somebody on call for a team, for 31 days at most; they are told, unless they did it."""
    _check_planner(by)
    if not can_be_on_call().filter(pk=person.pk).exists():
        raise RuleBrokenError(
            _("%(name)s does not see every ticket, and could not help at night.")
            % {"name": person.name},
            "recovery.cannot_be_on_call",
            field="person",
            status=400,
        )
    with one_act():
        now = clock.database_now()
        _check_span(from_at, until_at, now)
        row = OnCall(
            team=team, person=person, from_at=from_at, until_at=until_at, made_by=by, made_at=now
        )
        row.full_clean()
        row.save()
        _write_down("on_call_planned", row, by)
        if by is None or by.pk != person.pk:
            _tell_planned(row)
        return row


def _check_span(from_at: dt.datetime, until_at: dt.datetime, now: dt.datetime) -> None:
    """Refuse what is over, and what Postgres could not even compare with other spans."""
    if until_at > max(from_at, now):
        return
    in_order = until_at > from_at
    raise RuleBrokenError(
        _("This time has passed already.") if in_order else _("It ends before it begins."),
        "recovery.rota_in_past" if in_order else "recovery.rota_out_of_order",
        field="until_at",
        status=400,
    )


def _tell_planned(row: OnCall) -> None:
    notices.tell(
        people=[row.person],
        once_key=f"recovery:on_call:{row.pk}",
        subject=_("Be there for %(team)s: you are on call") % {"team": row.team.name},
        body=_("From %(begins)s to %(ends)s, at night and on holidays.")
        % {"begins": moment(row.from_at), "ends": moment(row.until_at)},
        url=ROTA_URL,
    )


def end_on_call(*, by: Person, on_call: OnCall) -> None:
    """Take a span off the rota; one that runs already ends now and stays on record."""
    _check_planner(by)
    with one_act():
        row = get_visible(OnCall.objects.select_for_update(of=("self",)), on_call.pk)
        now = clock.database_now()
        if row.until_at <= now:
            return
        _write_down("on_call_ended", row, by)
        if row.from_at >= now:
            row.delete()
            return
        row.until_at = now
        row.full_clean()
        row.save()


def add_holiday(*, by: Person | None, on: dt.date, name: str) -> Holiday:
    """Say that the company rests on a day."""
    _check_planner(by)
    with one_act():
        holiday = Holiday(on=on, name=name.strip())
        holiday.full_clean()
        holiday.save()
        _write_holiday("holiday_added", holiday, by)
        return holiday


def remove_holiday(*, by: Person, holiday: Holiday) -> None:
    """Say that the company works on that day after all; one that is over stays."""
    _check_planner(by)
    with one_act():
        row = get_visible(Holiday.objects.select_for_update(), holiday.pk)
        if row.on < clock.today():
            raise RuleBrokenError(_("This day is over."), "recovery.holiday_over")
        _write_holiday("holiday_removed", row, by)
        row.delete()


def _check_planner(by: Person | None) -> None:
    if by and not may_plan_rota(by):
        raise NotAllowedError(_("The rota is planned by a director or by who leads service."))


def _write_down(kind: str, row: OnCall, by: Person | None) -> None:
    journal.record(
        f"recovery.{kind}",
        person=by,
        subject_kind="on_call",
        subject_id=row.pk,
        facts={
            "team": row.team_id,
            "person": row.person_id,
            "from_at": row.from_at,
            "until_at": row.until_at,
        },
    )


def _write_holiday(kind: str, holiday: Holiday, by: Person | None) -> None:
    journal.record(
        f"recovery.{kind}",
        person=by,
        subject_kind="holiday",
        subject_id=holiday.pk,
        words={"name": holiday.name},
        facts={"on": holiday.on},
    )
