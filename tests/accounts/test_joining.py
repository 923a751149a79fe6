"""Colleagues are invited by mail; the link works once, for seven days, and is kept nowhere."""

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.actions import change_person, invite_person, set_active
from accounts.models import Person, PersonInvitation
from crm.errors import RuleBrokenError
from crm.notices.actions import send_waiting
from crm.notices.models import Notice
from tests.conftest import Clock
from tests.people import PASSWORD, Company, make_person

SignIn = Callable[[Person], Client]
URL = "/settings/people/invitations/"
GOOD = {"password": "four words on paper"}
LINES = """Nia Cole, nia@halden.example, rep lead, Sales
Tom Berg;tom@halden.example;service

Ida Falk <ida@halden.example>
"""


def link_to(address: str) -> str:
    """Send what waits and give the path of the newest link mailed to an address."""
    send_waiting()
    found = [m for m in mail.outbox if m.to == [address]]
    match = re.search(r"http://[^/]+(/join/\S+)", str(found[-1].body))
    assert match
    return match[1]


def invited(company: Company, name: str = "Nia Cole") -> Person:
    nia = make_person(name, "rep", email=f"{name.split(maxsplit=1)[0].lower()}@halden.example")
    invite_person(by=company.ada, person=nia)
    return nia


def test_several_are_invited_at_once_and_come_in_by_their_link(
    company: Company, signed_in: SignIn
) -> None:
    ada = signed_in(company.ada)
    answer = ada.post(URL, {"lines": LINES, "roles": ["rep"]})
    assert answer.status_code == HTTPStatus.FOUND
    nia = Person.objects.get(email="nia@halden.example")
    assert nia.roles == {"rep", "lead"}
    assert nia.team == company.sales
    assert Person.objects.get(email="tom@halden.example").roles == {"service"}
    assert Person.objects.get(email="ida@halden.example").name == "Ida Falk"
    page = ada.get(URL).content.decode()
    assert "nia@halden.example" in page
    path = link_to("nia@halden.example")
    client = Client()
    assert "Welcome, Nia" in client.get(path).content.decode()
    came = client.post(path, GOOD)
    assert (came.status_code, came.headers["Location"]) == (302, "/")
    assert client.get("/customers/").status_code == HTTPStatus.OK
    assert Person.objects.get(pk=nia.pk).check_password(GOOD["password"])
    assert "nia@halden.example" not in ada.get(URL).content.decode()


def test_one_line_that_does_not_fit_is_named_and_nobody_is_invited(
    company: Company, signed_in: SignIn
) -> None:
    make_person("Ole Nord", "rep", email="ole@halden.example", password=PASSWORD)
    lines = LINES + (
        "Ole, OLE@halden.example\nX, nobody\nY, y@halden.example, king\n"
        "Z, z@halden.example, rep, Moon\nNia, NIA@halden.example"
    )
    answer = signed_in(company.ada).post(URL, {"lines": lines})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for sentence in (
        "Line 5: Somebody signs in with this address already.",
        "Line 6: This is no email address.",
        "Line 7: There is no role “king”.",
        "Line 8: There is no team “Moon”.",
        "Line 9: This address stands on a line above.",
    ):
        assert sentence in page
    assert not PersonInvitation.objects.exists()
    assert not Person.objects.filter(email="nia@halden.example").exists()


def test_a_link_opens_once_and_every_dead_one_gets_the_same_answer(
    company: Company, clock: Clock
) -> None:
    nia = invited(company)
    used = link_to("nia@halden.example")
    Client().post(used, GOOD)
    tom, ida, eva = (invited(company, name) for name in ("Tom Berg", "Ida Falk", "Eva Lund"))
    shut = link_to("tom@halden.example")
    set_active(by=company.ada, person=tom, is_active=False)
    replaced = link_to("ida@halden.example")
    invite_person(by=company.ada, person=ida)
    newest = link_to("ida@halden.example")
    moved = link_to("eva@halden.example")
    change_person(by=company.ada, person=eva, version=None, roles=["rep"], email="e@halden.example")
    foreign = used[:-5] + "00000/"
    dead = [used, shut, replaced, moved, foreign, "/join/1/", "/join/é-x/", f"/join/{'9' * 40}-x/"]
    assert Client().get(newest).status_code == HTTPStatus.OK
    clock.move(days=7, seconds=1)
    answers = [Client().get(path) for path in (*dead, newest)]
    answers += [Client().post(path, GOOD) for path in (*dead, newest)]
    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}
    tokens = r'(?:value|content)="[^"]{36,}"'
    bodies = {re.sub(tokens, "", answer.content.decode()) for answer in answers}
    assert len(bodies) == 1
    assert Person.objects.get(pk=nia.pk).check_password(GOOD["password"])


def test_no_table_keeps_the_link(company: Company) -> None:
    invited(company)
    token = link_to("nia@halden.example").split("/")[2]
    for row in (*Notice.objects.values(), *PersonInvitation.objects.values()):
        assert token.partition("-")[2] not in str(row)


def test_a_password_chosen_otherwise_ends_the_link(company: Company) -> None:
    nia = invited(company)
    path = link_to("nia@halden.example")
    nia.set_password("another four words")
    nia.save()
    assert Client().post(path, GOOD).status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(RuleBrokenError, match="signs in already"):
        invite_person(by=company.ada, person=nia)


@pytest.mark.parametrize("word", ["short", "password1234", "nia@halden.example"])
def test_a_weak_password_is_refused_and_the_link_still_works(company: Company, word: str) -> None:
    invited(company)
    path = link_to("nia@halden.example")
    assert Client().post(path, {"password": word}).status_code == 422
    assert Client().post(path, GOOD).status_code == HTTPStatus.FOUND


def test_what_is_withdrawn_before_it_left_is_not_mailed_and_sent_again_it_lets_in(
    company: Company, signed_in: SignIn
) -> None:
    nia, ada = invited(company), signed_in(company.ada)
    ada.post(reverse("invitation_withdraw", args=[nia.pk]))
    send_waiting()
    assert mail.outbox == []
    assert not Person.objects.get(pk=nia.pk).is_active
    ada.post(reverse("invitation_send", args=[nia.pk]))
    assert Client().post(link_to("nia@halden.example"), GOOD).status_code == HTTPStatus.FOUND


def test_a_new_person_is_invited_with_the_same_tap(company: Company, signed_in: SignIn) -> None:
    form = {"name": "Nia Cole", "email": "nia@halden.example", "roles": ["rep"], "invite": "on"}
    answer = signed_in(company.ada).post(reverse("settings_person_new"), form)
    assert answer.status_code == HTTPStatus.FOUND
    assert Client().get(link_to("nia@halden.example")).status_code == HTTPStatus.OK
