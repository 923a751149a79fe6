"""Setting the policy of a severity from an instant on, and taking one back before it begins."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import get_visible
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery import rules
from crm.recovery.actions.acts import one_act
from crm.recovery.actions.flaws import flaw_sentence
from crm.recovery.models import Policy
from crm.recovery.permissions import may_set_policy
from crm.recovery.queries import owners_possible


def set_policy(
    *,
    person: Person | None,
    severity: int,
    policy: rules.Policy,
    effective_from: dt.datetime | None = None,
) -> Policy:
    """Set durations and ladder of a severity, now or from a time to come.

    Running tickets keep the ladder they copied. What a person publishes must be without a
    flaw; the system (None) may set any ladder whose levels have possible names.
    """
    if person:
        _check_setter(person)
    _refuse_flaws(policy, all_of_them=person is not None)
    with one_act():
        now = clock.database_now()
        if effective_from is not None and effective_from < now:
            raise RuleBrokenError(
                _("This lies in the past. Choose a time to come, or leave it empty for now."),
                "recovery.policy_in_past",
                field="effective_from",
                status=400,
            )
        row = Policy(
            severity=severity,
            effective_from=effective_from or now,
            ladder=rules.policy_as_mapping(policy),
            made_by=person,
            made_at=now,
        )
        row.full_clean()
        row.save()
        _write_down("policy_set", row, person, rungs=[rung.key for rung in policy.rungs])
        return row


def withdraw_policy(*, person: Person, policy: Policy) -> Policy:
    """Take back a policy that has not begun; what is in force until then goes on."""
    _check_setter(person)
    with one_act():
        row = get_visible(Policy.objects.select_for_update(of=("self",)), policy.pk)
        if row.withdrawn_at is not None:
            return row
        row.withdrawn_at, row.withdrawn_by = clock.database_now(), person
        row.full_clean()
        row.save()
        _write_down("policy_withdrawn", row, person)
        return row


def _check_setter(person: Person) -> None:
    if not may_set_policy(person):
        raise NotAllowedError(_("Policies are set by a director or by who leads service."))


def _refuse_flaws(policy: rules.Policy, *, all_of_them: bool) -> None:
    flaws = rules.ladder_flaws(policy.respond_s, policy.recover_s, policy.rungs)
    if not all_of_them:
        flaws = [flaw for flaw in flaws if flaw.code == "recovery.bad_rung_key"]
    for flaw in flaws:
        key = "" if flaw.place is None else policy.rungs[flaw.place].key
        sentence = flaw_sentence(flaw, key)
        raise RuleBrokenError(sentence, flaw.code, field=flaw.field, status=400)
    named = {int(one) for rung in policy.rungs for one in rung.persons}
    if all_of_them and named and owners_possible().filter(pk__in=named).count() < len(named):
        raise RuleBrokenError(
            _("Somebody named in the ladder does not work here any more."),
            "recovery.unknown_person",
            field="rungs",
            status=400,
        )


def _write_down(kind: str, row: Policy, person: Person | None, **facts: object) -> None:
    journal.record(
        f"recovery.{kind}",
        person=person,
        subject_kind="policy",
        subject_id=row.pk,
        facts={"severity": row.severity, "effective_from": row.effective_from, **facts},
    )
