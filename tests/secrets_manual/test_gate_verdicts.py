"""The gate lets in what the customer would be glad of, and says why about the rest."""

from datetime import date

import pytest

from secrets_manual.rules.categories import INSTEAD, MESSAGES, Category
from secrets_manual.rules.gate import as_they_would_read, check
from secrets_manual.rules.kinds import (
    DEFAULT_USES,
    Kind,
    Use,
    as_kind,
    guess_kind,
    is_about_organisation,
    review_months,
)

BIKE = "I love to ride my bike."


def test_told_us_and_glad_is_kept_for_service_and_brief() -> None:
    verdict = check(BIKE, provenance="told_us", glad="yes", kind="recreation")
    assert (verdict.allowed, verdict.state, verdict.rule) == (True, "kept", "")
    assert verdict.uses == DEFAULT_USES == {Use.SERVICE, Use.BRIEF}
    assert verdict.sensitivity == "personal"
    assert verdict.expires_on(date(2026, 3, 1)) is None


def test_uses_asked_for_replace_the_default() -> None:
    verdict = check(BIKE, provenance="told_us", glad="yes", uses=["surprise"])
    assert verdict.uses == {Use.SURPRISE}


@pytest.mark.parametrize(
    ("text", "has_need"),
    [
        ("I am a recovering alcoholic.", True),
        ("I had cancer but its gone now.", False),
        ("her son Max, 9, rows", False),
    ],
)
def test_a_blocked_text_is_kept_in_no_state_however_glad(text: str, *, has_need: bool) -> None:
    verdict = check(text, provenance="told_us", glad="yes")
    assert (verdict.allowed, verdict.state, verdict.rule) == (False, "blocked", "G5")
    assert verdict.sensitivity == "blocked"
    assert verdict.category
    assert verdict.message
    assert bool(verdict.suggestion) is has_need


def test_coaching_a_youth_team_is_kept_because_no_relative_is_named() -> None:
    assert check("She coaches a youth rowing team", provenance="told_us", glad="yes").allowed


def test_a_false_alarm_released_by_the_privacy_officer_passes() -> None:
    text = "Her father of all plans is the new depot"
    assert not check(text, provenance="told_us", glad="yes").allowed
    assert check(text, provenance="told_us", glad="yes", released=True).allowed


def test_no_is_refused_under_the_second_rule() -> None:
    verdict = check(BIKE, provenance="told_us", glad="no")
    assert (verdict.allowed, verdict.state, verdict.rule) == (False, "refused", "G2")


@pytest.mark.parametrize("glad", ["", "maybe", "YES"])
def test_an_unknown_answer_is_refused_under_the_second_rule(glad: str) -> None:
    assert check(BIKE, provenance="told_us", glad=glad).rule == "G2"


def test_probably_is_a_private_draft_for_fourteen_days_and_used_for_nothing() -> None:
    verdict = check(BIKE, provenance="told_us", glad="probably")
    assert (verdict.allowed, verdict.state) == (True, "draft")
    assert verdict.uses == frozenset()
    assert verdict.expires_on(date(2026, 3, 1)) == date(2026, 3, 15)


@pytest.mark.parametrize("provenance", ["", "guess", "rumour", "TOLD_US"])
def test_without_a_known_provenance_it_is_refused(provenance: str) -> None:
    verdict = check(BIKE, provenance=provenance, glad="yes")
    assert (verdict.allowed, verdict.state, verdict.rule) == (False, "refused", "G1")


@pytest.mark.parametrize("text", ["Maybe he likes golf", "I guess she likes tea", "  "])
def test_a_guess_or_nothing_is_a_question_to_ask(text: str) -> None:
    assert check(text, provenance="observed", glad="yes").rule == "G1"


