"""Setting a policy: its levels bear names that a letter and a notice can carry."""

import pytest

from crm.errors import RuleBrokenError
from crm.recovery import actions, rules
from crm.recovery.models import Policy
from tests.conftest import Clock
from tests.people import Company

pytestmark = pytest.mark.django_db


def policy_with(key: str) -> rules.Policy:
    rung = rules.Rung(key=key, clock="recover", at_pct=50, tells=("owner",))
    return rules.Policy(respond_s=3600, recover_s=7200, rungs=(rung,))


@pytest.mark.parametrize(
    "key", ["last call", "Last_call", "2nd", "über", "a" * 61, "a\n", "../x", "_a", "a-b", " "]
)
def test_a_level_with_an_impossible_name_is_refused_kindly(
    company: Company, clock: Clock, key: str
) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        actions.set_policy(person=company.olga, severity=2, policy=policy_with(key))
    assert refused.value.code == "recovery.bad_rung_key"
    assert "last_call" in refused.value.message
    assert not Policy.objects.exists()


@pytest.mark.parametrize("key", ["nudge", "last_call_2", "a" * 60])
def test_a_plain_name_is_taken(company: Company, clock: Clock, key: str) -> None:
    actions.set_policy(person=None, severity=2, policy=policy_with(key))
    assert Policy.objects.get().ladder["rungs"][0]["key"] == key


def test_every_level_of_the_default_ladder_has_a_plain_name() -> None:
    assert all(rules.is_rung_key(rung.key) for rung in rules.DEFAULT_LADDER)
