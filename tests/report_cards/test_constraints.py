"""The database itself refuses what a card may not hold, whoever writes."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from report_cards.actions import Answers, add_design, default_design, save_answers, submit_card
from report_cards.models import Behaviour, Card, Design, Link, Question, Rating
from tests.people import Company
from tests.report_cards.stories import ask, rate

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: object) -> str:
    """Run SQL round the models and give the name of the constraint that refused it."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
    return str(caught.value.__cause__.diag.constraint_name)


def test_a_card_has_no_seventh_behaviour() -> None:
    design = add_design(person=None)
    sql = "insert into report_cards_behaviour (design_id, slot, code) values (%s, %s, %s)"
    assert refused(sql, design.pk, 7, "seventh") == "behaviour_slot_one_to_six"
    assert refused(sql, design.pk, 1, "first") == "behaviour_slot_once"
    assert refused(sql, design.pk, 6, "promises") == "behaviour_once_per_design"


def test_a_published_design_is_frozen_with_its_behaviours_and_words() -> None:
    design = default_design()
    frozen = "design_published_is_frozen"
    assert (
        refused("update report_cards_design set scale_high = 7 where id = %s", design.pk) == frozen
    )
    assert refused("delete from report_cards_design where id = %s", design.pk) == frozen
    assert (
        refused("update report_cards_behaviour set slot = 6 where design_id = %s", design.pk)
        == frozen
    )
    assert refused("delete from report_cards_question where design_id = %s", design.pk) == frozen
    insert = "insert into report_cards_behaviour (design_id, slot, code) values (%s, 6, 'more')"
    assert refused(insert, design.pk) == frozen


def test_a_draft_may_still_change() -> None:
    design = add_design(person=None)
    Behaviour.objects.filter(design=design, slot=5).delete()
    Question.objects.filter(design=design, language="en").update(words="Other words")
    assert list(design.behaviours.values_list("slot", flat=True)) == [1, 2, 3, 4]


def test_a_scale_rises() -> None:
    sql = (
        "insert into report_cards_design (number, name, state, scale_low, scale_high)"
        " values (9, '', 'draft', 5, 1)"
    )
    assert refused(sql) == "design_scale_in_order"


def test_a_rating_lies_on_the_scale_of_its_card(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    card = save_answers(invitation=invitation, answers=Answers(ratings={"promises": 4}))
    assert card
    rating = Rating.objects.get(card=card)
    update = "update report_cards_rating set value = %s where id = %s"
    assert refused(update, 6, rating.pk) == "rating_on_the_scale"
    assert refused(update, 0, rating.pk) == "rating_on_the_scale"
    other = add_design(person=None).behaviours.first()
    insert = "insert into report_cards_rating (card_id, behaviour_id, value) values (%s, %s, 3)"
    assert refused(insert, card.pk, other.pk) == "rating_on_the_scale"
    assert refused(insert, card.pk, rating.behaviour_id) == "rating_once_per_behaviour"
    secrets = "update report_cards_card set secrets_value = 6 where id = %s"
    assert refused(secrets, card.pk) == "card_secrets_on_the_scale"
    loyalty = "update report_cards_card set loyalty = 11 where id = %s"
    assert refused(loyalty, card.pk) == "card_loyalty_in_range"


def test_a_submitted_card_is_frozen_but_its_comment_can_be_erased(company: Company) -> None:
    card = rate(company.ana, company.dana, words="Well done", promises=5, loyalty=9)
    frozen = "card_submitted_is_frozen"
    assert refused("update report_cards_card set loyalty = 1 where id = %s", card.pk) == frozen
    assert (
        refused("update report_cards_card set submitted_at = null where id = %s", card.pk) == frozen
    )
    assert (
        refused("delete from report_cards_rating where card_id = %s", card.pk)
        == "rating_submitted_is_frozen"
    )
    assert (
        refused("update report_cards_rating set value = 1 where card_id = %s", card.pk)
        == "rating_submitted_is_frozen"
    )
    assert (
        refused("update report_cards_cardwords set words = 'x' where card_id = %s", card.pk)
        == "card_words_submitted_are_frozen"
    )
    card.comment.delete()
    Card.objects.filter(pk=card.pk).update(contact=None)
    card.refresh_from_db()
    assert (card.contact_id, card.loyalty) == (None, 9)


def test_of_a_token_only_the_hash_is_kept(company: Company) -> None:
    invitation, path = ask(company.ana, company.dana)
    token = path.split("/")[2]
    link = Link.objects.get(invitation=invitation)
    assert len(token) >= 43
    assert token not in str(Link.objects.values())
    assert (
        refused("update report_cards_link set token_hash = 'short' where id = %s", link.pk)
        == "link_token_is_a_hash"
    )


def test_an_invitation_has_a_round_or_an_event(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    sql = "update report_cards_invitation set event = '' where id = %s"
    assert refused(sql, invitation.pk) == "invitation_has_a_round_or_an_event"
    sql = "update report_cards_invitation set reminders = 3 where id = %s"
    assert refused(sql, invitation.pk) == "invitation_two_reminders_at_most"


def test_only_a_submitted_card_is_set_aside_and_somebody_releases_it(company: Company) -> None:
    invitation, _path = ask(company.ana, company.dana)
    card = save_answers(invitation=invitation, answers=Answers(ratings={"promises": 4}))
    sql = "update report_cards_card set quarantine = 'honeypot' where id = %s"
    assert refused(sql, card.pk) == "card_quarantined_when_submitted"
    submit_card(invitation=invitation, answers=Answers())
    sql = "update report_cards_card set released_at = now() where id = %s"
    assert refused(sql, card.pk) == "card_released_from_quarantine"


def test_every_rule_of_the_tables_has_a_sentence_for_people() -> None:
    for model in apps.get_app_config("report_cards").get_models():
        for constraint in model._meta.constraints:
            sentence = str(constraint.get_violation_error_message())
            assert "violated" not in sentence, constraint.name
    assert Design.objects.count() == 0
