"""Who we are, who is invited, and the page behind an invitation's link."""

from accounts.actions import invitation_url, invite_person
from accounts.models import PersonInvitation
from tests import people
from tests.house.access import Place, Row, everybody


def invited(place: Place) -> PersonInvitation:
    return invite_person(by=place.company.ada, person=people.make_person("Nia Cole"))


def guest(place: Place) -> dict[str, object]:
    return {"pk": invited(place).person_id}


def token(place: Place) -> dict[str, object]:
    return {"token": invitation_url(str(invited(place).pk)).split("/")[2]}


def dead(_place: Place) -> dict[str, object]:
    return {"token": "1-0"}


def password(_place: Place) -> dict[str, object]:
    return {"password": "four words on paper"}


def line(_place: Place) -> dict[str, object]:
    return {"lines": "Tom, tom.x@halden.example", "roles": ["rep"]}


def company(_place: Place) -> dict[str, object]:
    named = {"name": "Halden", "zone": "Europe/Oslo", "currency": "EUR"}
    return named | {"language": "de", "version": ""}


ROWS = [
    Row(name="settings_company", answers={"director admin": 200, "else": 403}),
    Row(
        name="settings_company",
        method="post",
        body=company,
        answers={"director admin": 302, "else": 403},
    ),
    Row(name="invitations", answers={"admin": 200, "else": 403}),
    Row(name="invitations", method="post", body=line, answers={"admin": 302, "else": 403}),
    Row(
        name="invitation_send",
        method="post",
        kwargs=guest,
        answers={"admin": 302, "else": 403},
    ),
    Row(
        name="invitation_withdraw",
        method="post",
        kwargs=guest,
        answers={"admin": 302, "else": 403},
    ),
    Row(name="join", kwargs=token, answers=everybody(200), signed_out=200),
    Row(
        name="join",
        method="post",
        kwargs=token,
        body=password,
        answers=everybody(302),
        signed_out=302,
    ),
    Row(name="join", kwargs=dead, answers=everybody(404), signed_out=404),
]
