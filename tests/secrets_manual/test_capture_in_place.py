"""Saving without leaving the page: the answers that the capture page's module reads."""

from collections.abc import Callable
from http import HTTPStatus

from django.test import Client

from accounts.models import Person
from accounts.queries import device_name
from secrets_manual.actions import change_secret
from secrets_manual.models import Refusal, Secret, State, Use
from tests.conftest import Clock
from tests.people import Company

SignedIn = Callable[[Person], Client]
URL = "/secrets/capture/"
KEY = "8d6f2c1e-0000-4000-8000-000000000001"


def _sent(company: Company, text: str, **more: str) -> dict[str, str]:
    return {"about": f"contact-{company.ana.pk}", "text": text, "how": "told_glad"} | more


def test_a_sentence_is_saved_and_the_answer_says_about_whom_and_how_to_undo(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    answer = signed_in(company.dana).post(URL, _sent(company, "Plays golf"))
    secret = Secret.objects.get()
    assert answer.status_code == HTTPStatus.CREATED
    assert answer.json()["saved"] == "Saved · Ana Ruiz · 1 today"
    assert answer.json()["undo"] == f"/secrets/{secret.pk}/withdraw/"
    assert (secret.kind, secret.contact) == ("recreation", company.ana)
    norte = f"customer-{company.norte.pk}"
    for number in range(9):
        signed_in(company.dana).post(URL, _sent(company, f"Line {number}", about=norte))
    whole = signed_in(company.dana).post(URL, _sent(company, "Line 9", about=norte))
    again = signed_in(company.dana).post(URL, _sent(company, "Reads plans on paper"))
    assert whole.json()["saved"] == "Saved · Norte Foods · 10 today"
    assert again.json()["saved"] == "Saved · Ana Ruiz · 2 today"
    assert '<span class="count" data-count>12</span>' in again.json()["logged"]


def test_the_same_key_makes_one_secret_by_whichever_door(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    sent = _sent(company, "Plays golf", once=KEY)
    first, second = client.post(URL, sent), client.post(URL, sent)
    client.post("/secrets/new/", sent)
    assert (first.status_code, second.status_code) == (HTTPStatus.CREATED, HTTPStatus.OK)
    assert Secret.objects.count() == 1


def test_a_chosen_kind_is_never_replaced_by_a_guess(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    signed_in(company.dana).post(URL, _sent(company, "Plays golf", kind="dream"))
    assert Secret.objects.get().kind == "dream"


def test_a_refusal_names_its_rule_and_a_rewrite_and_keeps_nothing(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    text = "Her daughter Lea, 11, rows. She coaches the under-12 team"
    answer = signed_in(company.dana).post(URL, _sent(company, text))
    told = answer.json()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (told["rule"], told["suggestion"]) == ("G5", "coaches a youth rowing team")
    assert "Use this instead" in told["html"]
    assert f"/secrets/refusals/{Refusal.objects.get().pk}/appeal/" in told["html"]
    assert Secret.objects.count() == 0


def test_what_is_missing_is_said_at_its_field(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    answer = signed_in(company.dana).post(URL, {"text": "Tea", "how": "public"})
    assert {error["field"]: error["message"] for error in answer.json()["errors"]} == {
        "about": "Say whom it is about.",
        "address": "Give the address where it stands in public.",
    }


def test_who_is_signed_out_or_somebody_else_saves_nothing(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    sent = _sent(company, "Tea", person=device_name(company.dana))
    assert Client().post(URL, sent).status_code == HTTPStatus.UNAUTHORIZED
    assert signed_in(company.rui).post(URL, sent).status_code == HTTPStatus.CONFLICT
    assert Secret.objects.count() == 0
    assert signed_in(company.dana).post(URL, sent).status_code == HTTPStatus.CREATED


def test_what_waited_was_told_on_the_day_it_was_written(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    for written, day in (
        ("2026-11-21T23:30:00Z", "2026-11-22"),  # past midnight in the company's zone
        ("2031-01-01T00:00:00Z", "2026-11-23"),  # a device whose clock is wrong
    ):
        client.post(URL, _sent(company, "Tea", written_at=written))
        assert str(Secret.objects.latest("pk").told_on) == day


def test_undo_gives_the_words_as_they_stand_once_and_leaves_what_somebody_used(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    json = {"accept": "application/json"}
    kept = client.post(URL, _sent(company, "Plays golf")).json()
    secret = Secret.objects.get()
    change_secret(person=company.dana, secret=secret, text="Plays golf badly")
    words = {
        "text": "Plays golf badly",
        "about": f"contact-{company.ana.pk}",
        "back": f"/secrets/{secret.pk}/reinstate/",
    }
    for _tap in range(2):
        undone = client.post(kept["undo"], headers=json)
        assert (undone.status_code, undone.json()) == (HTTPStatus.OK, words)
    assert signed_in(company.max).post(kept["undo"], headers=json).status_code != HTTPStatus.OK
    assert "Plays golf badly" in client.post(words["back"], headers=json).json()["logged"]
    secret.refresh_from_db()
    assert secret.state == State.KEPT
    for person, who in ((company.kim, company.kim.name), (company.dana, "You")):
        secret.used.all().delete()
        Use.objects.create(secret=secret, person=person, how="Chose the course", at=clock.at)
        refused = client.post(kept["undo"], headers=json)
        assert refused.status_code == HTTPStatus.CONFLICT
        assert refused.json() == {"message": f"{who} used it already, so it stays."}
    secret.refresh_from_db()
    assert secret.state == State.KEPT
