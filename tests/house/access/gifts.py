"""Who may open what of gifts and of what may be given."""

from secrets_manual import actions
from secrets_manual.models import Gift
from tests.house.access import Place, Row

READING = {"rep service lead manager director finance": 200, "else": 403}
GIVING = {"rep service lead manager director": 200, "else": 403}


def gift_of(place: Place, minor: int = 2000) -> Gift:
    return actions.record_gift(
        person=place.steward, customer=place.customer, contact=place.contact, what="Tea",
        value_minor=minor, ask=True,
    )  # fmt: skip


def _gift(place: Place) -> dict[str, object]:
    return {"pk": gift_of(place).pk}


def _waiting(place: Place) -> dict[str, object]:
    return {"pk": gift_of(place, 50_000).pk}


def _approved(place: Place) -> dict[str, object]:
    gift = gift_of(place, 50_000)
    return {"pk": actions.decide_gift(person=place.company.olga, gift=gift, approved=True).pk}


def _policy(place: Place) -> dict[str, object]:
    made = actions.set_gift_policy(
        person=place.company.olga, customer=place.customer, nothing_at_all=True, source="Code"
    )
    return {"pk": made.pk}


ROWS = [
    Row(name="gifts", answers=READING),
    Row(name="gifts_csv", answers=READING),
    Row(name="settings_gifts", answers=READING),
    Row(name="gift_new", answers=GIVING),
    Row(
        name="gift_new",
        query=lambda place: {"contact": place.contact.pk},
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "service director": 200,
            "else": 403,
        },
    ),
    Row(
        name="gift_new",
        method="post",
        body=lambda place: {
            "direction": "given", "contact": place.contact.pk, "what": "Tea", "value": "20",
        },
        answers={"rep": (302, 422, 422), "service lead manager director": 422, "else": 403},
    ),
    Row(
        name="gift",
        kwargs=_gift,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "director finance": 200,
            "service": 404,
            "else": 403,
        },
    ),
    Row(
        name="gift_decide",
        method="post",
        kwargs=_waiting,
        body=lambda _place: {"answer": "approved"},
        answers={
            "rep": (403, 404, 404),
            "lead manager": (302, 302, 404),
            "director": 302,
            "finance": 403,
            "service": 404,
            "else": 403,
        },
    ),
    Row(
        name="gift_hand",
        method="post",
        kwargs=_approved,
        answers={
            "rep": (302, 404, 404),
            "lead manager": (403, 403, 404),
            "director finance": 403,
            "service": 404,
            "else": 403,
        },
    ),
    Row(name="gift_policy_new", answers={"director": 200, "else": 403}),
    Row(
        name="gift_policy_new",
        method="post",
        body=lambda _place: {"nothing_at_all": "on", "country": "Spain", "source": "The law"},
        answers={"director": 302, "else": 403},
    ),
    Row(
        name="gift_policy_end",
        method="post",
        kwargs=_policy,
        answers={"director": 302, "else": 403},
    ),
]  # fmt: skip
