"""The whole promise, walked once: a secret, a mishap, a surprise, a card, and the pay for it."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import House
from tests.walks.furnished import NEWCOMER
from tests.walks.hand import PHONE, Hand
from tests.walks.post import text_of

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("walk")]
Somebody = Callable[..., Hand]
SECRET = "Watches the regatta from the bridge every June"
SUMS = {"Calculated", "Held", "Payable"}
MISHAP = "The night console is dark since yesterday evening."


def test_a_mishap_is_put_right_with_a_secret_and_the_customers_answer_is_paid(
    somebody: Somebody, house: House
) -> None:
    rep_keeps_a_secret(somebody("dana", PHONE))
    kim = somebody("kim")
    number = service_opens_a_late_report(kim)
    the_right_people_are_told(house, number)
    the_ladder_shows_its_rungs(kim)
    service_puts_it_right(kim)
    link = card_link(house)
    customer_answers(somebody(size=PHONE), link)
    period = house.keys["present"]
    owed = finance_calculates(somebody("fin"), period)
    manager_reads_the_split(somebody("max"), period)
    director_approves(somebody("olga"), period)
    rep_reads_the_statement(somebody("dana", PHONE), owed)


def rep_keeps_a_secret(dana: Hand) -> None:
    dana.press(dana.page.locator("nav.bar a.bar-new"), lands="**/secrets/new/")
    dana.choose(dana.page.get_by_role("radio", name="Ana Ruiz"))
    dana.write(dana.page.locator("#id_text"), SECRET)
    dana.press(dana.page.locator("#how-told_glad"))
    expect(dana.page.get_by_text("Saved · Ana Ruiz")).to_be_visible()
    dana.look()


def service_opens_a_late_report(kim: Hand) -> int:
    page = kim.page
    kim.press(page.locator(".page-head").get_by_role("link", name="New OOPS!"),
              lands="**/recovery/new/")  # fmt: skip
    kim.write(page.locator("#id_customer"), "Hospital Santa Lucía")
    kim.write(page.locator("#id_contact"), "Lola Prat")
    kim.write(page.locator("#id_words"), MISHAP)
    kim.choose(page.locator("input[name=severity][value='2']"))
    kim.press(page.locator("details.more > summary"))
    told_at = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Berlin")) - dt.timedelta(hours=13)  # noqa: TID251
    kim.write_moment(page.locator("#id_reported_at"), told_at)
    kim.press(page.get_by_role("button", name="Start the clock"),
              lands=re.compile(r"/recovery/\d+/$"))  # fmt: skip
    return int(page.url.rstrip("/").rpartition("/")[2])


def the_right_people_are_told(house: House, number: int) -> None:
    """Within one sweep: Kim looks after it, Dana is the steward; Rui has nothing to do with it."""
    about = f"OOPS {number},"
    for short in ("kim", "dana"):
        house.post.wait_for(
            lambda to, subject, short=short: to.startswith(short) and about in subject,
            about=f"to {short} about {about}",
        )
    assert not any(to.startswith(("rui", "olga")) for to in house.post.addresses(about))


def the_ladder_shows_its_rungs(kim: Hand) -> None:
    kim.page.reload()
    kim.look()
    expect(kim.page.get_by_text(re.compile("breach", re.IGNORECASE)).first).to_be_attached()


def service_puts_it_right(kim: Hand) -> None:
    page, ticket = kim.page, re.compile(r"/recovery/\d+/$")
    kim.write(page.locator("#id_words"), "Rang Lola; she wants to see the night screen work.")
    kim.press(page.get_by_role("button", name="Record the response"), lands=ticket)
    kim.write(page.locator("#id_words"), "New licence, tried with two people of the night shift.")
    kim.press(page.get_by_role("button", name="Record the fix"), lands=ticket)
    kim.write(page.locator("#id_words"), "A photograph of the regatta, taken from the bridge.")
    secret = page.locator("#id_secret")
    # What was told for service and brief is no source of a surprise.
    expect(secret).not_to_contain_text(SECRET)
    kim.reach(secret)
    page.keyboard.type("Coaches a youth rowing")
    kim.press(page.get_by_role("button", name="Record the surprise"), lands=ticket)
    expect(page.get_by_text("regatta").first).to_be_visible()
    kim.write(page.locator("#id_lesson_change"), "Night consoles are tried every Friday.")
    kim.write(page.locator("#id_lesson_owner-ts-control"), "Kim")
    expect(page.locator(".ts-dropdown .option.active")).to_contain_text("Kim Osei")
    page.keyboard.press("Enter")
    kim.write_day(page.locator("#id_lesson_by_on"), lesson_day())
    kim.press(page.get_by_role("button", name="Close as recovered"), lands=ticket)
    expect(page.get_by_role("button", name="Close as recovered")).to_have_count(0)


def lesson_day() -> dt.date:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(days=20)).date()  # noqa: TID251


def card_link(house: House) -> str:
    """Take the link out of the letter, as Lola does."""
    house.furnish("invite")
    _to, letter = house.post.wait_for(
        lambda to, subject: to == NEWCOMER and "Dana" in subject, about="with Lola’s card"
    )
    found = re.search(r"https?://\S+/card/[\w-]+/", text_of(letter))
    assert found, text_of(letter)
    return found[0]


def customer_answers(lola: Hand, link: str) -> None:
    page = lola.page
    lola.open(link)
    for group in sorted({
        str(radio.get_attribute("name")) for radio in page.locator("main input[type=radio]").all()
    }):  # fmt: skip
        answers = page.locator(f"main input[type=radio][name='{group}']")
        lola.choose(answers.nth(min(3, answers.count() - 1)))  # not every question has five
    lola.write(page.locator("#comment"), "They rang, they came, and they knew about the regatta.")
    lola.press(page.locator("main button.btn-primary[type=submit]"))
    expect(page.locator("#comment")).to_have_count(0)
    lola.look()


def finance_calculates(fin: Hand, period: int) -> dict[str, str]:
    """Calculate, and give what the period's page says of Dana, column by column."""
    here = f"**/bonus/periods/{period}/"
    fin.press(fin.page.locator(f".docket a.btn[href$='/bonus/periods/{period}/']"), lands=here)
    fin.press(fin.page.get_by_role("button", name="Calculate"), lands=here)
    expect(fin.page.get_by_text("Dana Vogt").first).to_be_visible()
    cells = fin.page.locator("tbody tr", has_text="Dana Vogt").locator("td[data-label]").all()
    owed = {str(cell.get_attribute("data-label")): cell.inner_text().strip() for cell in cells}
    amounts = {name: Decimal(text.replace(",", "")) for name, text in owed.items()}
    parts = [amount for name, amount in amounts.items() if name not in SUMS]
    assert len(parts) == 4, owed
    assert amounts["Calculated"] == sum(parts) > 0
    assert amounts["Payable"] == amounts["Calculated"] - amounts["Held"] > 0
    return owed


