"""Quick capture: a sentence and a tap, refused kindly, undone within seconds."""

import datetime as dt
import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import Person
from secrets_manual.models import Guest, Meeting, Refusal, Secret, State
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]
URL = "/secrets/new/"


def _send(client: Client, company: Company, text: str, how: str = "told_glad", **more: str):  # noqa: ANN202
    sent = {"about": f"contact-{company.ana.pk}", "text": text, "how": how} | more
    return client.post(URL, sent)


def test_one_sentence_and_one_tap_are_saved_with_undo(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    answer = _send(client, company, "I decide on paper.")
    secret = Secret.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{URL}?contact={company.ana.pk}")
    (message,) = get_messages(answer.wsgi_request)
    assert message.extra_tags == f"undo:/secrets/{secret.pk}/withdraw/"
    forgotten = client.post(f"/secrets/{secret.pk}/withdraw/")
    told = [str(each) for each in get_messages(forgotten.wsgi_request)]
    assert told[-1] == "Forgotten: the line about Ana Ruiz of 23 Nov 2026 (habit)"
    assert Secret.objects.get().state == State.WITHDRAWN
    client.post(f"/secrets/{secret.pk}/reinstate/")
    assert Secret.objects.get().state == State.KEPT


def test_there_is_no_default_answer_to_how_we_know(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    page = client.get(f"{URL}?contact={company.ana.pk}").content.decode()
    # What Enter in a small field presses first says nothing about how we know.
    assert 'name="how" value="" data-again hidden' in page
    answer = _send(client, company, "I decide on paper.", how="")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say how we came to know this." in answer.content.decode()


@pytest.mark.parametrize(
    ("how", "state"), [("told_glad", "kept"), ("told_probably", "draft"), ("saw", "kept")]
)
def test_each_tap_means_provenance_and_gladness(
    company: Company, clock: Clock, signed_in: SignedIn, how: str, state: str
) -> None:
    _send(signed_in(company.dana), company, "I decide on paper.", how=how)
    assert Secret.objects.get().state == state


def test_public_asks_for_the_address_and_colleague_for_the_name(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    for how, sentence in (("public", "Give the address"), ("colleague", "Name the colleague")):
        answer = _send(client, company, "Spoke on a panel", how=how)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert sentence in answer.content.decode()
    _send(client, company, "Spoke on a panel", how="colleague", colleague=str(company.kim.pk))
    assert Secret.objects.get().state == State.THIRD_PARTY


def test_a_blocked_text_offers_a_rewrite_that_one_tap_takes(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    answer = _send(client, company, "Her daughter Lea, 11, rows. She coaches the under-12 team")
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="coaches a youth rowing team"' in page
    assert (Secret.objects.count(), Refusal.objects.get().person) == (0, company.dana)
    taken = _send(client, company, "Her daughter", instead="coaches a youth rowing team")
    assert ">coaches a youth rowing team</textarea>" in taken.content.decode()
    assert Secret.objects.count() == 0


def test_an_author_asks_to_release_a_false_alarm_and_saves_it_then(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    dana, petra = signed_in(company.dana), signed_in(company.petra)
    _send(dana, company, "Her daughter rows")
    refusal = Refusal.objects.get()
    assert dana.post(f"/secrets/refusals/{refusal.pk}/appeal/").status_code == HTTPStatus.FOUND
    assert "Dana Vogt" in petra.get("/secrets/refusals/").content.decode()
    petra.post(f"/secrets/refusals/{refusal.pk}/release/")
    assert _send(dana, company, "Her daughter rows").status_code == HTTPStatus.FOUND


def test_the_live_check_answers_and_stores_nothing(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    page = client.post("/secrets/check/", {"text": "Plays golf", "how": "told_glad"})
    assert "You told us on 23 Nov 2026: “Plays golf”" in page.content.decode()
    assert 'data-guess="free time"' in page.content.decode()
    page = client.post("/secrets/check/", {"text": "has diabetes"})
    assert "Health is not ours to remember" in page.content.decode()
    assert (Secret.objects.count(), Refusal.objects.count()) == (0, 0)


def test_a_double_click_makes_one_secret(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    for _ in range(2):
        _send(client, company, "Tea", once="8d6f2c1e-0000-4000-8000-000000000001")
    assert Secret.objects.count() == 1


def _offered(page: str) -> list[str]:
    return re.findall(
        r'name="about" value="([\w-]+)"', page.split('id="people-found"', maxsplit=1)[0]
    )


def test_people_of_todays_conversations_stand_first_and_the_latest_is_chosen(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    zoe, bea = (make_contact(name, company.norte) for name in ("Zoe Zapata", "Bea Lund"))
    tell(company, "Tea", contact=bea)
    clock.move(minutes=5)
    client.post("/conversations/new/", {"contact": company.ana.pk, "kind": "call"})
    clock.move(minutes=5)
    client.post("/conversations/new/", {"contact": zoe.pk, "kind": "call"})
    page = client.get(URL).content.decode()
    codes = [f"contact-{each.pk}" for each in (zoe, company.ana, bea)]
    assert _offered(page) == codes
    assert f'value="{codes[0]}" id="about-{codes[0]}" checked' in page
    clock.move(hours=24)
    page = client.get(URL).content.decode()
    assert _offered(page) == codes
    assert " checked" not in page.split('id="people-found"')[0]


def test_people_of_todays_meetings_come_next_and_only_a_begun_one_is_chosen(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    zoe, bea, cy = (make_contact(name, company.norte) for name in ("Zoe Z", "Bea L", "Cy M"))
    for number, (contact, hours) in enumerate(((zoe, 3), (bea, 6), (cy, 30))):
        starts_at = clock.at + dt.timedelta(hours=hours)
        meeting = Meeting.objects.create(
            person=company.dana,
            customer=company.norte,
            contact=contact,
            event_key=f"{number:064x}",
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=1),
        )
        Guest.objects.create(meeting=meeting, contact=contact)
    client = signed_in(company.dana)
    page = client.get(URL).content.decode()
    first, second = f"contact-{zoe.pk}", f"contact-{bea.pk}"
    assert _offered(page)[:2] == [first, second]
    assert " checked" not in page.split('id="people-found"')[0]
    clock.move(hours=4)
    assert f'value="{first}" id="about-{first}" checked' in client.get(URL).content.decode()


def test_somebody_else_is_found_by_name_or_customer_and_the_words_stay(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    for number in range(8):
        make_contact(f"Abel Nr{number}", company.norte)
    client = signed_in(company.dana)
    sent = {"text": "Tea", "find": "ruiz norte", "look": "1"}
    page = client.post(URL, sent).content.decode()
    assert f'value="contact-{company.ana.pk}"' in page
    assert ">Tea</textarea>" in page
    assert Secret.objects.count() == 0
    found = client.get("/secrets/people/", {"find": "Norte"}).content.decode()
    assert f'value="customer-{company.norte.pk}"' in found
    foreign = client.get("/secrets/people/", {"find": "Luis"}).content.decode()
    assert "Luis Prado" not in foreign
    assert "Nobody of that name" in foreign


def test_strangers_find_nobody_to_write_about(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    url = f"{URL}?contact={company.ana.pk}"
    assert signed_in(company.dana).get(url).status_code == HTTPStatus.OK
    assert signed_in(company.lea).get(url).status_code == HTTPStatus.FORBIDDEN
    assert signed_in(company.kim).get(url).status_code == HTTPStatus.FORBIDDEN
    assert signed_in(company.rui).get(url).status_code == HTTPStatus.NOT_FOUND
    assert "Ana Ruiz" not in signed_in(company.rui).get(URL).content.decode()
    answer = _send(signed_in(company.rui), company, "Tea")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Secret.objects.count() == 0


def test_a_correction_is_gated_and_versioned(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, "Decides on paper")
    client, url = signed_in(company.dana), f"/secrets/{secret.pk}/edit/"
    assert client.get(url).status_code == HTTPStatus.OK
    refused = client.post(url, {"text": "His wife decides", "version": "1"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    kept = client.post(url, {"text": "Decides on green paper", "version": "1", "uses": ["brief"]})
    assert kept.status_code == HTTPStatus.FOUND
    stale = client.post(url, {"text": "Decides on screen", "version": "1"})
    assert stale.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = stale.content.decode()
    assert "Decides on green paper" in page
    assert "Decides on screen" in page
    secret.refresh_from_db()
    assert (secret.text, secret.uses) == ("Decides on green paper", ["brief"])


@pytest.mark.parametrize("typed", ["sahin", "ŞAHİN", "Şahin emre", "ozturk"])
def test_people_are_found_with_their_accents_or_without(
    typed: str, company: Company, signed_in: SignedIn
) -> None:
    make_contact("Emre Şahin", make_customer("Öztürk Gıda", steward=company.dana))
    sent = {"text": "Tea", "find": typed, "look": "1"}
    found = signed_in(company.dana).post(URL, sent)
    assert "Emre Şahin" in found.content.decode()
