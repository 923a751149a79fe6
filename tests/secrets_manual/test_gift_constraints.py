"""The register of gifts and the limits hold also against those who go round the actions."""

import pytest
from django.db import IntegrityError, connection, transaction

from secrets_manual.models import Gift, GiftPolicy
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.test_gifts import give, policy

GIFT = "update secrets_manual_gift set "
POLICY = "update secrets_manual_giftpolicy set "
BROKEN = {
    "gift_says_what": GIFT + "what = ' '",
    "gift_direction_known": GIFT + "direction = 'lent'",
    "gift_value_possible": GIFT + "value_minor = -1",
    "gift_currency_known": GIFT + "currency = 'eu'",
    "gift_over_known": GIFT + "direction = 'received', over = 'much'",
    "gift_decided_by_somebody": GIFT + "direction = 'received', decision = 'approved'",
    "gift_approved_by_another": GIFT + (
        "over = 'per_gift', decision = 'approved', decided_by_id = person_id, decided_at = now()"
    ),
    "gift_over_limit_waits": GIFT + "over = 'per_gift'",
    "gift_over_limit_is_approved": GIFT + "value_minor = 5001",
    "gift_none_for_officials": (
        "update accounts_contact set is_public_official = true; "  # noqa: S608 - ours
        + GIFT
        + "value_minor = 1"
    ),
    "gift_none_where_forbidden": (
        POLICY + "nothing_at_all = true, per_gift_minor = 0, per_year_minor = 0; "
        + GIFT + "value_minor = 1"
    ),
    "gift_policy_about_one": POLICY + "country = 'Spain' where customer_id is not null",
    "gift_policy_year_holds_a_gift": POLICY + "per_gift_minor = per_year_minor + 1",
    "gift_policy_nothing_is_zero": POLICY + "nothing_at_all = true",
    "gift_policy_has_a_source": POLICY + "source = ' '",
    "gift_policy_currency_known": POLICY + "currency = ''",
    "gift_policy_in_order": POLICY + "until_on = since_on - 1",
    "gift_policy_once_a_customer": POLICY + "until_on = null where customer_id is not null",
    "gift_policy_once_a_country": POLICY + "until_on = null where customer_id is null",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_keeps_the_register_and_the_limits(
    company: Company, clock: Clock, name: str
) -> None:
    for _time in range(2):
        policy(company)
        policy(company, customer=company.norte)
    give(company)
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(BROKEN[name])
    assert error.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]


def test_every_rule_of_the_register_has_its_sentence_and_its_test() -> None:
    checks = [*Gift._meta.constraints, *GiftPolicy._meta.constraints]
    by_trigger = {"gift_over_limit_is_approved", "gift_none_for_officials",
                  "gift_none_where_forbidden"}  # fmt: skip
    assert {each.name for each in checks} | by_trigger == set(BROKEN)
    assert all(str(each.violation_error_message).endswith(".") for each in checks)