def manager_reads_the_split(max_: Hand, period: int) -> None:
    max_.open(f"/bonus/periods/{period}/")
    max_.press(max_.page.locator("main").get_by_role("link", name="Dana Vogt").first,
               lands="**/bonus/statements/*/")  # fmt: skip
    expect(max_.page.get_by_text(re.compile("Relationship")).first).to_be_visible()


def director_approves(olga: Hand, period: int) -> None:
    olga.open(f"/bonus/periods/{period}/")
    olga.press(olga.page.get_by_role("button", name="Approve"),
               lands=f"**/bonus/periods/{period}/")  # fmt: skip
    expect(olga.page.get_by_role("button", name="Approve")).to_have_count(0)


def rep_reads_the_statement(dana: Hand, owed: dict[str, str]) -> None:
    """Her page says to the cent what the period's page said, in sum and part by part."""
    page = dana.page
    dana.open("/bonus/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your bonus, ")
    for label, column in (("Payable now", "Payable"), ("Calculated", "Calculated"),
                          ("Held", "Held")):  # fmt: skip
        figure = page.locator(".sum-row > div", has=page.locator("dt", has_text=label))
        expect(figure.locator("dd")).to_contain_text(re.compile(rf"^\s*{re.escape(owed[column])}"))
    for name in sorted(owed.keys() - SUMS):
        expect(page.locator(".ledger > li", has_text=name).first).to_contain_text(owed[name])
