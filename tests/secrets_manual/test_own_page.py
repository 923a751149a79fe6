"""A contact's own page: they see all of it, and what they change holds at once, everywhere."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from accounts.queries import answer_to, language_of, preference_of
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from secrets_manual import actions
from secrets_manual.imports import SECRETS
from secrets_manual.models import Gift, Refusal, Secret, SecretChange
from secrets_manual.queries import leaf_of_manual, search_secrets
from secrets_manual.rules.page import LINES, PAGES
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import open_one
from tests.secrets_manual.told import tell
from tests.secrets_manual.visits import page_of, visit

pytestmark = pytest.mark.django_db
ROWS = "Rows on the Elbe"
OVER_THE_API = ("secrets/", "conversations/")
OF_THE_CUSTOMER = ("manual", "brief", "customer")
FORBIDDEN_WORDS = re.compile(r"\b(secret|keeper|manual)s?\b", re.IGNORECASE)


def page_at(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def exported(company: Company) -> list[object]:
    """Every cell of what the privacy officer takes out."""
    assert SECRETS.export
    return [cell for row in SECRETS.export(company.petra).rows for cell in row]


def test_the_page_shows_drafts_and_hearsay_with_their_source(
    company: Company, clock: Clock
) -> None:
    tell(company, "Decides on paper")
    tell(company, "Likes long mails", glad="probably")
    tell(company, "Hates the old portal", provenance="third_party", colleague=company.rui)
    tell(company, "Vega wants more stock", customer=company.vega, contact=company.luis,
         person=company.rui)  # fmt: skip
    page = page_of(visit(company.ana))
    assert "You told us on Nov. 23, 2026: “Decides on paper”" in page
    assert "Likes long mails" in page
    assert "A colleague (Rui Alves) told us, and we have not yet asked you" in page
    assert "Vega" not in page


def test_gifts_stand_there_once_they_changed_hands(company: Company, clock: Clock) -> None:
    """What is only planned has not become theirs; saying so would spoil the surprise."""
    today = clock.at.date()
    for what, direction, on in (
        ("A book about rowing", "given", today),
        ("A tin of tea", "received", today),
        ("Two places at the regatta", "given", None),
    ):
        Gift.objects.create(
            direction=direction, customer=company.norte, contact=company.ana, on=on, what=what,
            person=company.dana, value_minor=1800, currency="EUR", created_at=clock.at,
            over="" if on else "per_gift",
        )  # fmt: skip
    client = visit(company.ana)
    page = page_of(client)
    assert "On Nov. 23, 2026 we gave you: A book about rowing (worth 18.00 EUR)" in page
    assert "we had from you: A tin of tea" in page
    assert "regatta" not in page
    assert "A book about rowing (im Wert von 18.00 EUR)" in page_of(client, lang="de")


def test_no_language_of_the_page_says_secret_keeper_or_manual(company: Company) -> None:
    tell(company, "Decides on paper")
    client = visit(company.ana)
    for language, words in PAGES.items():
        text = re.sub(r"<[^>]*>", " ", page_of(client, lang=language))
        assert not FORBIDDEN_WORDS.search(text), language
        assert set(words) == set(PAGES["en"])
    assert all(set(LINES[code]) == set(LINES["de"]) for code in ("fr", "es", "ar"))


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_every_language_fills_in_the_same_places(language: str) -> None:
    places = re.compile(r"{\w+}")
    for name, text in PAGES["en"].items():
        assert set(places.findall(PAGES[language][name])) == set(places.findall(text)), name


def test_arabic_is_read_from_right_to_left(company: Company) -> None:
    assert 'dir="rtl"' in page_of(visit(company.ana), lang="ar")


def test_their_words_replace_ours(company: Company, clock: Clock) -> None:
    row = tell(company, "Decides on paper", glad="probably")
    client = visit(company.ana)
    client.post(reverse("me_correct", args=[row.pk]), {"text": "Reads contracts printed"})
    row.refresh_from_db()
    assert (row.text, row.state, row.in_their_hand) == ("Reads contracts printed", "kept", True)
    assert "You wrote this yourself on Nov. 23, 2026" in page_of(client)
    assert not SecretChange.objects.filter(before__text="Decides on paper").exists()
    told = Notice.objects.filter(person=company.dana, channel="in_app").latest("pk")
    assert "wrote a line themselves" in told.subject
    assert "contracts" not in told.subject + told.body


def test_what_may_not_be_kept_is_refused_kindly_and_their_typing_stays(company: Company) -> None:
    row = tell(company, "Decides on paper")
    client = visit(company.ana)
    answer = client.post(
        reverse("me_correct", args=[row.pk]), {"text": "I have diabetes", "lang": "de"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Danke, dass Sie es uns sagen" in page
    assert "I have diabetes" in page
    assert Refusal.objects.get().person is None
    row.refresh_from_db()
    assert row.text == "Decides on paper"


def test_nobody_changes_a_line_about_somebody_else(company: Company) -> None:
    row = tell(company, "Vega wants more stock", customer=company.vega, contact=company.luis,
               person=company.rui)  # fmt: skip
    client = visit(company.ana)
    client.post(reverse("me_correct", args=[row.pk]), {"text": "Something else"})
    client.post(reverse("me_take_back", args=[row.pk]))
    row.refresh_from_db()
    assert row.text == "Vega wants more stock"


def everywhere(company: Company) -> tuple[Secret, Secret, list[tuple[Person, str]]]:
    """Tell a line that stands wherever a line can, another one, and who opens which page."""
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    turn = actions.keep_words(
        person=company.dana, conversation=talk, question="And then?", words=f"{ROWS} on Sundays."
    )
    row = tell(company, f"{ROWS} on Sundays", uses=["service", "surprise", "brief"])
    actions.tie_to_turn(person=company.dana, turn=turn, secret=row)
    actions.record_use(person=company.dana, secret=row, how="Sent a start photo of the Elbe")
    doors = [
        *((company.dana, reverse(name, args=[company.norte.pk])) for name in OF_THE_CUSTOMER),
        (company.dana, reverse("manual", args=[company.norte.pk]) + "?tab=history"),
        (company.dana, reverse("search") + "?q=sundays"),
        (company.dana, reverse("palette") + "?q=Sundays"),
        (company.dana, reverse("contact", args=[company.ana.pk])),
        (company.dana, reverse("conversation", args=[talk.pk])),
        (company.dana, reverse("today")),
        (company.kim, reverse("ticket", args=[open_one(company).pk])),
    ]
    return row, tell(company, "Decides on paper"), doors


def test_a_line_taken_back_is_gone_from_every_door(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    row, kept, doors = everywhere(company)
    shown = [url for who, url in doors if ROWS in page_at(signed_in(who), url)]
    api = Caller(company.dana)
    shown += [path for path in OVER_THE_API if ROWS in api.get(path).content.decode()]
    assert {"brief", "manuals", "search", "secrets", "conversations", "recovery"} <= {
        part for url in shown for part in re.split(r"\W+", url)
    }
    assert any(ROWS in str(cell) for cell in exported(company))
    visit(company.ana).post(reverse("me_take_back", args=[row.pk]))
    assert [one.pk for one in leaf_of_manual(company.dana, company.norte)] == [kept.pk]
    assert not search_secrets(company.dana, "Elbe").rows
    for who, url in doors:
        assert ROWS not in page_at(signed_in(who), url), url
    for path in OVER_THE_API:
        assert ROWS not in api.get(path).content.decode(), path
    assert not any(ROWS in str(cell) for cell in exported(company))
    assert not Secret.objects.filter(text__contains="Elbe").exists()
    told = Notice.objects.filter(person=company.dana, channel="in_app").latest("pk")
    assert "changes nothing of what you earn" in told.body


def test_what_was_taken_back_is_not_written_down_again(company: Company) -> None:
    row = tell(company, "Rows on the Elbe", reference="R1")
    actions.take_back_line(contact=company.ana, secret_id=row.pk)
    with pytest.raises(RuleBrokenError) as refused:
        tell(company, "rows on the elbe")
    assert refused.value.code == "secrets_manual.taken_back"
    tell(company, "Rows on the Elbe", contact=company.luis, customer=company.vega,
         person=company.rui)  # fmt: skip


def test_who_objects_is_forgotten_and_left_in_peace(company: Company) -> None:
    tell(company, "Rows on the Elbe")
    tell(company, "Likes tea", glad="probably")
    client = visit(company.ana)
    assert client.post(reverse("me_object")).status_code == 422
    assert client.post(reverse("me_object"), {"sure": "1"}).status_code == 302
    assert not Secret.objects.filter(contact=company.ana).exists()
    assert answer_to(company.ana, "remembering") == "refused"
    with pytest.raises(RuleBrokenError, match="remember nothing"):
        tell(company, "Likes coffee")
    client.post(reverse("me_object"), {"allow": "1"})
    tell(company, "Likes coffee")


def test_the_database_itself_writes_nothing_down_about_who_objects(company: Company) -> None:
    other = tell(company, "Vega wants more stock", customer=company.vega, contact=company.luis,
                 person=company.rui)  # fmt: skip
    actions.object_to_remembering(contact=company.ana)
    with (
        pytest.raises(IntegrityError, match="not to be remembered"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update secrets_manual_secret set contact_id = %s, customer_id = %s where id = %s",
            [company.ana.pk, company.norte.pk, other.pk],
        )


def test_wishes_hold_from_now_on(company: Company) -> None:
    client = visit(company.ana)
    wishes = {
        "channels": ["phone"],
        "topics": ["events"],
        "mails_a_month": "1",
        "speak": "es",
        "may_card": "no",
        "may_offer": "yes",
        "may_surprise": "no",
        "version": "",
    }
    answer = client.post(reverse("me_wishes"), wishes)
    assert answer.status_code == 302
    company.ana.refresh_from_db()
    found = preference_of(company.ana)
    assert found
    assert (found.channels, found.topics, found.mails_a_month) == (["phone"], ["events"], 1)
    assert (company.ana.may_be_asked, company.ana.no_surprises) == (False, True)
    assert answer_to(company.ana, "offer") == "granted"
    assert answer_to(company.ana, "news") == "unknown"
    assert language_of(company.ana) == "es"
    assert client.post(reverse("me_wishes"), wishes).status_code == 409


def test_a_receipt_names_numbers_and_no_words(company: Company) -> None:
    row = tell(company, "Rows on the Elbe")
    client = visit(company.ana)
    client.post(reverse("me_take_back", args=[row.pk]))
    client.post(reverse("me_receipt"))
    mail = Notice.objects.filter(contact_id=company.ana.pk).latest("pk")
    assert "1 lines deleted" in mail.body
    assert "Elbe" not in mail.body


def test_the_steward_sends_the_link_once_a_day(company: Company, clock: Clock) -> None:
    actions.mail_page_link(person=company.dana, contact=company.ana)
    with pytest.raises(RuleBrokenError, match="today"):
        actions.mail_page_link(person=company.dana, contact=company.ana)
    clock.set(clock.at + dt.timedelta(days=1))
    actions.mail_page_link(person=company.dana, contact=company.ana)
