"""An idea for an offer: from a theme or one secret, by way of the stewards, to what was said."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import MailToContact, Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.notices.models import Notice
from secrets_manual import actions
from secrets_manual.models import OfferIdea, Secret, Suggestion
from secrets_manual.queries import result_of, suggestions_visible, suggestions_waiting
from secrets_manual.rules.sheets import Band
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.test_wants import follow, told_by
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]


@pytest.fixture
def idea(company: Company, clock: Clock) -> OfferIdea:
    """Seven customers of Dana's and one of Rui's play golf; marketing has an idea."""
    told_by(company, 7, "Plays golf")
    told_by(company, 1, "Plays golf too", steward=company.rui)
    theme = follow(company, "golf")
    row = actions.start_idea(
        person=company.mira, title="A day on the green", words="Would you come?", theme=theme
    )
    actions.suggest_idea(person=company.mira, idea=row)
    return row


def test_an_idea_goes_to_the_stewards_of_those_it_fits_and_nobody_else(
    idea: OfferIdea, company: Company, signed_in: SignIn
) -> None:
    hidden = tell(company, "Talks of golf", do_not_mention=True)
    assert actions.suggest_idea(person=company.mira, idea=idea) == 0
    assert not Suggestion.objects.filter(secret=hidden).exists()
    assert suggestions_waiting(company.dana).count() == 7
    assert suggestions_waiting(company.rui).count() == 1
    assert suggestions_visible(company.lea).count() == 7
    assert not suggestions_visible(company.mira).exists()
    told = Notice.objects.filter(subject__contains="green", channel="in_app")
    assert {notice.person for notice in told} == {company.dana, company.rui}
    assert "green" in signed_in(company.dana).get("/").content.decode()
    row = suggestions_waiting(company.dana)[0]
    customer = reverse("customer", args=[row.customer_id])
    assert "A day on the green" in signed_in(company.dana).get(customer).content.decode()
    page = signed_in(company.mira).get(reverse("offer_idea", args=[idea.pk])).content.decode()
    assert "5 to 9" in page
    assert "Clinic" not in page
    seen = signed_in(company.dana).get(reverse("suggestion", args=[row.pk])).content.decode()
    assert "Plays golf" in seen


def test_the_steward_sends_it_only_to_who_takes_offers(
    idea: OfferIdea, company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    row = suggestions_waiting(company.dana)[0]
    page = reverse("suggestion", args=[row.pk])
    contact = row.secret.contact
    assert contact is not None
    sent = {"contact": contact.pk, "words": "Would you come?"}
    refused = client.post(page, sent | {"words": "Bring your diabetes"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    unasked = client.post(page, sent)
    assert unasked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not MailToContact.objects.exists()
    contact.consents.create(purpose="offer", answer="granted", source="contact", at=row.made_at)
    assert client.post(page, sent).status_code == HTTPStatus.FOUND
    mail = MailToContact.objects.get()
    assert (mail.purpose, mail.contact) == ("offer", contact)
    row.refresh_from_db()
    assert (row.state, row.person, row.contact) == ("mailed", company.dana, contact)
    client.post(reverse("suggestion_answer", args=[row.pk]), {"said": "welcome"})
    row.refresh_from_db()
    assert row.said == "welcome"
    with pytest.raises(RuleBrokenError):
        actions.say_suggestion(person=company.dana, suggestion=row)


def test_what_came_of_it_is_published_like_any_figure(idea: OfferIdea, company: Company) -> None:
    told_by(company, 5, "Plays golf again")
    actions.suggest_idea(person=company.mira, idea=idea)
    rows = list(suggestions_waiting(company.dana))
    assert result_of(idea).customers == Band(10, 14)
    assert len(rows) == 12
    for number, row in enumerate(rows):
        if number < 7:
            actions.say_suggestion(person=company.dana, suggestion=row)
            actions.hear_of_suggestion(person=company.dana, suggestion=row, said="welcome")
        elif number == 7:
            actions.leave_suggestion(person=company.dana, suggestion=row, why="too_close")
    parts = [(str(label), band) for label, band in result_of(idea).parts]
    assert parts == [("said: welcome", Band(5, 9)), ("all others together", Band(5, 9))]


def test_a_suggestion_closes_at_once_when_its_secret_is_taken_back(
    idea: OfferIdea, company: Company, signed_in: SignIn
) -> None:
    row = suggestions_waiting(company.dana)[0]
    actions.withdraw_secret(person=company.dana, secret=row.secret)
    row.refresh_from_db()
    assert row.state == "closed"
    page = reverse("suggestion", args=[row.pk])
    assert signed_in(company.dana).get(page).status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(NotVisibleError):
        actions.say_suggestion(person=company.dana, suggestion=row)


def test_a_closed_idea_says_why_and_closes_what_waits(
    idea: OfferIdea, company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.mira)
    close = reverse("offer_idea_close", args=[idea.pk])
    assert client.post(close, {"why": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(close, {"why": "The green is closed"})
    assert not suggestions_waiting(company.dana).exists()
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"closed"}
    page = client.get(reverse("offer_idea", args=[idea.pk])).content.decode()
    assert "The green is closed" in page


def test_an_idea_from_one_secret_is_seen_by_who_may_read_it_alone(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret = tell(company, "Would like green folders")
    new = f"{reverse('offer_idea_new')}?secret={secret.pk}"
    words = {"title": "Green folders", "words": "Shall we?", "topic": "products"}
    page = signed_in(company.dana).post(new, words).url
    idea = OfferIdea.objects.get()
    assert idea.secret == secret
    assert signed_in(company.lea).get(page).status_code == HTTPStatus.OK
    for name in ("mira", "rui", "kim"):
        client = signed_in(getattr(company, name))
        assert client.get(page).status_code == HTTPStatus.NOT_FOUND
        assert "Green folders" not in client.get(reverse("offer_ideas")).content.decode()
    signed_in(company.dana).post(reverse("offer_idea_suggest", args=[idea.pk]))
    assert Suggestion.objects.get().customer == company.norte
    with pytest.raises(NotAllowedError):
        actions.close_idea(person=company.lea, idea=idea, why="No")
    with pytest.raises(RuleBrokenError):
        actions.start_idea(
            person=company.dana, title="Folders", words="For your diabetes", secret=secret
        )
    Secret.objects.all().delete()
    assert not OfferIdea.objects.exists()


BROKEN_IDEAS = {
    "offer_idea_of_a_theme_or_a_secret": "theme_id = null",
    "offer_idea_says_something": "title = ' '",
    "offer_idea_topic_known": "topic = 'weather'",
    "offer_idea_closed_with_a_reason": "closed_at = now()",
}
BROKEN_SUGGESTIONS = {
    "suggestion_state_known": "state = 'lost', done_at = now()",
    "suggestion_left_with_a_reason": "state = 'left', done_at = now(), person_id = {person}",
    "suggestion_heard_after_it_was_said": "said = 'welcome'",
    "suggestion_done_at_a_time": "state = 'closed'",
    "suggestion_done_by_somebody": "state = 'said', done_at = now()",
    "suggestion_once_a_customer": "customer_id = (select min(customer_id) from {table})",
}


def _refused(name: str, sql: str) -> None:
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert refused.value.__cause__.diag.constraint_name == name


def test_the_database_refuses_half_an_idea_and_half_a_suggestion(
    idea: OfferIdea, company: Company
) -> None:
    for name, change in BROKEN_IDEAS.items():
        _refused(name, f"update secrets_manual_offeridea set {change}")  # noqa: S608 - ours
    table = "secrets_manual_suggestion"
    for name, change in BROKEN_SUGGESTIONS.items():
        changed = change.format(person=company.dana.pk, table=table)
        _refused(name, f"update {table} set {changed}")  # noqa: S608 - ours
    kept = tell(company, "Plays golf")
    actions.withdraw_secret(person=company.dana, secret=kept)
    _refused(
        "suggestion_of_a_kept_secret",
        f"insert into {table} (idea_id, customer_id, secret_id, state, why, said, made_at)"  # noqa: S608
        f" values ({idea.pk}, {company.norte.pk}, {kept.pk}, 'waiting', '', '', now())",
    )
