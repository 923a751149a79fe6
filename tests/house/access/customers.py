"""Daily work with customers: lists kept, many changed at once, doubles made one."""

from accounts.actions import change_customers, merge_rows, remove_view, save_view
from accounts.models import Customer, CustomerPair
from crm import clock
from tests import people
from tests.house.access import Answer, Place, Row, everybody
from tests.house.access.accounts import BY_NAME, customer


def view_of_the_steward(place: Place) -> dict[str, object]:
    name = f"View {place.steward.saved_views.count()}"
    view = save_view(person=place.steward, page="customers", query="kind=household", name=name)
    return {"pk": view.pk}


def view_taken_away(place: Place) -> dict[str, object]:
    kwargs = view_of_the_steward(place)
    remove_view(person=place.steward, view_id=int(str(kwargs["pk"])))
    return kwargs


def picked(place: Place) -> dict[str, object]:
    return {"pick": place.customer.pk, "sector": "hospital"}


def touch(place: Place) -> dict[str, object]:
    return {"on": "2031-05-01", "why": "the budget", "since_on": "2020-01-01"}


def prospect(place: Place) -> dict[str, object]:
    Customer.objects.filter(pk=place.customer.pk).update(is_prospect=True)
    return {"pk": place.customer.pk}


def bulk_change_of_the_steward(place: Place) -> dict[str, object]:
    changed = change_customers(
        person=place.steward,
        chosen=Customer.objects.filter(pk=place.customer.pk),
        changes={"sector": f"sector {place.rank}"},
    )
    return {"pk": changed.pk}


FOR_STEWARDS = {"rep lead manager director": 200, "else": 403}


def twice(place: Place) -> dict[str, object]:
    """Give the customer and its double, which the same steward looks after."""
    double = people.make_customer("Double", steward=place.steward)
    return {"kind": "customer", "first": place.customer.pk, "second": double.pk}


def pair(place: Place) -> dict[str, object]:
    kwargs = twice(place)
    row = CustomerPair.objects.create(
        first_id=kwargs["first"], second_id=kwargs["second"], score=90, found_at=clock.now()
    )
    return {"kind": "customer", "pk": row.pk}


def merged(place: Place) -> dict[str, object]:
    double = people.make_customer("Double", steward=place.steward)
    made = merge_rows(person=place.steward, survivor=place.customer, gone=double)
    return {"pk": made.pk}


MERGING = {"rep": (0, 404, 404), "lead manager": (0, 0, 404), "director": 0, "else": 403}


def merging(done: int) -> dict[str, Answer]:
    """Answer whoever may merge with `done`."""
    return {
        roles: (done if answer == 0 else answer)
        if isinstance(answer, int)
        else tuple(done if each == 0 else each for each in answer)  # type: ignore[misc]
        for roles, answer in MERGING.items()
    }


ROWS = [
    Row(name="doubles", answers=FOR_STEWARDS),
    Row(name="doubles_look", method="post", answers={"manager director": 302, "else": 403}),
    Row(name="merge", kwargs=twice, answers=merging(200)),
    Row(name="merge", method="post", kwargs=twice, answers=merging(422)),
    Row(name="pair_part", method="post", kwargs=pair, answers=merging(302)),
    Row(name="merge_undo", method="post", kwargs=merged, answers=merging(302)),
    Row(name="customers_bulk", answers=FOR_STEWARDS),
    Row(
        name="customers_bulk",
        method="post",
        body=picked,
        answers={"rep": (302, 422, 422), "lead manager director": 422, "else": 403},
    ),
    Row(
        name="customers_bulk_undo",
        method="post",
        kwargs=bulk_change_of_the_steward,
        answers={"rep": (302, 404, 404), "lead manager director": 404, "else": 403},
    ),
    *(
        Row(
            name=name,
            method=method,
            kwargs=customer if name == "customer_touch" else prospect,
            body=touch,
            answers={
                "rep": (done, 404, 404),
                "lead manager": (403, 403, 404),
                "director": 403,
                **BY_NAME,
                "else": 404,
            },
        )
        for name in ("customer_touch", "customer_won")
        for method, done in (("get", 200), ("post", 302))
    ),
    Row(name="saved_views", answers=everybody(200)),
    Row(name="saved_view_new", answers=everybody(200)),
    Row(name="saved_view_new", method="post", answers=everybody(422)),
    Row(
        name="saved_view_edit",
        kwargs=view_of_the_steward,
        answers={"rep": (200, 404, 404), "else": 404},
    ),
    *(
        Row(
            name=name,
            method="post",
            kwargs=view_taken_away if name == "saved_view_restore" else view_of_the_steward,
            answers={"rep": (422 if name == "saved_view_edit" else 302, 404, 404), "else": 404},
        )
        for name in (
            "saved_view_edit",
            "saved_view_move",
            "saved_view_remove",
            "saved_view_restore",
        )
    ),
]
