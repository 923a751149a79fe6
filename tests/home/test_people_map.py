"""The map of people: told or seen, never guessed; whom we know; and what contacts take back."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import merge_rows, note_consent, undo_merge
from accounts.models import Contact, ContactRole, Person, Trust
from crm import clock as crm_clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.home.actions import mapping
from crm.home.actions.knowing import say_one_knows
from crm.home.queries.knowing import people_map
from crm.home.rules.drawing import drawing_of
from crm.journal.models import Entry
from secrets_manual import actions
from tests.home.test_health import talked
from tests.people import Company, make_contact
from tests.secrets_manual.visits import page_of, visit

SignedIn = Callable[[Person], Client]


@pytest.fixture
def iker(company: Company) -> Contact:
    return make_contact("Iker Sanz", company.norte)


def role(
    company: Company, contact: Contact, code: str = "decides", **details: object
) -> ContactRole:
    given = {"how_known": "told", "words": "I decide it.", "known_on": crm_clock.today()}
    return mapping.state_role(person=company.dana, contact=contact, role=code, **(given | details))


def trust(company: Company, contact: Contact, trusted: Contact, **details: object) -> Trust:
    given = {"words": "I ask him first.", "known_on": crm_clock.today()}
    return mapping.state_trust(
        person=company.dana, contact=contact, trusted=trusted, **(given | details)
    )


def page(client: Client, company: Company) -> str:
    return client.get(reverse("people_map", args=[company.norte.pk])).content.decode()


def test_the_page_says_who_decides_whom_they_listen_to_and_who_of_us_knows_them(
    company: Company, iker: Contact, clock: object, signed_in: SignedIn
) -> None:
    role(company, company.ana)
    role(company, company.ana, "influences", how_known="observed", words="")
    trust(company, company.ana, iker)
    mapping.place_contact(person=company.dana, contact=iker, level="team", reports_to=company.ana)
    talked(company.ana, company.dana, 40, 12, 12)
    talked(iker, company.dana, 30, started_by="us", kind="letter")
    body = page(signed_in(company.dana), company)
    for words in (
        "Ana Ruiz", "decides", "influences", "Listens to Iker Sanz", "I ask him first.",
        "Reports to Ana Ruiz.", "Leads a team.", "2 days with a talk, last 11 Nov 2026",
        "Nobody of us knows them.", "We know one person here only",
    ):  # fmt: skip
        assert words in body, words
    assert 'class="map-trust"' in body
    assert body.count('class="map-line"') == 1
    known = people_map(company.dana, company.norte)
    assert [one.contact.name for one in known.everybody] == ["Ana Ruiz", "Iker Sanz"]
    assert [one.depth for one in known.everybody] == [0, 1]
    assert known.unknown == [iker]


def test_what_one_of_us_says_counts_until_they_leave_us(company: Company, iker: Contact) -> None:
    say_one_knows(person=company.max, contact=iker, words="From the fair")
    assert people_map(company.dana, company.norte).unknown == [company.ana]
    Person.objects.filter(pk=company.max.pk).update(is_active=False)
    assert people_map(company.dana, company.norte).unknown == [company.ana, iker]


def test_a_role_that_was_told_needs_words_and_the_gate_reads_them(
    company: Company, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    url = reverse("contact_role_add", args=[company.ana.pk])
    sent = {"role": "signs", "how_known": "told", "words": "", "known_on": "2026-11-20"}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "nearly in their words" in answer.content.decode()
    blocked = client.post(url, sent | {"words": "She is diabetic, so her deputy signs."})
    assert blocked.status_code == 422
    assert "diabetic" in blocked.content.decode()
    assert not ContactRole.objects.exists()
    assert client.post(url, sent | {"words": "I sign it."}).status_code == 302
    assert client.post(url, sent | {"words": "I sign it."}).status_code == 422
    later = {"known_on": str(crm_clock.today() + dt.timedelta(days=2)), "role": "uses"}
    assert client.post(url, sent | {"words": "I use it."} | later).status_code == 422
    assert ContactRole.objects.count() == 1


def test_only_the_steward_writes_and_strangers_see_nothing(
    company: Company, signed_in: SignedIn
) -> None:
    with pytest.raises(NotAllowedError):
        mapping.place_contact(
            person=company.lea, contact=company.ana, level="head", reports_to=None
        )
    assert (
        "Add a part"
        not in signed_in(company.lea)
        .get(reverse("contact_place", args=[company.ana.pk]))
        .content.decode()
    )
    assert (
        signed_in(company.rui).get(reverse("people_map", args=[company.norte.pk])).status_code
        == 404
    )


def test_nobody_reports_in_a_ring_by_form_or_by_sql(company: Company, iker: Contact) -> None:
    mapping.place_contact(person=company.dana, contact=iker, level="", reports_to=company.ana)
    with pytest.raises(RuleBrokenError, match="reports to Ana Ruiz already"):
        mapping.place_contact(person=company.dana, contact=company.ana, level="", reports_to=iker)
    for above, below in ((iker, company.ana), (company.ana, company.ana)):
        with (
            pytest.raises(IntegrityError, match="report to itself"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update accounts_contact set reports_to_id = %s where id = %s",
                [above.pk, below.pk],
            )


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("contact_role_known", "accounts_contactrole", "role = 'rules'"),
        ("contact_role_told_in_words", "accounts_contactrole", "words = ' '"),
        ("contact_role_told_in_words", "accounts_contactrole", "how_known = 'guessed'"),
        ("contact_role_talk_is_a_number", "accounts_contactrole", "talk_id = 'x'"),
        ("trust_told_in_words", "accounts_trust", "words = ''"),
        ("trust_in_somebody_else", "accounts_trust", "trusted_id = contact_id"),
        ("trust_talk_is_a_number", "accounts_trust", "talk_id = '-1'"),
        ("contact_level_known", "accounts_contact", "level = 'king'"),
        ("contact_role_once", "accounts_contactrole", "role = 'decides'"),
        ("trust_once", "accounts_trust", "trusted_id = {iker}"),
        ("acquaintance_once", "accounts_acquaintance", "person_id = {dana}"),
    ],
)
def test_the_table_refuses_what_is_no_line_of_the_map(
    company: Company, iker: Contact, constraint: str, table: str, change: str
) -> None:
    third = make_contact("Third", company.norte)
    role(company, company.ana)
    role(company, company.ana, "signs")
    trust(company, company.ana, iker)
    trust(company, company.ana, third)
    for person in (company.dana, company.max):
        say_one_knows(person=person, contact=company.ana)
    told = change.format(iker=iker.pk, dana=company.dana.pk)
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"update {table} set {told}")  # noqa: S608 - words of this test


def test_on_their_own_page_they_read_it_and_take_it_back(
    company: Company, iker: Contact, clock: object
) -> None:
    said = role(company, company.ana)
    listens = trust(company, company.ana, iker)
    mapping.place_contact(person=company.dana, contact=company.ana, level="head", reports_to=None)
    client = visit(company.ana)
    body = page_of(client)
    assert "that you decide: “I decide it.”" in body
    assert "that you listen to Iker Sanz" in body
    assert "You lead the house." in body
    theirs = page_of(visit(iker))
    assert "Somebody told us that they listen to you." in theirs
    assert "Ana" not in theirs.replace("Ana Ruiz, ", "")
    client.post(reverse("me_take_back_part", args=["role", said.pk]))
    client.post(reverse("me_take_back_part", args=["place", company.ana.pk]))
    assert not ContactRole.objects.exists()
    assert Contact.objects.get(pk=company.ana.pk).level == ""
    with pytest.raises(RuleBrokenError, match="took this back"):
        role(company, company.ana, words="I decide after all.")
    client = visit(iker)
    client.post(reverse("me_take_back_part", args=["role", listens.pk]))
    assert Trust.objects.exists()
    client.post(reverse("me_take_back_part", args=["trusted", listens.pk]))
    assert not Trust.objects.exists()
    assert Entry.objects.filter(kind="secrets_manual.line_taken_back").count() == 3


def test_who_objects_is_off_the_map_and_no_door_puts_them_on_again(
    company: Company, iker: Contact, clock: object
) -> None:
    role(company, company.ana)
    trust(company, company.ana, iker)
    trust(company, iker, company.ana)
    say_one_knows(person=company.dana, contact=company.ana)
    actions.object_to_remembering(contact=company.ana)
    assert not ContactRole.objects.exists()
    assert not Trust.objects.exists()
    for again in (
        lambda: role(company, company.ana),
        lambda: trust(company, company.ana, iker),
        lambda: trust(company, iker, company.ana),
        lambda: say_one_knows(person=company.dana, contact=company.ana),
        lambda: mapping.place_contact(
            person=company.dana, contact=company.ana, level="head", reports_to=None
        ),
    ):
        with pytest.raises(RuleBrokenError, match="remember nothing"):
            again()
    sql = (
        "insert into accounts_trust (contact_id, trusted_id, words, known_on, talk_id, person_id,"
        " written_at) values (%s, %s, 'x', '2026-11-01', '', %s, now())"
    )
    for pair in ((company.ana, iker), (iker, company.ana)):
        with (
            pytest.raises(IntegrityError, match="trust_of_who_may_be_remembered"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [pair[0].pk, pair[1].pk, company.dana.pk])


def test_a_merge_takes_the_map_along_and_its_undo_brings_it_back(
    company: Company, iker: Contact
) -> None:
    double = make_contact("Ana Ruíz", company.norte)
    role(company, company.ana)
    role(company, double, "signs", words="I sign it.")
    role(company, double, words="It is me who decides.")
    trust(company, double, iker)
    mapping.place_contact(person=company.dana, contact=double, level="head", reports_to=iker)
    mapping.place_contact(person=company.dana, contact=iker, level="", reports_to=company.ana)
    made = merge_rows(person=company.dana, survivor=company.ana, gone=double)
    ana = Contact.objects.get(pk=company.ana.pk)
    assert {each.role for each in ana.roles.all()} == {"decides", "signs"}
    assert ana.trusts.get().trusted == iker
    assert (ana.level, ana.reports_to) == ("head", None)
    undo_merge(person=company.dana, merge_id=made.pk)
    again = Contact.objects.get(pk=double.pk)
    assert {each.role for each in again.roles.all()} == {"decides", "signs"}
    assert again.reports_to == iker


def test_boxes_do_not_overlap_and_each_chief_stands_above_their_people() -> None:
    above = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: None, 8: 7, 9: None, 10: 99}
    drawing = drawing_of(above)
    assert set(drawing.spots) == set(above)
    places = [(spot.x, spot.y) for spot in drawing.spots.values()]
    for one in places:
        near = [each for each in places if each[1] == one[1] and abs(each[0] - one[0]) < 200]
        assert near == [one]
    assert all(high.y < low.y for high, low in drawing.lines)
    assert len(drawing.lines) == 6


def test_a_consent_taken_back_by_a_colleague_counts_the_same(company: Company) -> None:
    note_consent(person=None, contact=company.ana, purpose="remembering", answer="refused")
    with (
        pytest.raises(IntegrityError, match="contact_role_of_who_may_be_remembered"),
        transaction.atomic(),
    ):
        ContactRole.objects.create(
            contact=company.ana, role="uses", how_known="observed", known_on=crm_clock.today(),
            person=company.dana, written_at=crm_clock.now(),
        )  # fmt: skip
