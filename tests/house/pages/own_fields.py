"""Fields of one's own: where they are defined, and the pages that show what stands in them."""

from django.urls import reverse

from accounts.models import Contact, Customer, CustomField, Person
from tests.house.access import Place
from tests.house.pages.accounts import crowd

Asked = tuple[Person, str]


def _own_fields(place: Place) -> None:
    types = ("text", "number", "date", "yes_no", "link")
    values = ("x", 1, "2026-11-23", True, "https://x.example")
    for about in ("customer", "contact"):
        for number, kind in enumerate(types):
            CustomField.objects.create(about=about, key=f"f{number}", name=f"F{number}", type=kind)
    custom = {f"f{number}": value for number, value in enumerate(values)}
    Customer.objects.filter(pk=place.customer.pk).update(custom=custom)
    Contact.objects.filter(pk=place.contact.pk).update(custom=custom)


def customers_with_own_fields(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _own_fields(places["own"])
    return places["own"].steward, reverse("customers") + "?custom_f1=1&custom_f0=x"


def customer_with_own_fields(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _own_fields(places["own"])
    return places["own"].company.lea, reverse("customer", args=[places["own"].customer.pk])


def contact_with_own_fields(places: dict[str, Place]) -> Asked:
    _own_fields(places["own"])
    return places["own"].company.lea, reverse("contact", args=[places["own"].contact.pk])


def settings_fields(places: dict[str, Place]) -> Asked:
    _own_fields(places["own"])
    return places["own"].company.ada, reverse("settings_fields")


def settings_field_new(places: dict[str, Place]) -> Asked:
    _own_fields(places["own"])
    return places["own"].company.ada, reverse("settings_field_new")


def settings_field(places: dict[str, Place]) -> Asked:
    _own_fields(places["own"])
    field = CustomField.objects.earliest("pk")
    return places["own"].company.ada, reverse("settings_field", args=[field.pk])


PAGES = [
    customers_with_own_fields,
    customer_with_own_fields,
    contact_with_own_fields,
    settings_fields,
    settings_field_new,
    settings_field,
]
