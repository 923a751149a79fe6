"""Pages where customers tell of a mishap and read how it stands: open to all who have the link."""

import datetime as dt

from accounts.actions import mishap_url
from crm import clock
from crm.recovery import actions
from crm.recovery.forms import new_stamp
from tests.house.access import Place, Row, everybody
from tests.house.access.recovery import ticket_of


def _nobodys(_place: Place) -> dict[str, object]:
    return {"token": "nobody-has-this-one"}


def _own_link(place: Place) -> dict[str, object]:
    return {"token": mishap_url(place.contact).split("/oops/")[1].strip("/")}


def _standing(place: Place) -> dict[str, object]:
    return {"token": actions.standing_token(ticket_of(place), place.contact)}


def _strangers(_place: Place) -> dict[str, object]:
    return {
        "words": "It broke.", "how_bad": "All wait", "name": "Ana", "email": "ana@else.example",
        "phone": "+34 91 123", "company": "Norte", "made": new_stamp(seconds_ago=60),
    }  # fmt: skip


def _own_report(_place: Place) -> dict[str, object]:
    return {"words": "It broke.", "severity": 2, "cost_words": "A day", "make_right_words": "Come"}


def _later(_place: Place) -> dict[str, object]:
    until = clock.now() + dt.timedelta(days=3)
    return {"until": f"{until:%Y-%m-%dT%H:%M}", "words": "Later, please."}


# What is sent is tried with rubbish in it; here it is opened, because what is sent is limited.
ROWS = [
    Row(name="oops", body=_strangers, signed_out=200, answers=everybody(200)),
    Row(name="oops_own", kwargs=_nobodys, signed_out=404, answers=everybody(404)),
    Row(
        name="oops_own",
        kwargs=_own_link,
        body=_own_report,
        signed_out=200,
        answers=everybody(200),
    ),
    Row(name="oops_at", kwargs=_standing, signed_out=200, answers=everybody(200)),
    Row(
        name="oops_answer",
        kwargs=lambda place: _standing(place) | {"act": "fixed"},
        method="post",
        body=lambda _place: {"answer": "no", "because": "It leaks."},
        signed_out=302,
        answers=everybody(302),
    ),
    Row(
        name="oops_answer",
        kwargs=lambda place: _standing(place) | {"act": "later"},
        method="post",
        body=_later,
        signed_out=302,
        answers=everybody(302),
    ),
    Row(
        name="oops_answer",
        kwargs=lambda place: _nobodys(place) | {"act": "thank"},
        method="post",
        signed_out=404,
        answers=everybody(404),
    ),
]
