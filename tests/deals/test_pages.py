"""The pages of deals, as a rep, a lead and finance use them."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.deals.actions import open_deal
from crm.deals.models import Deal
from tests.conftest import Clock
from tests.people import Company, make_customer

SignIn = Callable[[Person], Client]


def test_a_rep_opens_a_deal_once_however_often_the_button_is_pressed(
    company: Company, signed_in: SignIn
) -> None:
    dana = signed_in(company.dana)
    once = dana.get(reverse("deal_new")).context["form"]["once"].value()
    sent = {
        "once": once,
        "customer": company.norte.pk,
        "name": "CT service",
        "amount_minor": "1,250.50",
    }
    first, second = dana.post(reverse("deal_new"), sent), dana.post(reverse("deal_new"), sent)
    assert (first.status_code, second.status_code, first["Location"]) == (
        302,
        302,
        second["Location"],
    )
    assert [(deal.name, deal.amount_minor) for deal in Deal.objects.all()] == [
        ("CT service", 125050)
    ]


def test_a_customer_of_another_rep_cannot_be_chosen(company: Company, signed_in: SignIn) -> None:
    answer = signed_in(company.dana).post(
        reverse("deal_new"), {"customer": company.vega.pk, "name": "Sneaky", "amount_minor": ""}
    )
    assert answer.status_code == 422
    assert not Deal.objects.exists()


def test_bad_amounts_get_a_sentence_and_lose_nothing(company: Company, signed_in: SignIn) -> None:
    for amount in ("twelve", "-5", "1.005", "9" * 25):
        answer = signed_in(company.dana).post(
            reverse("deal_new"),
            {"customer": company.norte.pk, "name": "CT service", "amount_minor": amount},
        )
        assert answer.status_code == 422, amount
        assert "CT service" in answer.content.decode()
        assert answer.context["form"].errors["amount_minor"], amount


def test_their_words_come_before_a_proposal(
    company: Company, signed_in: SignIn, clock: Clock
) -> None:
    deal = open_deal(person=company.dana, customer=company.norte, name="CT service")
    dana = signed_in(company.dana)
    move = {"stage": "proposal", "version": deal.version}
    refused = dana.post(reverse("deal_move", args=[deal.pk]), move)
    assert refused.status_code == 422
    assert "Ask first" in refused.content.decode()
    kept = dana.post(
        reverse("deal_success", args=[deal.pk]),
        {"words": "No batch waits for us.", "said_on": "2026-11-20"},
    )
    assert kept.status_code == 302
    assert dana.post(reverse("deal_move", args=[deal.pk]), move).status_code == 302
    assert "No batch waits for us." in dana.get(reverse("deal", args=[deal.pk])).content.decode()


def test_finance_reads_and_has_no_form(company: Company, signed_in: SignIn) -> None:
    deal = open_deal(person=company.dana, customer=company.norte, name="CT service")
    fin = signed_in(company.fin)
    assert fin.get(reverse("deals")).status_code == 200
    page = fin.get(reverse("deal", args=[deal.pk]))
    assert page.context["move"] is None
    assert (
        fin.post(reverse("deal_move", args=[deal.pk]), {"stage": "lost", "version": 1}).status_code
        == 403
    )


def test_the_list_asks_the_same_few_questions_at_any_length(
    company: Company, signed_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(60):
        open_deal(person=company.dana, customer=company.norte, name=f"Deal {number}")
    dana = signed_in(company.dana)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = dana.get(reverse("deals"))
    assert len(page.context["page"].rows) == 50
    assert len(dana.get(reverse("deals") + page.context["next_url"]).context["page"].rows) == 10
    assert dana.get(reverse("deals"), {"cursor": "nonsense"}).status_code == 400


def test_a_customers_deals_are_only_theirs(company: Company, signed_in: SignIn) -> None:
    orsa = make_customer("Orsa Care", steward=company.dana)
    for customer in (company.norte, orsa):
        open_deal(person=company.dana, customer=customer, name=f"Service for {customer.name}")
    dana = signed_in(company.dana)
    url = reverse("deals")
    theirs = dana.get(f"{url}?customer={orsa.pk}").content.decode()
    assert "Service for Orsa Care" in theirs
    assert "Service for Norte" not in theirs
    assert f"?stage=won&amp;customer={orsa.pk}" in theirs
    every = dana.get(f"{url}?customer=nobody").content.decode()
    assert "Service for Norte" in every
