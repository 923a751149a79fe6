"""Search finds words in any script, only in what the person may see, and leaves a trace."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from accounts.queries import CustomerFilter, customers_listed
from crm.recovery.actions import open_ticket
from secrets_manual.actions import record_use
from secrets_manual.models import Reading, Secret
from secrets_manual.queries import SecretFilter, search_secrets, searching
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]


def _found(person: Person, q: str) -> list[str]:
    return [secret.text for secret in search_secrets(person, q).rows]


def test_words_parts_of_words_and_other_scripts_are_found(company: Company, clock: Clock) -> None:
    for text in ("Coaches a rowing crew", "Decides on paper", "料理が好き", "Mag Tee, müßig"):
        tell(company, text)
    assert _found(company.dana, "rowing") == ["Coaches a rowing crew"]
    assert _found(company.dana, "ROW") == ["Coaches a rowing crew"]
    assert _found(company.dana, '"on paper"') == ["Decides on paper"]
    assert _found(company.dana, "paper or crew") == ["Decides on paper", "Coaches a rowing crew"]
    assert _found(company.dana, "料理が") == ["料理が好き"]
    assert _found(company.dana, "müßig") == ["Mag Tee, müßig"]
    assert _found(company.dana, "golf") == []


@pytest.mark.parametrize("q", ["", "   ", "'", '"', "\\", "%", "a\x00b", "!!!", "|| & :*", "-"])
def test_odd_questions_find_nothing_and_break_nothing(
    company: Company, clock: Clock, q: str
) -> None:
    tell(company, "Coaches a rowing crew")
    assert _found(company.dana, q) == []


@pytest.mark.parametrize("few", [0, 1, searching.FEW])
def test_rare_and_frequent_words_are_found_alike(
    company: Company, clock: Clock, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    tell(company, "Coaches a rowing crew")
    tell(company, "Rows at the lake")
    tell(company, "Rowing as a draft", glad="probably")
    newest_first = ["Rowing as a draft", "Rows at the lake", "Coaches a rowing crew"]
    assert _found(company.dana, "rowing") == newest_first
    assert _found(company.lea, "rowing") == newest_first[1:]
    assert _found(company.dana, "coahces") == ["Coaches a rowing crew"]
    assert _found(company.rui, "rowing") == []


def test_search_shows_only_what_the_person_may_see(company: Company, clock: Clock) -> None:
    tell(company, "Rowing on paper")
    tell(company, "Rowing as a draft", glad="probably")
    tell(company, "Rowing, heard", provenance="third_party", colleague=company.kim)
    assert len(_found(company.dana, "rowing")) == 3
    assert _found(company.lea, "rowing") == ["Rowing on paper"]
    assert len(_found(company.max, "rowing")) == 2
    for name in ("rui", "kim", "sara", "mira", "fin", "petra", "ada"):
        assert _found(getattr(company, name), "rowing") == []


def test_finding_is_reading(company: Company, clock: Clock) -> None:
    tell(company, "Coaches a rowing crew")
    _found(company.dana, "golf")
    assert Reading.objects.count() == 0
    _found(company.dana, "rowing")
    assert [(row.person, row.customer) for row in Reading.objects.all()] == [
        (company.dana, company.norte)
    ]


def test_a_long_find_goes_on_page_by_page(company: Company, clock: Clock) -> None:
    for number in range(45):
        tell(company, f"Rowing {number}")
    cursor, seen = None, []
    while cursor != "":
        page = search_secrets(company.dana, "rowing", cursor=cursor)
        seen += [secret.pk for secret in page.rows]
        cursor = page.next_cursor
    assert seen == list(Secret.objects.order_by("-id").values_list("pk", flat=True))


def test_the_page_finds_customers_contacts_tickets_and_secrets(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Norte coaches a rowing crew")
    client = signed_in(company.dana)
    page = client.get("/search/?q=norte").content.decode()
    for words in ("Norte Foods", "rowing crew"):
        assert words in page
    assert "Ana Ruiz" in client.get("/search/?q=ruiz").content.decode()
    ticket = open_ticket(
        person=company.dana, customer=company.norte, words="Late", severity=2, channel="phone"
    )
    for q in (f"{ticket.pk}", f"%23{ticket.pk}", f"OOPS {ticket.pk}"):
        assert f"OOPS {ticket.pk}" in client.get(f"/search/?q={q}").content.decode()
    page = signed_in(company.rui).get("/search/?q=norte").content.decode()
    assert "Norte Foods" not in page
    assert client.get("/search/?q=9" + "9" * 30).status_code == HTTPStatus.OK


def test_a_search_takes_at_most_twelve_queries(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Norte coaches a rowing crew")
    client = signed_in(company.dana)
    client.get("/search/?q=norte")
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/?q=norte")
    assert len(asked) <= 12, "\n".join(query["sql"][:200] for query in asked)


def test_names_are_found_with_their_accents_or_without_wherever_one_looks(
    company: Company, signed_in: SignedIn
) -> None:
    customer = make_customer("Şahin Görüntüleme", steward=company.dana)
    make_contact("Emre Şahin", customer)
    make_contact("Ada Sahin", company.norte)
    client = signed_in(company.dana)
    for typed in ("sahin", "ŞAHİN", "Şahin"):
        for url in ("/search/", "/search/palette/"):
            page = client.get(url, {"q": typed}).content.decode()
            for name in ("Emre Şahin", "Ada Sahin", customer.name):
                assert name in page, (url, typed)
        listed = customers_listed(company.dana, CustomerFilter(words=typed))
        assert list(listed) == [customer]
    slip = client.get("/search/", {"q": "gorrüntüleme"}).content.decode()
    assert customer.name in slip


def test_the_palette_offers_places_deeds_and_customers(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    page = client.get("/search/palette/?q=nor").content.decode()
    assert 'role="option"' in page
    assert "Norte Foods" in page
    assert "New secret" in client.get("/search/palette/?q=secr").content.decode()
    assert "<html" not in page
    assert "New secret" not in signed_in(company.fin).get("/search/palette/").content.decode()


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Coaches rowing crews", "rowed crew"),
        ("Hat zwei Hunde und mag Wanderungen", "hund wanderung"),
        ("Aime les randonnées en montagne", "randonnee"),
        ("Le gustan las montañas nevadas", "montana"),
        ("Decides on paper", "decided papers"),
        ("Mag Straßenfeste", "strassenfeste"),
        ("Любит греблю", "ЛЮБИТ"),
        ("Αγαπά την κωπηλασία", "κωπηλασια"),
        ("يحب التجديف", "التجديف"),
        ("ボートをこぐのが好き", "ボート"),
        ("料理が好き", "料理"),
    ],
)
def test_stems_accents_and_scripts_do_not_hide_a_secret(
    company: Company, clock: Clock, kept: str, asked: str
) -> None:
    tell(company, kept)
    tell(company, "Something else entirely")
    assert _found(company.dana, asked) == [kept]


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Coaches a rowing crew", "rowign"),
        ("Coaches a rowing crew", "coahces crew"),
        ("Decides on paper", "papper"),
        ("Mag Wanderungen", "wandrungen"),
        ("Collects fountain pens", "fountian"),
    ],
)
def test_a_slip_of_the_finger_still_finds(
    company: Company, clock: Clock, kept: str, asked: str
) -> None:
    tell(company, kept)
    tell(company, "Something else entirely")
    assert _found(company.dana, asked) == [kept]


def test_looking_alike_is_asked_only_where_nothing_else_is_found(
    company: Company, clock: Clock
) -> None:
    tell(company, "Coaches a rowing crew")
    tell(company, "Growing tomatoes")
    assert _found(company.dana, "rowing") == ["Coaches a rowing crew"]
    assert _found(company.dana, "xylophone") == []


def test_words_in_quotation_marks_are_not_stemmed(company: Company, clock: Clock) -> None:
    tell(company, "Rows on Sundays")
    tell(company, "Likes rowing")
    assert _found(company.dana, '"rowing"') == ["Likes rowing"]
    assert _found(company.dana, "rows -sunday") == ["Likes rowing"]


def test_a_search_is_narrowed_by_what_is_known_of_a_secret(company: Company, clock: Clock) -> None:
    rowing = tell(company, "Coaches a rowing crew", kind="recreation")
    paper = tell(company, "Decides on paper", kind="habit", layer="need", provenance="observed")
    fern = make_customer("Fern Clinic", steward=company.dana)
    ferns = tell(company, "Grows ferns", kind="recreation", customer=fern, contact=None)
    Secret.objects.filter(pk=paper.pk).update(review_on=clock.at.date())
    used = record_use(person=company.dana, secret=rowing, how="A card", reception="welcome")
    assert used.reception == "welcome"

    def found(q: str = "", person: Person = company.dana, **wanted: object) -> set[int]:
        page = search_secrets(person, q, wanted=SecretFilter(**wanted))
        return {secret.pk for secret in page.rows}

    assert found(kind="recreation") == {rowing.pk, ferns.pk}
    assert found("rowing", kind="habit") == set()
    assert found(layer="need") == {paper.pk}
    assert found(provenance="observed") == {paper.pk}
    assert found(customer=fern.pk) == {ferns.pk}
    assert found(contact=company.ana.pk) == {rowing.pk, paper.pk}
    assert found(freshness="overdue") == {paper.pk}
    assert found(freshness="fresh") == {rowing.pk, ferns.pk}
    assert found(use="never") == {paper.pk, ferns.pk}
    assert found(use="welcome") == found(use="used") == {rowing.pk}
    assert found(use="unwelcome") == set()
    assert found(circle="mine") == {rowing.pk, paper.pk, ferns.pk}
    assert found(circle="team", person=company.lea) == {rowing.pk, paper.pk, ferns.pk}
    assert found(circle="mine", person=company.lea) == set()
    assert found(kind="recreation", person=company.rui) == set()
    fern.keeper = company.rui
    fern.save()
    assert found(keeper=company.rui.pk) == {ferns.pk}


def test_the_page_marks_what_was_asked_and_escapes_the_rest(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Rows & reads <b>loudly</b>")
    page = signed_in(company.dana).get("/search/?q=rowing").content.decode()
    assert "<mark>Rows</mark> &amp; reads &lt;b&gt;loudly" in page


def test_the_page_is_narrowed_by_its_address_and_says_so(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Coaches a rowing crew", kind="recreation")
    tell(company, "Decides on paper", kind="habit")
    client = signed_in(company.dana)
    page = client.get("/search/?kind=habit").content.decode()
    assert "Decides on paper" in page
    assert "rowing crew" not in page
    assert 'href="?q="' in page
    other = make_customer("Unseen Clinic", steward=company.rui)
    page = client.get(f"/search/?customer={other.pk}&keeper={10**30}&kind=nonsense").content
    assert b"somebody you do not see" in page
    assert b"Unseen Clinic" not in page


def test_more_of_a_narrowed_search_stays_narrowed(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    for number in range(25):
        tell(company, f"Habit {number}", kind="habit")
    tell(company, "Rowing", kind="recreation")
    client = signed_in(company.dana)
    first = client.get("/search/?kind=habit")
    url = first.context["next_url"]
    second = client.get(f"/search/{url}").content.decode()
    assert second.count("note-words") == 5
    assert "Rowing" not in second
