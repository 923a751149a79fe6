"""The next question is one whose answer is not known and that was not asked lately."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from secrets_manual import actions, queries
from secrets_manual.models import Asking, Secret
from secrets_manual.rules.gate import check
from secrets_manual.rules.kinds import Kind
from secrets_manual.rules.questions import BANK, key_of, next_questions, question_of
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]
KEYS = [f"{kind}.{name}" for kind, named in BANK.items() for name in named]


def asked_next(company: Company) -> list[str]:
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    secrets = list(queries.secrets_visible(company.dana).filter(customer=company.norte))
    return [question.key for question in queries.ask_in_conversation(secrets, talk)]


def test_there_are_four_questions_at_least_of_every_kind_and_none_twice() -> None:
    assert set(BANK) == set(Kind)
    assert min(len(named) for named in BANK.values()) >= 4
    words = [words for named in BANK.values() for words in named.values()]
    assert len(set(words)) == len(words)
    assert all(words.endswith("?") for words in words)


def test_no_question_asks_for_what_the_gate_refuses() -> None:
    for key in KEYS:
        question = question_of(key)
        assert question
        told = {"provenance": "told_us", "glad": "yes", "kind": question.kind.value}
        assert check(question.words, **told).allowed, question.words
        assert key_of(question.words) == key


@given(
    known=st.frozensets(st.sampled_from(list(Kind))), rested=st.frozensets(st.sampled_from(KEYS))
)
def test_what_is_known_and_what_rests_is_not_offered(
    known: frozenset[str], rested: frozenset[str]
) -> None:
    for about_organisation in (False, True):
        offered = next_questions(known, about_organisation=about_organisation, rested=rested)
        assert not {question.kind for question in offered} & known
        assert not {question.key for question in offered} & rested
        assert len({question.kind for question in offered}) == len(offered)


def test_an_answered_question_gives_way_to_the_next_of_its_kind(
    company: Company, clock: Clock
) -> None:
    assert asked_next(company)[0] == "dream.great_year"
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    actions.keep_words(
        person=company.dana,
        conversation=talk,
        question="What would make next year a great year for you?",
        words="Nothing yet.",
    )
    assert asked_next(company)[0] == "dream.free_month"
    tell(company, "Dreams of a bus with a scanner", kind="dream")
    assert asked_next(company)[0] == "hope.looking_forward"
    clock.move(days=61)
    Secret.objects.all().delete()
    assert asked_next(company)[0] == "dream.great_year"


@pytest.mark.parametrize("outcome", ["asked", "not_now"])
def test_what_was_asked_or_put_off_rests_for_sixty_days(
    company: Company, clock: Clock, signed_in: SignIn, outcome: str
) -> None:
    body = {"contact": company.ana.pk, "key": "dream.great_year", "outcome": outcome}
    assert signed_in(company.dana).post(reverse("question_rest"), body).status_code == 302
    assert Asking.objects.get().outcome == outcome
    assert asked_next(company)[0] == "dream.free_month"
    clock.move(days=60, minutes=-1)
    assert asked_next(company)[0] == "dream.free_month"
    clock.move(minutes=1)
    assert asked_next(company)[0] == "dream.great_year"


def test_a_question_rests_for_one_person_and_not_for_another(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    sol = make_contact("Sol Ruiz", company.norte)
    actions.note_asking(
        person=company.dana, customer=company.norte, contact=sol, key="dream.great_year"
    )
    actions.note_asking(
        person=company.dana, customer=company.norte, contact=sol, key="inventory_problem.runs_out"
    )
    keys = asked_next(company)
    assert "dream.great_year" in keys
    assert "inventory_problem.runs_out" not in keys
    assert "inventory_problem.gathers_dust" in keys
    assert queries.rested_of(None, company.norte) == {"inventory_problem.runs_out"}
    url = reverse("manual", args=[company.norte.pk])
    page = signed_in(company.dana).get(url, {"contact": sol.pk, "view": "ask"}).content.decode()
    assert "great year" not in page
    assert "If you had a free month" in page


def test_only_who_writes_the_manual_lets_a_question_rest(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        actions.note_asking(
            person=company.lea, customer=company.norte, contact=company.ana, key="hope.next_step"
        )
    with pytest.raises(RuleBrokenError) as refused:
        actions.note_asking(
            person=company.dana, customer=company.norte, contact=company.ana, key="hope.no_such"
        )
    assert refused.value.code == "secrets_manual.unknown_question"


def test_the_words_become_a_secret_of_the_questions_kind_in_one_tap(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    client = signed_in(company.dana)
    body = {"question": "How is your year?", "key": "dream.great_year", "words": "A quiet one."}
    assert client.post(reverse("conversation", args=[talk.pk]), body).status_code == 302
    turn = talk.turns.get()
    assert (turn.key, turn.question) == ("dream.great_year", "How is your year?")
    form = client.get(reverse("secret_new"), {"turn": turn.pk}).context["form"]
    assert (form["kind"].value(), form["text"].value()) == ("dream", "A quiet one.")
    saved = {
        "about": f"contact-{company.ana.pk}",
        "text": "A quiet one.",
        "how": "told_glad",
        "kind": "dream",
        "turn": turn.pk,
    }
    answer = client.post(reverse("secret_new"), saved)
    assert answer.url == reverse("conversation", args=[talk.pk])
    turn.refresh_from_db()
    assert (turn.secret.kind, turn.secret.text) == ("dream", "A quiet one.")
