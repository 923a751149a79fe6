"""A contact's own page and the page that stops mail: for whoever has the link, and nobody else."""

from accounts.actions import page_token, stop_url
from tests.house.access import Place, Row, everybody


def token(place: Place) -> dict[str, object]:
    return {"token": page_token(place.contact)}


def stop(place: Place) -> dict[str, object]:
    return {"token": stop_url(place.contact, "news").rstrip("/").rpartition("/")[2]}


def line(_place: Place) -> dict[str, object]:
    return {"pk": 1}


def address(place: Place) -> dict[str, object]:
    return {"email": place.contact.email}


def the_contact(place: Place) -> dict[str, object]:
    return {"pk": place.contact.pk}


def told(_place: Place) -> dict[str, object]:
    return {"channels": ["phone"], "may_news": "refused", "how": "on the phone"}


#: Who reaches a contact reads what they wish; their steward notes it.
REACHES = {
    "rep": (200, 404, 404),
    "lead manager": (200, 200, 404),
    "service director": 200,
    "else": 404,
}
NOTES = {
    "rep": (302, 404, 404),
    "lead manager": (403, 403, 404),
    "service director": 403,
    "else": 404,
}
OPEN = {"answers": everybody(200), "signed_out": 200}
SHUT = {"answers": everybody(403), "signed_out": 403}

ROWS = [
    Row(name="stop_mail", kwargs=stop, **OPEN),
    Row(name="stop_mail", method="post", kwargs=stop, **OPEN),
    Row(
        name="contact_page_link",
        method="post",
        kwargs=the_contact,
        answers=NOTES,
    ),
    Row(name="contact_wishes", kwargs=the_contact, answers=REACHES),
    Row(name="contact_wishes", method="post", kwargs=the_contact, body=told, answers=NOTES),
    Row(
        name="contact_object",
        method="post",
        kwargs=the_contact,
        body=lambda _place: {"how": "on the phone", "sure": "on"},
        answers=NOTES,
    ),
    Row(name="me_ask", **OPEN),
    Row(name="me_ask", method="post", body=address, **OPEN),
    Row(name="me", kwargs=token, **OPEN),
    Row(name="me", method="post", kwargs=token, **OPEN),
    Row(
        name="me",
        method="post",
        kwargs=token,
        body=lambda _place: {"code": "123456"},
        answers=everybody(422),
        signed_out=422,
    ),
    Row(name="me_page", **SHUT),
    *(
        Row(name=name, method="post", kwargs=line, **SHUT)
        for name in ("me_correct", "me_take_back")
    ),
    Row(
        name="me_take_back_part",
        method="post",
        kwargs=lambda _place: {"part": "role", "pk": 1},
        **SHUT,
    ),
    *(
        Row(name=name, method="post", **SHUT)
        for name in ("me_wishes", "me_object", "me_receipt", "me_leave")
    ),
]
