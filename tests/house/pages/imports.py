"""The import wizard and what is taken out, with so many rows that a query for each would show."""

from django.urls import reverse

from accounts.actions import choose_columns
from accounts.actions.batches import keep_check
from accounts.actions.bulk import Outcome, Refusal
from accounts.models import Customer, ImportBatch, ImportTrail, Person
from tests import people
from tests.house.access import Place
from tests.house.access.imports import sent_batch, written_batch
from tests.house.pages.accounts import crowd
from tests.people import PASSWORD

Asked = tuple[Person, str]
Handed = tuple[Person, str, tuple[str, dict[str, str]]]


def imports(places: dict[str, Place]) -> Asked:
    for _number in range(20):
        written_batch(places["own"])
        written_batch(places["other"])
    return places["own"].company.olga, reverse("imports")


def import_columns(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("import_columns", args=[sent_batch(places["own"]).pk])


def _refused_batch(place: Place) -> ImportBatch:
    batch = choose_columns(batch=sent_batch(place), mapping={"name": "name"})
    refused = [Refusal(line, "name", "Too odd.") for line in range(2, 40)]
    cells = {each.line: {"name": "?"} for each in refused}
    return keep_check(
        batch=batch, read=40, outcome=Outcome(created=2, refused=refused), cells=cells
    )


def import_batch(places: dict[str, Place]) -> Asked:
    batch = _refused_batch(places["own"])
    return places["own"].steward, reverse("import_batch", args=[batch.pk])


def import_refused(places: dict[str, Place]) -> Asked:
    batch = _refused_batch(places["own"])
    return places["own"].steward, reverse("import_refused", args=[batch.pk])


def contact_card(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("contact_card", args=[places["own"].contact.pk])


def customer_cards(places: dict[str, Place]) -> Handed:
    crowd(places["own"])
    url = reverse("customer_cards", args=[places["own"].customer.pk])
    return shown_again(places["own"].steward, url)


def customers_cards(places: dict[str, Place]) -> Handed:
    crowd(places["own"])
    return shown_again(places["own"].company.lea, reverse("customers_cards") + "?who=team")


def export_csv(places: dict[str, Place]) -> Handed:
    crowd(places["own"])
    return shown_again(places["own"].steward, reverse("export_csv", args=["customers"]))


def export_csv_of_contacts(places: dict[str, Place]) -> Handed:
    crowd(places["own"])
    return shown_again(places["own"].steward, reverse("export_csv", args=["contacts"]))


def shown_again(person: Person, url: str) -> Handed:
    """Let the person show again who they are before the file goes out."""
    person.set_password(PASSWORD)
    person.save()
    return person, url, (reverse("account_reauthenticate"), {"password": PASSWORD})


def import_batch_undone(places: dict[str, Place]) -> Asked:
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


PAGES = [
    imports,
    import_columns,
    import_batch,
    import_batch_undone,
    import_refused,
    contact_card,
    customer_cards,
    customers_cards,
    export_csv,
    export_csv_of_contacts,
]
