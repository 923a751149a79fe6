"""Who may open what of the awards: everybody sees who won; who sells, serves or leads, votes."""

from secrets_manual import actions
from secrets_manual.models import Use
from tests.house.access import Place, Row, everybody
from tests.house.access.secrets_manual import secret_of

VOTERS = "rep service lead manager"


def use_of(place: Place) -> Use:
    return actions.record_use(
        person=place.steward, secret=secret_of(place), how="Sent a print", reception="welcome"
    )


def _use(place: Place) -> dict[str, object]:
    return {"pk": use_of(place).pk}


def _story(place: Place) -> dict[str, object]:
    story = actions.nominate_story(
        person=place.steward, use=use_of(place), how="A quiet hour", received="A smile"
    )
    return {"pk": story.pk}


ROWS = [
    Row(name="awards", answers=everybody(200)),
    Row(name="award_vote", answers={VOTERS: 200, "else": 403}),
    Row(
        name="award_vote",
        method="post",
        body=lambda place: {"story": _story(place)["pk"]},
        answers={"rep": (422, 302, 302), "service lead manager": 302, "else": 403},
    ),
    Row(
        name="story_new",
        kwargs=_use,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "director": 403,
            "else": 404,
        },
    ),
    Row(
        name="story_new",
        method="post",
        kwargs=_use,
        body=lambda _place: {"how": "A quiet hour", "received": "A smile"},
        answers={
            "rep": (302, 404, 404),
            "lead manager": (302, 302, 404),
            "director": 403,
            "else": 404,
        },
    ),
    Row(
        name="story_take_back",
        method="post",
        kwargs=_story,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(
        name="keeping",
        kwargs=lambda place: {"pk": place.steward.pk},
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "director": 200,
            "else": 404,
        },
    ),
]
