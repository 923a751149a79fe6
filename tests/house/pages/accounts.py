"""Customers, contacts and settings, with enough rows that a query per row would show."""

from django.urls import reverse

from accounts.actions import find_doubles, issue_token, save_view
from accounts.models import Customer, Person, RoleGrant
from tests import people
from tests.house.access import Place

Asked = tuple[Person, str]


def crowd(place: Place) -> None:
    """Make twenty customers, and twenty contacts of the place's own customer."""
    for number in range(20):
        customer = people.make_customer(f"Customer {number}", steward=place.steward)
        people.make_contact(f"Contact {number}", customer)
        people.make_contact(f"Human {number}", place.customer)


def _views(place: Place) -> None:
    for number in range(20):
        sectors = f"sector=s{number}"
        save_view(person=place.steward, page="customers", query=sectors, name=f"View {number}")


def saved_views(places: dict[str, Place]) -> Asked:
    _views(places["own"])
    return places["own"].steward, reverse("saved_views")


def saved_view_new(places: dict[str, Place]) -> Asked:
    _views(places["own"])
    came_from = "?page=customers&query=kind%3Dhousehold"
    return places["own"].steward, reverse("saved_view_new") + came_from


def saved_view_edit(places: dict[str, Place]) -> Asked:
    _views(places["own"])
    view = places["own"].steward.saved_views.earliest("pk")
    return places["own"].steward, reverse("saved_view_edit", args=[view.pk])


def customers(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _views(places["own"])
    return places["own"].steward, reverse("customers")


def customers_narrowed(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    narrowed = "?who=all&steward=nobody&team=1&due=week&quiet=90&key=yes&sector=&q="
    return places["own"].company.olga, reverse("customers") + narrowed


def customers_bulk(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, reverse("customers_bulk") + "?all=yes&list=who%3Dteam"


def customer_touch(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("customer_touch", args=[places["own"].customer.pk])


def customer_won(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("customer_won", args=[places["own"].customer.pk])


def customer_with_a_family(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    row = places["own"].customer
    Customer.objects.filter(name__startswith="Customer ").update(parent=row)
    return places["own"].steward, reverse("customer", args=[row.pk])


def doubles(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    for number in range(20):
        people.make_customer(f"Customer {number} Ltd", steward=places["own"].steward)
    find_doubles()
    return places["own"].steward, reverse("doubles")


def merge(places: dict[str, Place]) -> Asked:
    double = people.make_customer("Norte", steward=places["own"].steward)
    two = ["customer", places["own"].customer.pk, double.pk]
    return places["own"].steward, reverse("merge", args=two)


def merge_of_contacts(places: dict[str, Place]) -> Asked:
    double = people.make_contact("Ana", places["own"].customer)
    two = ["contact", places["own"].contact.pk, double.pk]
    return places["own"].steward, reverse("merge", args=two)


def customers_of_a_lead(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, reverse("customers")


def customers_by_name_only(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.mira, reverse("customers")


def customer(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("customer", args=[places["own"].customer.pk])


def customer_of_a_lead(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, reverse("customer", args=[places["own"].customer.pk])


def customer_contacts(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("customer_contacts", args=[places["own"].customer.pk])


def contact(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("contact", args=[places["own"].contact.pk])


def customer_edit(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("customer_edit", args=[places["own"].customer.pk])


def _staff(place: Place) -> None:
    for number in range(20):
        people.make_person(f"Person {number}", "rep", "lead", team=place.company.sales)
        people.make_team(f"Group {number}", lead=place.company.lea, manager=place.company.max)


def settings_people(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.ada, reverse("settings_people")


def settings_teams(places: dict[str, Place]) -> Asked:
    company = places["own"].company
    for number in range(20):
        people.make_team(f"Team {number}", lead=company.lea, manager=company.max)
    return company.ada, reverse("settings_teams")


def settings_me(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("settings_me")


def customer_new(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("customer_new")


def customer_entrust(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.lea, reverse("customer_entrust", args=[places["own"].customer.pk])


def contact_new(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("contact_new", args=[places["own"].customer.pk])


def contact_edit(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("contact_edit", args=[places["own"].contact.pk])


def settings(places: dict[str, Place]) -> Asked:
    return places["own"].company.ada, reverse("settings")


def settings_tokens(places: dict[str, Place]) -> Asked:
    for _number in range(20):
        issue_token(person=places["own"].steward, scope="read")
    return places["own"].steward, reverse("settings_tokens")


def settings_people_of_a_lead(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.lea, reverse("settings_people")


def settings_person_new(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.ada, reverse("settings_person_new")


def settings_person(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.ada, reverse("settings_person", args=[places["own"].steward.pk])


def settings_absence(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.lea, reverse("settings_absence", args=[places["own"].steward.pk])


def settings_team_new(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.ada, reverse("settings_team_new")


def settings_team(places: dict[str, Place]) -> Asked:
    _staff(places["own"])
    return places["own"].company.ada, reverse(
        "settings_team", args=[places["own"].company.sales.pk]
    )


def setup(places: dict[str, Place]) -> Asked:
    """The page is there while nobody directs the company."""
    _staff(places["own"])
    RoleGrant.objects.filter(role="director").delete()
    return places["own"].company.ada, reverse("setup")


def setup_next(places: dict[str, Place]) -> Asked:
    return places["own"].company.olga, reverse("setup_next")


PAGES = [
    setup,
    setup_next,
    doubles,
    merge,
    merge_of_contacts,
    customers_narrowed,
    customers_bulk,
    customer_touch,
    customer_won,
    customer_with_a_family,
    saved_views,
    saved_view_new,
    saved_view_edit,
    customers,
    customers_of_a_lead,
    customers_by_name_only,
    customer,
    customer_of_a_lead,
    customer_contacts,
    contact,
    customer_edit,
    settings_people,
    settings_teams,
    settings_me,
    customer_new,
    customer_entrust,
    contact_new,
    contact_edit,
    settings,
    settings_tokens,
    settings_people_of_a_lead,
    settings_person_new,
    settings_person,
    settings_absence,
    settings_team_new,
    settings_team,
]