def test_third_party_needs_a_named_colleague_and_waits_thirty_days() -> None:
    assert check(BIKE, provenance="third_party", glad="yes", colleague=" ").rule == "G1"
    verdict = check(BIKE, provenance="third_party", glad="yes", colleague="Kim", uses=["brief"])
    assert (verdict.allowed, verdict.state, verdict.rule) == (True, "third_party", "G6")
    assert verdict.uses == frozenset()
    assert verdict.expires_on(date(2026, 3, 1)) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.com/news/7", True),
        ("https://www.linkedin.com/in/somebody", True),
        ("https://www.netflix.com/about", True),
        ("https://m.facebook.com/somebody", False),
        ("https://INSTAGRAM.com./somebody", False),
        ("https://x.com/somebody", False),
        ("javascript:alert(1)", False),
        ("https://[broken", False),
        ("in the paper", False),
        ("", False),
    ],
)
def test_public_needs_an_address_outside_private_social_media(address: str, allowed: bool) -> None:
    verdict = check(BIKE, provenance="public", glad="yes", address=address)
    assert verdict.allowed is allowed
    assert verdict.rule == ("" if allowed else "G1")


def test_the_line_is_what_the_customer_would_read() -> None:
    line = as_they_would_read(" I ride\nmy bike ", "recreation", told_on="3 May 2026")
    assert line == "You told us on 3 May 2026: “I ride my bike”"
    assert as_they_would_read("100% wool", "bias") == "You told us: “100% wool”"


@pytest.mark.parametrize("provenance", ["told_us", "observed", "public", "third_party"])
def test_the_line_never_prints_our_own_words_for_it(provenance: str) -> None:
    line = as_they_would_read("x", "bias", provenance=provenance, source="Kim").casefold()
    assert not any(word in line for word in ("secret", "keeper", "manual"))


def test_an_organisations_kinds_are_business_and_reviewed_after_two_years() -> None:
    text = "They are behind with huge debts to suppliers"
    verdict = check(text, provenance="told_us", glad="yes", kind=Kind.CASH_FLOW_CHALLENGE)
    assert (verdict.allowed, verdict.sensitivity) == (True, "business")
    assert is_about_organisation(Kind.MARGIN_CHALLENGE)
    assert review_months(about_organisation=True) == 24
    assert review_months(about_organisation=False) == 12


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BIKE, Kind.RECREATION),
        ("family comes first, home by six", Kind.FAMILY_PRIORITY),
        ("Dreams of opening a second bakery", Kind.DREAM),
        ("Prefers e-mail to phone", Kind.BIAS),
        ("Speaks fluent Spanish", Kind.SKILL),
        ("Loves jazz and vinyl records", Kind.ENTERTAINMENT),
        ("Cash flow is tight", Kind.CASH_FLOW_CHALLENGE),
        ("Margins fell after steel prices rose", Kind.MARGIN_CHALLENGE),
        ("Too much stock of winter tyres", Kind.INVENTORY_PROBLEM),
        ("Defects in the last batch", Kind.PRODUCT_QUALITY_ISSUE),
        ("The pay gap worries her", Kind.EMPLOYMENT_EQUITY_CONCERN),
        ("Qwerty", Kind.HABIT),
    ],
)
def test_the_kind_is_guessed_from_the_words(text: str, kind: Kind) -> None:
    assert guess_kind(text) is kind


def test_kinds_are_read_as_people_write_them() -> None:
    assert as_kind("Ego-drive") is Kind.EGO_DRIVE
    assert as_kind("cash-flow or margin challenge") is Kind.CASH_FLOW_CHALLENGE
    assert as_kind("colour") is None


def test_every_category_says_in_one_short_sentence_why_and_in_one_what_to_write_instead() -> None:
    assert set(MESSAGES) == set(INSTEAD) == set(Category)
    for category in Category:
        why, instead = MESSAGES[category], INSTEAD[category]
        assert all(each.count(".") == 1 and each.endswith(".") for each in (why, instead))
        assert len(instead.split()) <= 11
