"""Setting the policy of a severity from an instant on."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery import rules
from crm.recovery.actions.acts import one_act
from crm.recovery.models import Policy
from crm.recovery.permissions import may_set_policy


def set_policy(
    *,
    person: Person | None,
    severity: int,
    policy: rules.Policy,
    effective_from: dt.datetime | None = None,
) -> Policy:
    """Set durations and ladder of a severity; running tickets keep the ladder they copied."""
    if person and not may_set_policy(person):
        raise NotAllowedError(_("Policies are set by a director."))
    _check_keys(policy)
    with one_act():
        row = Policy(
            severity=severity,
            effective_from=effective_from or clock.database_now(),
            ladder=rules.policy_as_mapping(policy),
            made_by=person,
        )
        row.full_clean()
        row.save()
        journal.record(
            "recovery.policy_set",
            person=person,
            subject_kind="policy",
            subject_id=row.pk,
            facts={
                "severity": severity,
                "effective_from": row.effective_from,
                "rungs": [rung.key for rung in policy.rungs],
            },
        )
        return row


def _check_keys(policy: rules.Policy) -> None:
    """Refuse a key that could not name a letter, a notice or a line of the ladder."""
    wrong = next((rung.key for rung in policy.rungs if not rules.is_rung_key(rung.key)), None)
    if wrong is not None:
        raise RuleBrokenError(
            _(
                "“%(key)s” cannot name a level. Begin with a small letter, then use small letters, "
                "digits and underscores, 60 at most; for instance: last_call."
            )
            % {"key": wrong},
            "recovery.bad_rung_key",
            field="rungs",
            status=400,
        )
