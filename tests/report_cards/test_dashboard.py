"""The dashboard: who sees what of whom, and that no single card can be found out."""

import pytest
from django.test import Client

from crm.recovery.models import Ticket
from report_cards.actions import Answers, propose_exclusion, submit_card
from report_cards.models import Card, Exclusion, Round
from report_cards.queries import Quarter, comments_for, figures_for
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.report_cards.stories import FIRST_ON, LAST_ON, Queries, SignIn, ask, many_cards, rate

pytestmark = pytest.mark.django_db
QUARTER = Quarter(2026, 4)


def own_cards(company: Company) -> int:
    """How many cards Dana's own figures rest on, as she sees them."""
    return figures_for(company.dana, QUARTER)[0].cards


def text_of(browser: Client, path: str = "/report-cards/") -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_rep_sees_own_pooled_figures_from_five_cards_of_three_customers(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    many_cards(company, clock, cards=4, customers=4, promises=4)
    browser = signed_in(company.dana)
    assert "Too few to show" in text_of(browser)
    rate(company.ana, company.dana, promises=5)
    text = text_of(browser)
    assert "4.2" in text
    assert "Too few to show yet" not in text


def test_five_cards_of_two_customers_are_too_few(company: Company, clock: Clock) -> None:
    many_cards(company, clock, cards=6, customers=2)
    assert own_cards(company) == 0


def test_a_sixth_card_does_not_move_what_the_rated_person_sees(
    company: Company, clock: Clock
) -> None:
    many_cards(company, clock, cards=5, customers=5, promises=4)
    before = figures_for(company.dana, QUARTER)[0]
    rate(company.ana, company.dana, promises=1)
    after = figures_for(company.dana, QUARTER)[0]
    assert before == after
    full = next(
        one for one in figures_for(company.max, QUARTER) if one.person.pk == company.dana.pk
    )
    assert (before.cards, full.cards) == (5, 6)


def test_a_rep_sees_nobody_else_and_opens_no_cell(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    many_cards(company, clock, cards=6, customers=6)
    assert [one.person for one in figures_for(company.dana, QUARTER)] == [company.dana]
    assert [one.person for one in figures_for(company.rui, QUARTER)] == [company.rui]
    for somebody in (company.dana, company.rui, company.lea):
        cell = f"/report-cards/{company.dana.pk}/promises/?quarter=2026-Q4"
        assert signed_in(somebody).get(cell).status_code == 404


def test_a_lead_sees_the_team_pooled_and_a_manager_in_full(company: Company, clock: Clock) -> None:
    many_cards(company, clock, cards=6, customers=6)

    def seen(person: object) -> list[tuple[int, bool]]:
        return [
            (one.cards, one.is_full)
            for one in figures_for(person, QUARTER)
            if one.person.pk == company.dana.pk
        ]

    assert seen(company.lea) == [(5, False)]
    assert seen(company.max) == [(6, True)]
    assert seen(company.olga) == [(6, True)]


def test_a_manager_is_rated_too_and_sees_no_card_about_themselves(
    company: Company, clock: Clock
) -> None:
    company.max.team = company.sales
    company.max.save()
    rate(company.ana, company.max, words="About Max", promises=2)
    own = next(one for one in figures_for(company.max, QUARTER) if one.person == company.max)
    assert (own.is_full, own.cards) == (False, 0)
    assert comments_for(company.max, QUARTER) == []


def test_comments_are_shown_without_names_and_to_the_rated_only_when_allowed(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    rate(company.ana, company.dana, words="Fights for us", may_read=True, promises=5)
    rate(make_contact("Bea Quinn", company.norte), company.dana, words="Too slow", promises=3)
    assert [one.words for one in comments_for(company.dana, QUARTER)] == ["Fights for us"]
    text = text_of(signed_in(company.max))
    assert "Fights for us" in text
    assert "Too slow" in text
    assert "Ana Ruiz" not in text
    assert "Bea Quinn" not in text


def test_from_eight_cards_the_rated_person_reads_the_comments(
    company: Company, clock: Clock
) -> None:
    for n in range(10):
        customer = make_customer(f"Customer {n}", steward=company.dana)
        rate(make_contact(f"C {n}", customer), company.dana, words=f"Words {n}", promises=4)
        clock.move(minutes=1)
        seen = len(comments_for(company.dana, QUARTER))
        assert seen == (10 if n == 9 else 0)


def test_a_cell_opens_its_distribution_and_the_tickets_it_opened(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    many_cards(company, clock, cards=5, customers=5, promises=4)
    rate(company.ana, company.dana, promises=1, words="Never called back")
    browser = signed_in(company.max)
    text = text_of(browser, f"/report-cards/{company.dana.pk}/promises/?quarter=2026-Q4")
    assert "from 6 cards" in text
    assert f"OOPS {Ticket.objects.get().pk}" in text
    assert "Never called back" in text
    assert browser.get(f"/report-cards/{company.rui.pk}/promises/").status_code == 404


def test_coverage_stands_before_the_scores(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    many_cards(company, clock, cards=5, customers=5, promises=4)
    text = text_of(signed_in(company.max))
    assert text.index("Who has spoken") < text.index("by behaviour")
    assert "5 of 6" in text


def test_a_card_set_aside_is_listed_and_released_with_one_button(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    invitation, _path = ask(company.ana, company.dana)
    card = submit_card(invitation=invitation, answers=Answers(ratings={"promises": 5}))
    browser = signed_in(company.max)
    assert "answered within 10 seconds" in text_of(browser)
    release = f"/report-cards/cards/{card.pk}/release/"
    assert signed_in(company.dana).post(release).status_code == 403
    assert browser.post(release).status_code == 302
    assert Card.objects.get().counts


def test_a_director_plans_tries_and_sends_a_round(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    browser = signed_in(company.olga)
    planned = browser.post(
        "/report-cards/rounds/new/",
        {"name": "Q4 2026", "first_on": str(FIRST_ON), "last_on": str(LAST_ON)},
    )
    page = planned["Location"]
    assert "would be sent" in text_of(browser, page + "?seed=5")
    assert "would be sent" in text_of(signed_in(company.max), page)
    assert signed_in(company.max).post(f"{page}send/").status_code == 403
    assert signed_in(company.dana).get(page).status_code == 403
    assert browser.post(f"{page}send/", {"seed": "5"}).status_code == 302
    this_round = Round.objects.get()
    assert (this_round.state, this_round.seed) == ("sent", 5)
    assert "How far it came" in text_of(browser, page)


def test_a_rep_proposes_on_a_page_and_a_manager_decides_on_the_rounds(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    browser = signed_in(company.olga)
    browser.post(
        "/report-cards/rounds/new/",
        {"name": "Q4 2026", "first_on": str(FIRST_ON), "last_on": str(LAST_ON)},
    )
    this_round = Round.objects.get()
    page = f"/report-cards/rounds/{this_round.pk}/leave-out/{company.norte.pk}/"
    assert signed_in(company.dana).post(page, {"reason": " "}).status_code == 422
    assert signed_in(company.dana).post(page, {"reason": "Away"}).status_code == 302
    assert signed_in(company.rui).get(page).status_code == 404
    proposal = Exclusion.objects.get()
    decide = f"/report-cards/exclusions/{proposal.pk}/decide/"
    signed_in(company.max).post(decide, {"decision": "accepted"})
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decided_by) == ("accepted", company.max)


def test_pages_ask_the_database_at_most_twelve_times(
    company: Company, clock: Clock, signed_in: SignIn, django_assert_max_num_queries: Queries
) -> None:
    many_cards(company, clock, cards=12, customers=9, promises=4, listening=3)
    rate(company.ana, company.dana, words="Good", promises=5)
    this_round = Round.objects.create(
        name="R", design=Card.objects.all()[0].design, first_on=FIRST_ON, last_on=LAST_ON
    )
    propose_exclusion(
        person=company.dana, this_round=this_round, customer=company.norte, reason="Away"
    )
    for person in (company.dana, company.max, company.olga):
        browser = signed_in(person)
        with django_assert_max_num_queries(12):
            browser.get("/report-cards/")
    for page in (
        f"/report-cards/{company.dana.pk}/promises/",
        f"/report-cards/rounds/{this_round.pk}/",
    ):
        browser = signed_in(company.max)
        with django_assert_max_num_queries(12):
            assert browser.get(page).status_code == 200
