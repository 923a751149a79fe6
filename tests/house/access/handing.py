"""Hand-overs of customers, and the wizard for somebody who leaves."""

from accounts.actions import offer_customer
from accounts.models import HandOver
from crm import clock
from tests.house.access import Place, Row
from tests.house.access.accounts import BY_NAME, customer, steward


def offer(place: Place) -> dict[str, object]:
    """Give an offer of the place's customer, made by its steward to Rui (to Dana at Rui's)."""
    company = place.company
    there = HandOver.objects.filter(customer=place.customer, state="offered").first()
    row = there or offer_customer(
        person=place.steward,
        customer=place.customer,
        receiver=company.dana if place.rank == "other" else company.rui,
        from_on=clock.today(),
        must_know="Everything",
    )
    return {"pk": row.pk}


ROWS = [
    *(
        Row(
            name="hand_over_new",
            method=method,
            kwargs=customer,
            answers={
                "rep": (done, 404, 404),
                "lead manager": (done, done, 404),
                "director": done,
                **BY_NAME,
                "else": 404,
            },
        )
        for method, done in (("get", 200), ("post", 422))
    ),
    Row(
        name="hand_over",
        kwargs=offer,
        answers={
            "rep": (200, 404, 200),
            "lead manager": (200, 200, 404),
            "director": 200,
            "else": 404,
        },
    ),
    Row(
        name="hand_over_answer",
        method="post",
        kwargs=offer,
        answers={
            "rep": (302, 404, 403),
            "lead manager": (302, 302, 404),
            "director": 302,
            "else": 404,
        },
    ),
    *(
        Row(
            name="leaving",
            method=method,
            kwargs=steward,
            answers={
                "lead manager": (done, done, 404),
                "director admin": done,
                "else": 403,
            },
        )
        for method, done in (("get", 200), ("post", 422))
    ),
]
