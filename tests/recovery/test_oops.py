"""Customers tell us of a mishap themselves: a stranger's word waits, a contact's is a ticket."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import mishap_url, stop_url
from accounts.models import Contact, Person
from accounts.rules import LANGUAGES, MAIL_WORDS
from crm.deals.models import Deal, Product
from crm.disk import NO_ROOM
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.forms import new_stamp
from crm.recovery.models import Message, Ticket
from crm.recovery.rules.reporting import REPORT
from crm.recovery.rules.standing import STANDING
from tests.conftest import Clock
from tests.people import Company, make_contact
from tests.recovery.test_constraints import set_columns

pytestmark = pytest.mark.django_db
WORDS = "Nothing starts after the power cut."
PLACES = re.compile(r"{\w+}")
SignIn = Callable[[Person], Client]


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def report(**more: object) -> dict[str, object]:
    made = {"words": WORDS, "name": "Ana\nRuiz", "email": "someone@else.example"}
    return made | {"made": new_stamp(seconds_ago=60)} | more


def link_in_mail() -> str:
    found = re.search(
        r"/oops/at/[\w.:-]+/", Notice.objects.filter(contact_id__gt=0).latest("id").body
    )
    assert found
    return found[0]


@pytest.mark.parametrize("table", [REPORT, STANDING])
def test_every_language_says_the_same_and_fills_in_the_same(
    table: dict[str, dict[str, str]],
) -> None:
    assert set(table) == set(LANGUAGES)
    for language, words in table.items():
        assert set(words) == set(table["en"]), language
        for name, text in table["en"].items():
            assert set(PLACES.findall(words[name])) == set(PLACES.findall(text)), (language, name)


def test_a_stranger_waits_for_a_look_and_nobody_says_whether_they_are_known(
    company: Company, clock: Clock
) -> None:
    client = Client()
    stranger = client.post("/oops/", report(how_bad="All wait", phone="+34 91", company="Norte"))
    known = client.post("/oops/", report(email=company.ana.email.upper()))
    assert stranger.status_code == known.status_code == 200
    said = [page.content.decode().partition("<main")[2] for page in (stranger, known)]
    assert said[0] == said[1]
    first, second = Message.objects.order_by("id")
    assert (first.place, first.came_by, first.from_name) == ("waiting", "form", "Ana Ruiz")
    assert (first.words, first.how_bad, first.company) == (WORDS, "All wait", "Norte")
    assert second.contact is None
    assert not Ticket.objects.exists()
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"Sara Lind"}


def test_what_no_person_sends_is_sent_again_or_put_aside(company: Company, clock: Clock) -> None:
    client = Client()
    for made in (new_stamp(), new_stamp(seconds_ago=25 * 3600), "a.b", "", new_stamp() + "x"):
        answer = client.post("/oops/", report(made=made, email="x@y.example"))
        assert answer.status_code == 422
        assert WORDS in answer.content.decode()
    assert client.post("/oops/", report(email="", phone="")).status_code == 422
    assert client.post("/oops/", report(phone="call me", lang="de")).status_code == 422
    assert not Message.objects.exists()
    assert client.post("/oops/", report(website="http://x", made="")).status_code == 200
    aside = Message.objects.get()
    assert aside.place == "aside"
    assert not Notice.objects.exists()
    table = "recovery_message"
    for column in ({"came_by": "mail", "phone": "1"}, {"made_by": "bounce"}, {"came_by": "dove"}):
        cleared = {"place": "quiet"} | column
        assert set_columns(table, aside.pk, **cleared) == "message_form_is_theirs", column


def test_the_same_page_sent_twice_is_one_report_and_a_flood_is_stopped(
    company: Company, clock: Clock
) -> None:
    client, made = Client(), new_stamp(seconds_ago=60)
    for _again in range(2):
        assert client.post("/oops/", report(made=made)).status_code == 200
    assert Message.objects.count() == 1
    answers = [client.post("/oops/", report()).status_code for _number in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert client.post("/oops/", report(), REMOTE_ADDR="192.0.2.7").status_code == 429
    elsewhere = report(email="other@else.example")
    assert client.post("/oops/", elsewhere, REMOTE_ADDR="192.0.2.8").status_code == 200


def test_what_is_made_of_a_report_tells_its_contact_where_it_stands(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    Client().post("/oops/", report(email=company.ana.email, how_bad="All wait"))
    message = Message.objects.get()
    kim = signed_in(company.kim)
    page = kim.get(f"{reverse('ticket_new')}?mail={message.pk}").content.decode()
    assert WORDS in page
    assert "All wait" in page
    made = {"customer": company.norte.name, "contact": "Ana Ruiz", "words": WORDS, "severity": 2}
    kim.post(reverse("ticket_new"), made | {"channel": "web", "mail": message.pk})
    ticket = Ticket.objects.get()
    shown = kim.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert "Ana Ruiz wrote on our page" in shown
    assert WORDS in Client().get(link_in_mail()).content.decode()


def test_a_contact_reports_by_their_own_link_and_the_clock_runs(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(language="de", zone="Asia/Tokyo")
    company.ana.refresh_from_db()
    product = Product.objects.create(name="Steriliser")
    won = {"stage": "won", "amount_minor": 1, "closed_on": clock().date()}
    deals = [
        Deal.objects.create(customer=company.norte, owner=company.dana, product=product, **won),
        Deal.objects.create(customer=company.vega, owner=company.rui, product=product, **won),
    ]
    client, address = Client(), path_of(mishap_url(company.ana))
    page = client.get(address).content.decode()
    assert "Steriliser" in page
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    sent = {"words": WORDS, "severity": 3, "about": deals[0].pk, "once": once}
    foreign = client.post(address, sent | {"about": deals[1].pk})
    assert foreign.status_code == 422
    for _again in range(2):
        answer = client.post(address, sent | {"cost_words": "A day", "make_right_words": "Come"})
        assert answer.status_code == 302
    whole = sent | {"cost_words": "A day", "make_right_words": "Come "}
    went_back = client.post(address, whole | {"once": str(uuid.uuid4())})
    assert went_back["Location"].split("?")[0] == answer["Location"].split("?")[0]
    ticket = Ticket.objects.get()
    assert (ticket.contact, ticket.channel, ticket.severity) == (company.ana, "link", 3)
    assert (ticket.about_kind, ticket.about_id) == ("deal", str(deals[0].pk))
    assert ticket.opened_by is None
    mail = Notice.objects.get(contact_id=company.ana.pk)
    assert "Wir haben, was Sie uns gesagt haben" in mail.subject
    standing = client.get(answer["Location"]).content.decode()
    assert "für uns läuft die Uhr" in standing
    assert "23. November 2026 22:12 (JST)" in standing
    own = signed_in(company.kim).get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert "Steriliser" in own


def test_a_link_opens_what_it_was_made_for_and_nothing_else(company: Company, clock: Clock) -> None:
    client = Client()
    ticket = actions.report_mishap(contact=company.ana, words=WORDS, severity=2)
    standing, own = link_in_mail(), path_of(mishap_url(company.ana))
    other = make_contact("Iker Sanz", company.norte)
    beside = make_contact("The office", company.norte, email=company.ana.email)
    wrong = [
        reverse("oops_at", args=[actions.standing_token(ticket, other)]),
        reverse("oops_at", args=[actions.standing_token(ticket, beside)]),
        reverse("oops_at", args=[own.split("/")[2]]),
        reverse("oops_own", args=[standing.split("/")[3]]),
        standing[:-2] + ("A" if standing[-2] != "A" else "B") + "/",
        "/oops/at/x/",
        "/oops/x.y/",
    ]
    assert {client.get(address).status_code for address in wrong} == {404}
    assert client.get(standing).status_code == client.get(own).status_code == 200
    Contact.objects.filter(pk=company.ana.pk).update(email="ana@new.example")
    assert {client.get(address).status_code for address in (standing, own)} == {404}
    company.ana.refresh_from_db()
    own = path_of(mishap_url(company.ana))
    clock.move(days=401)
    assert client.get(own).status_code == 404


def test_a_full_disk_is_said_to_a_customer_in_their_words_with_what_they_typed(db: None) -> None:
    answer = Client().post(
        "/oops/?lang=de", {"words": "Nothing works & all is wet"}, **{NO_ROOM: "yes"}
    )
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (507, "de")
    assert "Nothing works &amp; all is wet" in page
    assert MAIL_WORDS["de"]["no_room"] in page
    assert "administrator" not in page.lower()


def test_a_full_disk_is_said_in_the_language_of_the_contact_whose_page_it_is(
    company: Company,
) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(language="fr")
    stop = path_of(stop_url(company.ana, "news"))
    with connection.cursor() as sql:
        sql.execute(
            "create function no_room() returns trigger language plpgsql as "
            "$$begin raise exception 'full' using errcode = '53100'; end$$;"
            "create trigger no_room before insert on accounts_consent "
            "for each row execute function no_room()"
        )
    answer = Client().post(stop)
    assert (answer.status_code, answer["Content-Language"]) == (507, "fr")
