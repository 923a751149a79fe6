"""Prepare what a walk needs in the installation it walks through; run as a process of its own.

`people` writes the demonstration company, somebody new at one hospital, and an empty period;
`invite` asks that somebody for a report card about the rep. Prints JSON.
"""

import datetime as dt
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

import django

django.setup()

from accounts.actions import add_contact  # noqa: E402
from accounts.models import Contact, Customer, Person  # noqa: E402
from compensation.actions import open_period  # noqa: E402
from compensation.models import Period  # noqa: E402
from crm.home import demo  # noqa: E402
from report_cards.actions import invite_one  # noqa: E402
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


print(json.dumps({"people": people, "invite": invite}[sys.argv[1]]()))  # noqa: T201 - its answer
