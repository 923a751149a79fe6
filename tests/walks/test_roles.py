"""Every role finds its main job from the first page within two clicks, and does it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import House
from tests.walks.hand import PHONE, Hand

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("walk")]
Somebody = Callable[..., Hand]


def test_a_rep_writes_down_a_secret_on_a_phone(somebody: Somebody) -> None:
    dana = somebody("dana", PHONE)
    dana.press(dana.page.locator("nav.bar a.bar-new"), lands="**/secrets/new/")
    dana.choose(dana.page.locator("input[name=about]").first)
    dana.write(dana.page.locator("#id_text"), "Plays chess by post with a friend in Oslo")
    dana.press(dana.page.locator("#how-told_glad"))
    expect(dana.page.get_by_text("Saved ·")).to_be_visible()
    dana.look()


def test_service_staff_take_the_next_step_of_a_ticket(somebody: Somebody) -> None:
    kim = somebody("kim")
    kim.press(kim.page.locator(".docket li a.btn").first, lands="**/recovery/*/")
    kim.write(kim.page.locator("#comment_words"), "I am on my way.")
    kim.press(kim.page.get_by_role("button", name="Comment"), lands="**/recovery/*/")
    expect(kim.page.get_by_text("I am on my way.").first).to_be_visible()


def test_a_lead_speaks_up_on_a_ticket_at_risk(somebody: Somebody) -> None:
    lea = somebody("lea")
    lea.press(lea.page.locator(".docket li a.btn").first, lands="**/recovery/*/")
    lea.write(lea.page.locator("#comment_words"), "Take whoever you need.")
    lea.press(lea.page.get_by_role("button", name="Comment"), lands="**/recovery/*/")
    expect(lea.page.get_by_text("Take whoever you need.").first).to_be_visible()


def test_a_manager_reads_the_report_cards(somebody: Somebody) -> None:
    max_ = somebody("max")
    max_.press(
        max_.page.locator(".page-head").get_by_role("link", name="Report cards"),
        lands="**/report-cards/**",
    )
    expect(max_.page.get_by_text("Dana Vogt").first).to_be_visible()


def test_marketing_reads_what_customers_want(somebody: Somebody) -> None:
    mira = somebody("mira")
    mira.press(mira.page.get_by_role("link", name="What customers want"), lands="**/insights/**")
    expect(mira.page.get_by_text("fewer than five").first).to_be_visible()


def test_finance_calculates_a_period(somebody: Somebody, house: House) -> None:
    fin = somebody("fin")
    period = f"**/bonus/periods/{house.keys['following']}/"
    fin.press(fin.page.get_by_role("link", name=re.compile("Calculate.*Following")), lands=period)
    fin.press(fin.page.get_by_role("button", name="Calculate"), lands=period)
    expect(fin.page.get_by_text("Dana Vogt").first).to_be_visible()


def test_a_director_approves_a_plan(somebody: Somebody) -> None:
    olga = somebody("olga")
    olga.press(olga.page.get_by_role("link", name="Read and decide"), lands="**/bonus/plans/*/")
    olga.press(olga.page.get_by_role("button", name="Approve the plan"), lands="**/bonus/plans/*/")
    expect(olga.page.get_by_role("button", name="Publish")).to_be_visible()


def test_the_privacy_officer_releases_a_false_alarm(somebody: Somebody) -> None:
    petra = somebody("petra")
    petra.press(petra.page.locator(".docket li a.btn").first, lands="**/secrets/refusals/")
    petra.press(
        petra.page.get_by_role("button", name="Release").first, lands="**/secrets/refusals/"
    )
    expect(petra.page.get_by_role("button", name="Release")).to_have_count(0)
