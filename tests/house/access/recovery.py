"""Who may open what of recovery."""

import datetime as dt
from collections.abc import Callable

from crm import clock
from crm.recovery import actions
from crm.recovery.models import Ticket
from tests.house.access import Place, Row
from tests.recovery.letters import letter, reply

TICKET_ROLES = "rep service lead manager director"
FIGURES = {"service lead manager director": 200, "else": 403}
MAY_READ = {
    "service director": 200,
    "rep": (200, 404, 404),
    "lead manager": (200, 200, 404),
    "else": 404,
}
MAY_ACT = {
    "service": 302,
    "director": 403,
    "rep": (403, 404, 404),
    "lead manager": (403, 403, 404),
    "else": 404,
}


def ticket_of(place: Place) -> Ticket:
    return actions.open_ticket(
        person=None,
        customer=place.customer,
        contact=place.contact,
        words="The gaskets are missing.",
        severity=2,
        channel="phone",
    )


def _pk(place: Place) -> dict[str, object]:
    return {"pk": ticket_of(place).pk}


def _act(act: str) -> Callable[[Place], dict[str, object]]:
    return lambda place: {"pk": ticket_of(place).pk, "act": act}


def _token(_place: Place) -> dict[str, object]:
    return {"token": "nobody-has-this-one"}


def _report(place: Place) -> dict[str, object]:
    return {
        "customer": place.customer.name,
        "words": "It broke.",
        "severity": 2,
        "channel": "phone",
    }


def _mail(_place: Place) -> dict[str, object]:
    return {"pk": actions.receive(letter()).pk}


def _file(place: Place) -> dict[str, object]:
    mail = actions.receive(reply(ticket_of(place), files={"a.png": b"\x89PNG\r\n\x1a\n"}))
    return {"pk": mail.attachments.get().pk}


LOAD = {"service lead manager director": 200, "else": 403}


def _strength(place: Place) -> dict[str, object]:
    return {"pk": place.company.kim.pk}


ROWS = [
    Row(name="load", answers=LOAD),
    Row(
        name="load_share",
        method="post",
        body=lambda place: {"ticket": ticket_of(place).pk},
        answers={
            "service": 302,
            "director": 403,
            "lead manager": (302, 302, 422),
            "else": 403,
        },
    ),
    Row(
        name="load_policy",
        method="post",
        body=lambda _place: {"mode": "off", "after_minutes": 5},
        answers={"director": 302, "else": 403},
    ),
    Row(
        name="load_person",
        kwargs=_strength,
        method="post",
        body=lambda _place: {"languages": ["es"]},
        answers={"director service": 302, "else": 403},
    ),
    Row(
        name="ticket_act",
        kwargs=_act("link"),
        method="post",
        body=lambda place: {"other": ticket_of(place).pk, "kind": "cause"},
        answers=MAY_ACT,
    ),
    Row(
        name="ticket_act",
        kwargs=_act("merge"),
        method="post",
        body=lambda place: {"other": ticket_of(place).pk},
        answers=MAY_ACT,
    ),
    Row(name="triage", answers={"service": 200, "else": 403}),
    Row(name="triage_mail", kwargs=_mail, answers={"service": 200, "else": 403}),
    Row(
        name="triage_mail",
        kwargs=_mail,
        method="post",
        body=lambda place: {"ticket": ticket_of(place).pk},
        answers={"service": 302, "else": 403},
    ),
    Row(name="triage_aside", kwargs=_mail, method="post", answers={"service": 302, "else": 403}),
    Row(
        name="mail_file",
        kwargs=_file,
        answers=MAY_READ,
    ),
    Row(
        name="ticket_act",
        kwargs=_act("reply"),
        method="post",
        body=lambda _place: {"words": "We come."},
        answers=MAY_ACT,
    ),
    Row(name="board", answers={TICKET_ROLES: 200, "else": 403}),
    Row(name="figures", answers=FIGURES),
    Row(name="figure_cases", answers=FIGURES),
    Row(name="figures_csv", answers=FIGURES),
    Row(name="recovered", answers={TICKET_ROLES: 200, "else": 403}),
    Row(name="board_bulk", answers={"service lead manager": 200, "else": 403}),
    Row(
        name="board_bulk",
        method="post",
        body=lambda place: {"pick": ticket_of(place).pk, "owner": place.company.kim.pk},
        answers={"service": 302, "lead manager": (302, 302, 422), "else": 403},
    ),
    Row(name="ticket_new", answers={TICKET_ROLES: 200, "else": 403}),
    Row(
        name="ticket_new",
        method="post",
        body=_report,
        answers={
            "service director": 302,
            "rep": (302, 422, 422),
            "lead manager": (302, 302, 422),
            "else": 403,
        },
    ),
    Row(
        name="ticket",
        kwargs=_pk,
        answers=MAY_READ,
    ),
    Row(
        name="ticket_act",
        kwargs=_act("fix"),
        method="post",
        body=lambda _place: {"words": "Fitted."},
        answers=MAY_ACT,
    ),
    Row(
        name="ticket_act",
        kwargs=_act("plan"),
        method="post",
        body=lambda _place: {"words": "Coffee", "due_at": clock.now() + dt.timedelta(days=1)},
        answers=MAY_ACT,
    ),
    Row(
        name="ticket_act",
        kwargs=_act("comment"),
        method="post",
        body=lambda _place: {"words": "Seen."},
        answers={
            "service director": 302,
            "rep": (302, 404, 404),
            "lead manager": (302, 302, 404),
            "else": 404,
        },
    ),
    Row(
        name="ticket_act",
        kwargs=_act("owner"),
        method="post",
        body=lambda place: {"owner": place.company.kim.pk},
        answers={
            "service": 302,
            "director": 403,
            "rep": (403, 404, 404),
            "lead manager": (302, 302, 404),
            "else": 404,
        },
    ),
    Row(name="loyalty", kwargs=_token, signed_out=404, answers={"else": 404}),
]
