"""Who may open what of whole manuals, and of two secrets that have to do with one another."""

from secrets_manual import actions
from tests.house.access import Place, Row, everybody
from tests.house.access.secrets_manual import READERS, WRITERS, secret_of


def _gone(place: Place) -> dict[str, object]:
    old, new = secret_of(place), secret_of(place)
    actions.supersede_secret(person=place.steward, secret=old, by=new)
    return {"pk": old.pk}


def _reviewed(place: Place) -> dict[str, object]:
    secret = actions.review_secret(person=place.steward, secret=secret_of(place))
    return {"pk": secret.pk}


def _contradiction(place: Place) -> dict[str, object]:
    pair = (secret_of(place), secret_of(place))
    marked = actions.mark_contradiction(person=place.steward, secret=pair[0], other=pair[1])
    return {"pk": marked.pk}


def _use(place: Place) -> dict[str, object]:
    return {"pk": actions.record_use(person=place.steward, secret=secret_of(place), how="Tea").pk}


def _key_customer(place: Place) -> dict[str, object]:
    actions.flag_key_customer(person=place.steward, customer=place.customer, reason="Large")
    return {"pk": place.customer.pk}


def _secret(place: Place) -> dict[str, object]:
    return {"pk": secret_of(place).pk}


def _customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


#: Those who lead the steward, and directors, say who keeps a manual.
HANDING = {
    "rep": (403, 404, 404),
    "lead manager": (200, 200, 404),
    "director": 200,
    "else": 404,
}
TAPS = {"rep": (302, 404, 404), "lead manager": (302, 302, 404), "director": 302, "else": 404}
NEWLY = {"text": "Decides on a screen", "provenance": "told_us"}

ROWS = [
    Row(name="reviews", answers=everybody(200)),
    Row(name="key_customers", answers=everybody(200)),
    Row(name="manual_print", kwargs=_customer, answers=READERS),
    Row(name="manual_keeper", kwargs=_customer, answers=HANDING),
    Row(name="manual_key", kwargs=_customer, answers=READERS),
    Row(name="manual_key_end", method="post", kwargs=_key_customer, answers=TAPS),
    Row(name="secret", kwargs=_secret, answers=READERS),
    Row(name="secret_pin", method="post", kwargs=_secret, answers=WRITERS),
    Row(name="secret_ask", method="post", kwargs=_secret, answers=WRITERS),
    Row(name="secret_review_undo", method="post", kwargs=_reviewed, answers=WRITERS),
    Row(
        name="secret_relate",
        method="post",
        kwargs=_secret,
        answers=WRITERS | {"rep": (422, 404, 404)},
    ),
    Row(name="secret_replace", kwargs=_secret, answers=WRITERS | {"rep": (200, 404, 404)}),
    Row(
        name="secret_replace", method="post", kwargs=_secret, body=lambda _: NEWLY, answers=WRITERS
    ),
    Row(name="secret_bring_back", method="post", kwargs=_gone, answers=WRITERS),
    Row(
        name="contradiction_settle",
        method="post",
        kwargs=_contradiction,
        body=lambda _place: {"how": "both"},
        answers=WRITERS,
    ),
    Row(
        name="use_judge",
        method="post",
        kwargs=_use,
        body=lambda _place: {"reception": "welcome"},
        answers=TAPS,
    ),
]
