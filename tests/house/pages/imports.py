"""The import wizard, with enough batches, refused rows and kept rows that each would show."""

from django.urls import reverse

from accounts.actions import choose_columns
from accounts.actions.batches import keep_check
from accounts.actions.bulk import Outcome, Refusal
from accounts.models import Customer, ImportTrail, Person
from tests import people
from tests.house.access import Place
from tests.house.access.imports import sent_batch, written_batch

Asked = tuple[Person, str]


def imports(places: dict[str, Place]) -> Asked:
    for _number in range(20):
        written_batch(places["own"])
        written_batch(places["other"])
    return places["own"].company.olga, reverse("imports")


def columns(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("import_columns", args=[sent_batch(places["own"]).pk])


def checked(places: dict[str, Place]) -> Asked:
    batch = choose_columns(batch=sent_batch(places["own"]), mapping={"name": "name"})
    refused = [Refusal(line, "name", "Too odd.") for line in range(2, 40)]
    cells = {each.line: {"name": "?"} for each in refused}
    keep_check(batch=batch, read=40, outcome=Outcome(created=2, refused=refused), cells=cells)
    return places["own"].steward, reverse("import_batch", args=[batch.pk])


def undone(places: dict[str, Place]) -> Asked:
    place = places["own"]
    batch = written_batch(place)
    for number in range(20):
        customer: Customer = people.make_customer(f"Kept {number}", steward=place.steward)
        ImportTrail.objects.create(
            batch=batch,
            model="accounts.customer",
            row_id=customer.pk,
            outcome="kept",
            reason="Somebody changed it since.",
        )
    batch.state, batch.undone_at = "undone", batch.written_at
    batch.save()
    return place.steward, reverse("import_batch", args=[batch.pk])


PAGES = [imports, columns, checked, undone]
