"""People, customers and a small company for tests; made through the actions everybody uses."""

import datetime as dt
import itertools
from dataclasses import dataclass

from accounts.actions import add_contact, add_customer, add_person, add_team, entrust_customer
from accounts.models import Contact, Customer, Person, Team

PASSWORD = "demo-confidant"
_numbers = itertools.count(1)


def make_team(name: str = "Sales", **details: object) -> Team:
    return add_team(by=None, name=name, **details)


def make_person(
    name: str,
    *roles: str,
    team: Team | None = None,
    email: str | None = "",
    password: str | None = None,
) -> Person:
    """Add a person; the address follows the first name unless given, None leaves it out."""
    if email == "":
        email = f"{name.split(maxsplit=1)[0].lower()}{next(_numbers)}@halden.example"
    return add_person(by=None, name=name, email=email, roles=roles, team=team, password=password)


def make_customer(
    name: str = "Norte Foods", *, steward: Person | None = None, **details: object
) -> Customer:
    customer = add_customer(person=None, name=name, **details)
    if steward:
        entrust_customer(
            person=None, customer=customer, steward=steward, from_on=dt.date(2020, 1, 1)
        )
    return customer


def make_contact(name: str, customer: Customer, **details: object) -> Contact:
    if "email" not in details:
        details["email"] = f"contact{next(_numbers)}@customer.example"
    return add_contact(person=None, customer=customer, name=name, **details)


@dataclass
class Company:
    """A small company with one person of every role, a second team, two customers."""

    sales: Team
    service: Team
    other_sales: Team
    dana: Person
    rui: Person
    kim: Person
    sara: Person
    lea: Person
    max: Person
    olga: Person
    fin: Person
    mira: Person
    petra: Person
    ada: Person
    norte: Customer
    vega: Customer
    ana: Contact
    luis: Contact


def halden() -> Company:
    """Dana serves Norte Foods (Ana Ruiz); Rui, of another team, Vega Labs (Luis Prado)."""
    sales, service, other = (
        make_team("Sales"),
        make_team("Service", is_service=True),
        make_team("Sales South"),
    )
    people = {
        "dana": make_person("Dana Vogt", "rep", team=sales),
        "rui": make_person("Rui Alves", "rep", team=other),
        "kim": make_person("Kim Osei", "service", team=service),
        "sara": make_person("Sara Lind", "service", "lead", team=service),
        "lea": make_person("Lea Marsh", "lead", team=sales),
        "max": make_person("Max Orban", "manager"),
        "olga": make_person("Olga Brandt", "director"),
        "fin": make_person("Fin Adler", "finance"),
        "mira": make_person("Mira Sand", "marketing"),
        "petra": make_person("Petra Holm", "privacy"),
        "ada": make_person("Ada Wirth", "admin"),
    }
    Team.objects.filter(pk=sales.pk).update(lead=people["lea"], manager=people["max"])
    Team.objects.filter(pk=service.pk).update(lead=people["sara"], manager=people["max"])
    norte = make_customer("Norte Foods", steward=people["dana"])
    vega = make_customer("Vega Labs", steward=people["rui"])
    return Company(
        sales=sales,
        service=service,
        other_sales=other,
        norte=norte,
        vega=vega,
        ana=make_contact("Ana Ruiz", norte),
        luis=make_contact("Luis Prado", vega),
        **people,
    )
