"""Customers, contacts, people and settings."""

from accounts.models import ApiToken, CustomField
from tests.house.access import Answer, Place, Row, everybody


def customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


def contact(place: Place) -> dict[str, object]:
    return {"pk": place.contact.pk}


def steward(place: Place) -> dict[str, object]:
    return {"pk": place.steward.pk}


def team(place: Place) -> dict[str, object]:
    return {"pk": place.steward.team_id}


def token_of_the_steward(place: Place) -> dict[str, object]:
    row, _new = ApiToken.objects.get_or_create(
        person=place.steward, digest=f"{place.steward.pk:064x}", scope="read"
    )
    return {"pk": row.pk}


def own_field(place: Place) -> dict[str, object]:
    row, _new = CustomField.objects.get_or_create(
        about="customer", key="fleet", name="Fleet", type="number"
    )
    return {"pk": row.pk}


def new_name(place: Place) -> dict[str, object]:
    return {"name": "New name", "kind": "organisation", "version": ""}


def shut_out(place: Place) -> dict[str, object]:
    return {"active": "no"}


BY_NAME = {"service marketing finance": 403}
FOR_DEFINERS: dict[str, Answer] = {"director admin": 200, "else": 403}
FOR_ADMIN = {"admin": 200, "else": 403}

ROWS = [
    # Olga directs the company, so nobody finds the page of the first run.
    Row(name="setup", answers=everybody(404), signed_out=404),
    Row(name="setup_next", answers={"director admin": 200, "else": 403}),
    Row(name="customers", answers={"privacy admin": 403, "else": 200}),
    Row(
        name="customer",
        kwargs=customer,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "service director": 200,
            "marketing finance": 403,
            "else": 404,
        },
    ),
    Row(
        name="customer_contacts",
        kwargs=customer,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "service director": 200,
            "marketing finance": 403,
            "else": 404,
        },
    ),
    Row(
        name="contact",
        kwargs=contact,
        answers={
            "rep": (200, 404, 404),
            "lead manager": (200, 200, 404),
            "service director": 200,
            "else": 404,
        },
    ),
    Row(name="customer_new", answers={"rep lead manager director": 200, "else": 403}),
    Row(
        name="customer_new",
        method="post",
        answers={"rep lead manager director": 422, "else": 403},
    ),
    *(
        Row(
            name="customer_edit",
            method=method,
            kwargs=customer,
            body=new_name,
            answers={
                "rep": (done, 404, 404),
                "lead manager": (403, 403, 404),
                "director": 403,
                **BY_NAME,
                "else": 404,
            },
        )
        for method, done in (("get", 200), ("post", 302))
    ),
    *(
        Row(
            name="customer_entrust",
            method=method,
            kwargs=customer,
            answers={
                "rep": (403, 404, 404),
                "lead manager": (done, done, 404),
                "director": done,
                **BY_NAME,
                "else": 404,
            },
        )
        for method, done in (("get", 200), ("post", 422))
    ),
    *(
        Row(
            name="contact_new",
            method=method,
            kwargs=customer,
            answers={
                "rep": (done, 404, 404),
                "lead manager": (403, 403, 404),
                "director": 403,
                **BY_NAME,
                "else": 404,
            },
        )
        for method, done in (("get", 200), ("post", 422))
    ),
    *(
        Row(
            name="contact_edit",
            method=method,
            kwargs=contact,
            body=new_name,
            answers={
                "rep": (done, 404, 404),
                "lead manager": (403, 403, 404),
                "service director": 403,
                "else": 404,
            },
        )
        for method, done in (("get", 200), ("post", 302))
    ),
    Row(name="settings", answers=everybody(200)),
    Row(name="settings_me", answers=everybody(200)),
    Row(name="theme", method="post", answers=everybody(302)),
    Row(name="settings_tokens", answers=everybody(200)),
    Row(
        name="settings_token_revoke",
        method="post",
        kwargs=token_of_the_steward,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(name="settings_people", answers={"admin lead manager": 200, "else": 403}),
    Row(name="settings_person_new", answers=FOR_ADMIN),
    Row(name="settings_person_new", method="post", answers={"admin": 422, "else": 403}),
    Row(name="settings_person", kwargs=steward, answers=FOR_ADMIN),
    Row(name="settings_person", method="post", kwargs=steward, answers={"admin": 422, "else": 403}),
    Row(
        name="settings_person_active",
        method="post",
        kwargs=steward,
        body=shut_out,
        answers={"admin": 302, "else": 403},
    ),
    *(
        Row(
            name="settings_absence",
            method=method,
            kwargs=steward,
            answers={"lead manager": (done, done, 404), "admin": done, "else": 403},
        )
        for method, done in (("get", 200), ("post", 302))
    ),
    Row(name="settings_fields", answers=FOR_DEFINERS),
    Row(name="settings_mail", answers={"director": 200, "else": 403}),
    Row(
        name="settings_mail",
        method="post",
        body=lambda _place: {"cap": "4", "days": "30"},
        answers={"director": 302, "else": 403},
    ),
    Row(name="settings_field_new", answers=FOR_DEFINERS),
    Row(name="settings_field_new", method="post", answers=FOR_DEFINERS | {"director admin": 422}),
    Row(name="settings_field", kwargs=own_field, answers=FOR_DEFINERS),
    Row(
        name="settings_field",
        method="post",
        kwargs=own_field,
        answers=FOR_DEFINERS | {"director admin": 422},
    ),
    Row(
        name="settings_field_retire",
        method="post",
        kwargs=own_field,
        body=shut_out,
        answers=FOR_DEFINERS | {"director admin": 302},
    ),
    Row(name="settings_teams", answers=FOR_ADMIN),
    Row(name="settings_team_new", answers=FOR_ADMIN),
    Row(name="settings_team_new", method="post", answers={"admin": 422, "else": 403}),
    Row(name="settings_team", kwargs=team, answers=FOR_ADMIN),
    Row(name="settings_team", method="post", kwargs=team, answers={"admin": 422, "else": 403}),
]
