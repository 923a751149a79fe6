"""What failed is sent again at once or all together; what is old is forgotten but never resent."""

import pytest

from crm.notices import actions as notices
from crm.notices import rules
from crm.notices.models import Attempt, Notice
from tests.conftest import Clock
from tests.notices.post_office import PostOffice
from tests.people import Company


@pytest.mark.django_db
def test_everything_that_failed_is_sent_again_and_old_words_are_forgotten(
    company: Company, post_office: PostOffice, clock: Clock
) -> None:
    for key in ("a", "b"):
        notices.tell(people=[company.dana], once_key=key, subject="s", body="Ana said so.")
    post_office.answers = ["554 no", "554 no"]
    assert notices.send_waiting() == 0
    company_before = Notice.objects.filter(state="failed").count()
    assert (company_before, notices.resend_failed(person=company.sara)) == (2, 2)
    assert notices.resend_failed(person=company.sara) == 0
    assert notices.send_waiting() == 2
    assert Attempt.objects.count() == 4

    clock.move(days=90)
    assert notices.forget_old_words() == 0
    clock.move(seconds=1)
    assert (notices.forget_old_words(), notices.forget_old_words()) == (2, 0)
    assert not Attempt.objects.exists()
    kept = Notice.objects.order_by("channel", "pk").values_list("channel", "body")
    words = [("email", ""), ("email", ""), ("in_app", "Ana said so."), ("in_app", "Ana said so.")]
    assert list(kept) == words
    assert notices.tell(people=[company.dana], once_key="a", subject="s", body="x") == 0


def test_rests_are_spread_a_little_and_end_within_nine_and_a_half_hours() -> None:
    rests = [[rules.next_try_of(pk, number) for number in range(1, 6)] for pk in range(1, 300)]
    for row in rests:
        assert all(base <= rest < base * 1.1 for base, rest in zip(rules.BACKOFF, row, strict=True))
        assert sum(rest.total_seconds() for rest in row) <= 9.5 * 3600
    assert len({row[0] for row in rests}) > 250
    assert rules.next_try_of(1, 6) is None
