"""Prepare what a walk needs in the installation it walks through; run as a process of its own.

`people` writes the demonstration company, somebody new at one hospital, and an empty period;
`invite` asks that somebody for a report card about the rep; `meet nora` lets a new rep talk to
two of five contacts of her first customer; `written nora` gives the texts of her secrets;
`crowd 300` opens tickets, `stir 7` answers one and opens another, `disperse` ends the crowd. Each
walk names a rep of its own, because all walks share one installation. Prints JSON.
"""

import datetime as dt
import json
import os
import pathlib
import sys
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

import django

django.setup()

from accounts.actions import (  # noqa: E402
    add_contact,
    add_customer,
    add_person,
    entrust_customer,
)
from accounts.models import Contact, Customer, Person  # noqa: E402
from compensation.actions import open_period  # noqa: E402
from compensation.models import Period  # noqa: E402
from crm import clock  # noqa: E402
from crm.home import demo  # noqa: E402
from report_cards.actions import invite_one  # noqa: E402
from secrets_manual.actions import hold_conversation  # noqa: E402
from secrets_manual.models import Secret  # noqa: E402
from tests.people import PASSWORD  # noqa: E402
from tests.walks.crowded import crowd, disperse, stir  # noqa: E402
from tests.walks.furnished import NEWCOMER  # noqa: E402


def people() -> dict[str, object]:
    demo.tell()
    customer = Customer.objects.get(name="Hospital Santa Lucía")
    contact = add_contact(
        person=None, customer=customer, name="Lola Prat", email=NEWCOMER, title="Night manager"
    )
    present = Period.objects.latest("first_on")
    first = present.last_on + dt.timedelta(days=1)
    following = open_period(
        person=None, name="Following", first_on=first, last_on=first + dt.timedelta(days=80)
    )
    return {"contact": contact.pk, "present": present.pk, "following": following.pk}


def invite() -> dict[str, object]:
    _invitation, address = invite_one(
        person=Person.objects.get(email="max@halden.example"),
        contact=Contact.objects.get(email=NEWCOMER),
        rated=Person.objects.get(email="dana@halden.example"),
    )
    return {"address": address}


def meet(short: str) -> dict[str, object]:
    rep = add_person(
        by=None,
        name=f"{short.title()} Falk",
        email=f"{short}@halden.example",
        roles=["rep"],
        password=PASSWORD,
    )
    customer = add_customer(person=None, name=f"Fjord Clinic of {rep.name}")
    entrust_customer(
        person=None, customer=customer, steward=rep, from_on=clock.today() - dt.timedelta(days=1)
    )
    for name in ("Ida Moe", "Per Dahl"):
        contact = add_contact(person=None, customer=customer, name=name)
        hold_conversation(person=rep, customer=customer, contact=contact)
    for name in ("Anna Berg", "Bo Lie", "Emre Şahin"):
        add_contact(person=None, customer=customer, name=name)
    return {"customer": customer.pk}


def written(short: str) -> dict[str, object]:
    secrets = Secret.objects.filter(author__email=f"{short}@halden.example").order_by("pk")
    return {"texts": list(secrets.exclude(state="withdrawn").values_list("text", flat=True))}


TASKS: dict[str, Callable[..., dict[str, object]]] = {
    "people": people,
    "invite": invite,
    "meet": meet,
    "written": written,
    "crowd": crowd,
    "stir": stir,
    "disperse": disperse,
}
print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201 - its answer
