"""A customer answers: kept as they go, sent once, set aside when a program did it."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery.models import Loyalty, Ticket
from crm.recovery.queries import tickets_visible_to
from report_cards.actions import (
    Answers,
    decline,
    release_card,
    revoke,
    save_answers,
    submit_card,
)
from report_cards.models import Card, Rating
from report_cards.queries import ratings_for_period
from tests.conftest import Clock
from tests.people import Company
from tests.report_cards.stories import FIRST_ON, LAST_ON, ask, rate

pytestmark = pytest.mark.django_db


def test_answers_are_kept_one_by_one_and_can_be_changed_until_sent(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    save_answers(invitation=invitation, answers=Answers(ratings={"promises": 3}))
    save_answers(invitation=invitation, answers=Answers(ratings={"promises": 5, "listening": None}))
    invitation.refresh_from_db()
    kept = dict(Rating.objects.values_list("behaviour__code", "value"))
    assert (invitation.state, kept) == ("started", {"promises": 5, "listening": None})


def test_opening_is_noted_by_a_post_without_answers(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    save_answers(invitation=invitation, answers=Answers())
    invitation.refresh_from_db()
    assert (invitation.state, Card.objects.count()) == ("opened", 0)


def test_a_card_sent_twice_is_the_card_of_the_first_time(company: Company, clock: Clock) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(minutes=1)
    first = submit_card(invitation=invitation, answers=Answers(ratings={"promises": 5}))
    again = submit_card(invitation=invitation, answers=Answers(ratings={"promises": 1}))
    assert first.pk == again.pk
    assert list(Rating.objects.values_list("value", flat=True)) == [5]
    assert Ticket.objects.count() == 0


def test_a_rating_beside_the_scale_is_refused_in_words(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    with pytest.raises(RuleBrokenError, match="one of the answers shown"):
        save_answers(invitation=invitation, answers=Answers(ratings={"promises": 6}))


def test_a_link_that_ran_out_takes_no_answers(company: Company, clock: Clock) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(days=22)
    with pytest.raises(RuleBrokenError) as caught:
        submit_card(invitation=invitation, answers=Answers())
    assert caught.value.code == "report_cards.card_expired"


def test_the_link_lasts_to_the_end_of_the_21st_day_where_the_contact_lives(
    company: Company, clock: Clock
) -> None:
    company.ana.zone = "America/Los_Angeles"
    company.ana.save()
    invitation, _path = ask(company.ana, company.dana)
    assert invitation.expires_at.isoformat() == "2026-12-15T08:00:00+00:00"


def test_a_revoked_card_takes_no_answers(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    revoke(person=company.max, invitation=invitation)
    with pytest.raises(RuleBrokenError) as caught:
        submit_card(invitation=invitation, answers=Answers())
    assert caught.value.code == "report_cards.card_revoked"


def test_who_declines_is_not_asked_again(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    decline(invitation=invitation)
    company.ana.refresh_from_db()
    invitation.refresh_from_db()
    assert (company.ana.may_be_asked, invitation.state) == (False, "declined")
    with pytest.raises(RuleBrokenError, match="does not want to be asked"):
        ask(company.ana, company.dana)


@pytest.mark.parametrize(
    "alarm",
    [
        {"promises": 2},
        {"other_solutions": "pushed"},
        {"call": "please"},
        {"promises": 1, "listening": 2, "other_solutions": "pushed", "call": "please"},
    ],
)
def test_an_alarming_card_opens_one_ticket_hidden_from_the_rated_person(
    company: Company, clock: Clock, alarm: dict
) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(minutes=1)
    ratings = {k: v for k, v in alarm.items() if isinstance(v, int)}
    card = {k: v for k, v in alarm.items() if isinstance(v, str)}
    for _time in range(2):
        submit_card(invitation=invitation, answers=Answers(ratings=ratings, card=card))
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.contact, ticket.origin) == (company.norte, company.ana, "card")
    assert ticket.hidden_from == company.dana
    assert ticket.owner != company.dana
    assert not tickets_visible_to(company.dana).exists()
    assert tickets_visible_to(company.max).count() == 1
    assert not Notice.objects.filter(person=company.dana).exists()


def test_a_card_of_three_opens_no_ticket(company: Company, clock: Clock) -> None:
    rate(company.ana, company.dana, promises=3, other_solutions="nothing")
    assert Ticket.objects.count() == 0


def test_without_need_for_a_call_the_manager_gets_a_note_instead(
    company: Company, clock: Clock
) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(minutes=1)
    answers = Answers(ratings={"promises": 1}, card={"call": "no_need"})
    submit_card(invitation=invitation, answers=answers)
    assert Ticket.objects.count() == 0
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"Max Orban"}


def test_loyalty_on_a_card_is_hidden_from_the_rated_person(company: Company, clock: Clock) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(minutes=1)
    submit_card(invitation=invitation, answers=Answers(card={"loyalty": 7}))
    answer = Loyalty.objects.get()
    assert (answer.score, answer.moment, answer.hidden_from) == (7, "card", company.dana)


@pytest.mark.parametrize("how", ["honeypot", "too_fast", "colleague"])
def test_a_card_no_customer_sent_is_set_aside_until_a_manager_releases_it(
    company: Company, clock: Clock, how: str
) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(seconds=9 if how == "too_fast" else 60)
    card = submit_card(
        invitation=invitation,
        answers=Answers(ratings={"promises": 1}),
        honeypot="http://spam" if how == "honeypot" else "",
        colleague=company.dana if how == "colleague" else None,
    )
    assert (card.quarantine, card.counts) == (how, False)
    assert (Ticket.objects.count(), ratings_for_period(FIRST_ON, LAST_ON)) == (0, [])
    for somebody in (company.dana, company.lea, company.rui):
        with pytest.raises(RuleBrokenError, match="no such card"):
            release_card(person=somebody, card=card)
    release_card(person=company.max, card=card)
    assert Ticket.objects.count() == 1
    assert [row.total for row in ratings_for_period(FIRST_ON, LAST_ON)] == [1]


def test_a_card_sent_at_once_after_real_input_counts(company: Company, clock: Clock) -> None:
    invitation, _path = ask(company.ana, company.dana)
    clock.move(seconds=4)
    save_answers(invitation=invitation, answers=Answers(ratings={"promises": 4}))
    clock.move(seconds=3)
    card = submit_card(invitation=invitation, answers=Answers(ratings={"promises": 4}))
    assert card.counts


def test_an_emptied_comment_is_gone(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    save_answers(invitation=invitation, answers=Answers(words="Hm"))
    card = save_answers(invitation=invitation, answers=Answers(words=" "))
    with pytest.raises(ObjectDoesNotExist):
        _ = Card.objects.get(pk=card.pk).comment
